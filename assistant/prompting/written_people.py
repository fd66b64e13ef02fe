"""Finds people whom nobody recorded, by how a mail names them: with a title, or beside their address."""

import re
from collections.abc import Iterator

from assistant.folding import fold

# The usual surnames, without those that are mostly another word before a title (连会计, 时经理).
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭林罗郑梁宋唐许邓韩冯曹彭曾肖田董袁潘蒋蔡杜叶程苏魏吕丁沈姚卢姜崔钟谭陆汪范石廖贾夏韦付白邹孟熊"
    "秦邱江尹薛闫阎段雷侯龙陶黎贺顾毛郝龚邵严覃武戴莫孔汤岑麦庄温康施樊葛邢齐乔伍庞颜倪聂鲁岳翟殷詹申欧耿兰焦俞柳甘祝宁尚舒阮柯纪"
    "梅童凌裴霍涂苗翁冉骆蓝靳柴鲍喻祁蒲滕饶牟艾尤穆卓吉缪芦娄窦褚卫华洪包傅丘区"
)
# A surname that ends a usual word as well: 对方经理, 由于会计…, 资金主管 name nobody.
_SURNAMES_AFTER = {
    "方": "对我贵双甲乙各买卖两多",
    "于": "由对关至鉴基",
    "何": "任如为",
    "金": "资现奖佣基租押定",
    "高": "提最",
    "余": "其",
    "易": "贸交容",
    "谢": "谢",
    "章": "盖签印公",
    "关": "有相无",
    "史": "历",
    "钱": "付给",
}
_TITLES = (
    "总经理|副总|经理(?![解赔算论])|协理|副理|襄理|总监|董事长|董事(?!会)|主任|主管|课长|科长|处长|部长|厂长|会计(?!师)|老师(?!傅)|老板|律师|"
    "先生|女士|小姐|太太"
)
_SURNAME = "|".join((f"[{_SURNAMES}]", *(f"(?<![{before}]){name}" for name, before in _SURNAMES_AFTER.items())))
_HAN = re.compile(f"(?:{_SURNAME})(?:{_TITLES})")
_LATIN = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|MR|MRS|MS)\b\.?[ \u00a0][A-Z][\w'’-]+(?:[ \u00a0][A-Z][\w'’-]+)?")
# A name before <a@b>, as the head of a mail has it: From: "Jane Roe" <jane@…>, 收件人：程佩兰 <…>.
_BESIDE_ADDRESS = "(?:^|[:;,])[ \\t]*[\"“']?({name})[\"”']?[ \\t]*<[^<>\\s]+@[^<>\\s]+>"
_HAN_BESIDE = re.compile(_BESIDE_ADDRESS.format(name=f"(?:{_SURNAME})[\u3400-\u9fff]{{1,3}}"), re.MULTILINE)
_LATIN_BESIDE = re.compile(_BESIDE_ADDRESS.format(name=r"[A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*){1,3}"), re.MULTILINE)


def titled_people(plain: str, folded: str) -> Iterator[tuple[int, int]]:
    """Where ``plain`` names somebody by surname and title: 岑董事, Ms Doe; ``folded`` is the same text folded."""
    for pattern, text in ((_HAN, folded), (_LATIN, plain)):
        yield from (match.span() for match in pattern.finditer(text))


def addressed_people(mail: str) -> Iterator[str]:
    """The names that stand beside an address in a mail, its quoted heads included."""
    for pattern, text in ((_HAN_BESIDE, fold(mail)), (_LATIN_BESIDE, mail)):
        yield from (mail[slice(*match.span(1))] for match in pattern.finditer(text))
