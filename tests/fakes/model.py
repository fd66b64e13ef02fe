"""A language model for tests: it answers by the name of the prompt, never by its wording."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from assistant.domain.language import Reason
from assistant.domain.model_calls import ModelCall, ModelRole
from assistant.errors import ModelUnavailable, Stopped
from assistant.ports import UNWATCHED, ChatMessage, Completion, Watch
from tests.fakes.model_letters import CALL, ENGLISH, LETTERS, REMINDER, SIMPLIFIED, TRADITIONAL

BEGAN = datetime(2026, 6, 16, 8, 30, tzinfo=UTC)

Reply = str | Completion | Exception | Callable[[Sequence[ChatMessage]], str]

_FACT = re.compile(r"^- (\[\[[FCT]\d+\]\]) (.+?)(?: \((must|one of: [a-z])\))?$", re.MULTILINE)
# How a meaning is introduced in a letter, by the words that it begins with.
_LABELS = {
    "the invoice number": ("Invoice", "发票", "發票"),
    "the amount still open": ("Open amount", "未付金额", "未付金額"),
    "the part that is not disputed": ("Undisputed part", "无争议部分", "無爭議部分"),
    "the disputed part": ("Contested part", "有异议部分", "有爭議部分"),
    "the whole amount": ("In all", "合计", "合計"),
    "the whole amount with late": ("With late interest", "含违约金合计", "含利息合計"),
    "how many invoices": ("Number of invoices", "发票张数", "發票張數"),
    "how many days we may": ("May be put off by", "可延后", "可延後"),
    "how many instalments we may": ("Most instalments", "期数上限", "期數上限"),
    "the due date": ("Due on", "到期日", "到期日"),
    "the day by which": ("Please reply by", "请于此日前回复", "請於此日前回覆"),
    "the day by which we answer": ("You will hear from us by", "我方答复日", "我方答覆日"),
    "the day by which the undisputed": ("Payable by", "请于此日前支付", "請於此日前支付"),
    "the day by which existing": ("Earlier invoices payable by", "此前发票付款日", "先前發票付款日"),
    "the day to which": ("Can be put off to", "可延至", "可延至"),
    "the day for which": ("Announced for", "此前告知的付款日", "先前告知的付款日"),
    "the day of writing": ("Date", "日期", "日期"),
    "the day on which it arrived": ("Received on", "到账日", "入帳日"),
    "the day on which it was agreed": ("Agreed on", "商定日", "商定日"),
    "the day from which the new": ("From", "自此日起", "自此日起"),
    "the day from which late": ("Interest from", "起算日", "起算日"),
    "the day up to which late": ("Interest up to", "计至", "計至"),
    "with whom it was agreed": ("Agreed with", "由贵方代表商定：", "由貴方代表商定："),
    "what was agreed for a payment": ("If a payment is missed", "未按时支付的", "未按時支付的"),
    "the documents that we need": ("Please send us", "请提供", "請提供"),
    "the payment terms so far": ("Terms so far", "原付款条件", "原付款條件"),
    "the payment terms for new": ("Terms for new orders", "新订单付款条件", "新訂單付款條件"),
    "the proof of delivery": ("Delivery", "交付情况", "交付情況"),
    "the late interest": ("Late interest", "违约金", "遲延利息"),
    "the amount that bears": ("On the amount of", "计算基数", "計算基數"),
    "the rate of late": ("Rate", "计算标准", "計算標準"),
    "the number of days": ("For", "计算天数", "計算天數"),
    "the payment that arrived": ("Received", "已收到", "已收到"),
    "what is still open": ("Still open", "尚余", "尚餘"),
    "the sum of all payments": ("Sum of the payments", "各期合计", "各期合計"),
    "the amount that the customer promised": ("Announced", "此前告知的金额", "先前告知的金額"),
    "the clause": ("Basis", "依据", "依據"),
    "the web address": ("Pay online at", "在线支付", "線上付款"),
    "our account number": ("Account", "账号", "帳號"),
    "our own company": ("From", "发件方", "發件方"),
    "the customer's company": ("To", "收件方", "收件方"),
    "the name of the person who writes": ("Contact", "联系人", "聯絡人"),
    "the writer's telephone": ("Telephone", "电话", "電話"),
}
_SETTLED = "Say that nothing is open any more"
_ALL_PAID = {ENGLISH: "Nothing is open any more.", SIMPLIFIED: "款项已全部结清。", TRADITIONAL: "款項已全數結清。"}
_THANKS = {ENGLISH: "Thank you.", SIMPLIFIED: "谢谢。", TRADITIONAL: "謝謝。"}


class FakeModel:
    """Answers each prompt id with its replies in turn, the last one again and again; keeps what it was asked."""

    def __init__(self, replies: Mapping[str, Reply | Sequence[Reply]], *, model: str = "fake-1") -> None:
        self._replies = {name: list(r) if isinstance(r, list | tuple) else [r] for name, r in replies.items()}
        self._model = model
        self.asked: list[tuple[ChatMessage, ...]] = []

    def complete(self, messages: Sequence[ChatMessage], *, max_tokens: int, watch: Watch = UNWATCHED) -> Completion:
        """The next reply for the prompt of the last message that has one; raises it when it is an error.

        Every call is told to ``watch``, as an endpoint's is.
        """
        self.asked.append(tuple(messages))
        watch.begins()
        call = ModelCall(
            role=ModelRole.WRITER,
            host="model.example",
            model=self._model,
            messages=tuple(messages),
            max_tokens=max_tokens,
            began=BEGAN,
            ms=7,
        )
        try:
            answer = self._answer(messages)
        except (ModelUnavailable, Stopped) as error:
            watch.called(replace(call, failure=Reason(error.code, error.details)))
            raise
        if watch.wants_text():
            for at in range(0, len(answer.text), 3):
                watch.came(answer.text[at : at + 3])
        watch.called(
            replace(
                call,
                answer=answer.text,
                finish_reason=answer.finish_reason,
                tokens_in=answer.tokens_in,
                tokens_out=answer.tokens_out,
            )
        )
        if watch.is_stopped():
            raise Stopped("model_stopped", "You stopped the model; nothing was changed.")
        return answer

    def _answer(self, messages: Sequence[ChatMessage]) -> Completion:
        prompt = [message.prompt for message in messages if message.prompt][-1]
        waiting = self._replies[prompt]
        reply = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        if isinstance(reply, Exception):
            raise reply
        if isinstance(reply, Completion):
            return reply
        text = reply if isinstance(reply, str) else reply(messages)
        return Completion(text=text, finish_reason="stop", model=self._model, tokens_in=100, tokens_out=50)


def sensible_answer(messages: Sequence[ChatMessage]) -> str:
    """What a good model writes to any of our prompts: short, with every fact that is needed, and no figure."""
    asked = "\n".join(message.content for message in messages)
    language = next(name for name in (SIMPLIFIED, TRADITIONAL, ENGLISH) if f"## {name}" in asked)
    needed: dict[str, str] = {}
    seen: set[str] = set()
    for ref, meaning, mark in _FACT.findall(asked):
        if mark == "must" or (mark and mark not in seen):
            needed[ref] = meaning
            seen.add(mark)
    heading = next((heading for heading in LETTERS if f"## {heading}" in asked), REMINDER)
    subject, body = LETTERS[heading][language]
    people = {name: _named(needed, start) for name, start in _PEOPLE.items()}
    if heading != CALL:
        people = {"whom": people["whom"]}
    lines = [
        f"{_label(meaning, language)} {ref}".strip() for ref, meaning in needed.items() if ref not in people.values()
    ]
    if _SETTLED in asked:
        lines.append(_ALL_PAID[language])
    if "\nChannel: A text message" in asked:
        return answer("", " ".join([*lines, _THANKS[language]]))
    first = _named(needed, ("the invoice number", "how many"))
    return answer(subject.format(first=first).strip(), body.format(lines="\n".join(lines), **people))


def _named(needed: Mapping[str, str], starts: tuple[str, ...]) -> str:
    return next((ref for start in starts for ref, meaning in needed.items() if meaning.startswith(start)), "")


_PEOPLE = {
    "whom": ("how that person", "the name of the person at the customer"),
    "us": ("our own company",),
    "caller": ("the name of the person who writes",),
}


def answer(subject: str, body: str) -> str:
    """An answer in the form that the prompt asks for."""
    return f"<subject>{subject}</subject>\n<body>{body}</body>"


def _label(meaning: str, language: str) -> str:
    if meaning.startswith("the list of"):
        return ""
    labels = max((start for start in _LABELS if meaning.startswith(start)), key=len, default="")
    return _LABELS[labels][(ENGLISH, SIMPLIFIED, TRADITIONAL).index(language)] if labels else "–"
