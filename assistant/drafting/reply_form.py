"""Puts a form under a written confirmation: whoever has no link and writes no mail fills it in and sends it back."""

from collections.abc import Mapping

from assistant.domain.kinds import MessageKind
from assistant.domain.language import Language
from assistant.drafting.circumstances import Circumstance
from assistant.drafting.phrases import SLOT
from assistant.drafting.scene import Scene

# What only a form has: a box to tick.
BOX = "□"
_LINES: Mapping[Language, tuple[str, ...]] = {
    Language.EN: (
        "Reply form (please fill in and return{by})",
        "{customer_name} to {creditor_name}",
        "The payment arrangement confirmed above ({about}{plan_total})",
        "□ Agreed   □ Not agreed   □ Question: ________________________",
        "Name: ________________________   Position: ________________________",
        "Date: ________________________   Signature / company stamp: ________________________",
    ),
    Language.ZH_HANS: (
        "回执（请{by}填写并回传）",
        "{customer_name}　致　{creditor_name}",
        "事由：上述确认函所列付款安排（{about}{plan_total}）",
        "□ 同意　□ 不同意　□ 有疑问：________________________",
        "姓名：________________________　职务：________________________",
        "日期：________________________　签字／盖章：________________________",
    ),
    Language.ZH_HANT: (
        "回條（請{by}填寫並回傳）",
        "{customer_name}　致　{creditor_name}",
        "事由：上述確認函所列付款安排（{about}{plan_total}）",
        "□ 同意　□ 不同意　□ 有疑問：________________________",
        "姓名：________________________　職稱：________________________",
        "日期：________________________　簽名／公司章：________________________",
    ),
}
_LIKE_HONG_KONG = frozenset({"HK", "MO"})
# Their words for those of Taiwan.
_IN_HONG_KONG = {"職稱": "職銜", "簽名／公司章": "簽署／公司印章", "回傳": "交回"}
# The day to return it by, where there is one.
_BY: Mapping[Language, str] = {
    Language.EN: " by {ask_by}",
    Language.ZH_HANS: "于{ask_by}前",
    Language.ZH_HANT: "於{ask_by}前",
}
# What the form is about, for it may be torn off: the invoice where there is one, else how many they are.
_ABOUT: Mapping[Language, tuple[str, str]] = {
    Language.EN: ("invoice {invoice_no}, ", "{invoice_count} invoices, "),
    Language.ZH_HANS: ("发票{invoice_no}，", "发票{invoice_count}张，"),
    Language.ZH_HANT: ("發票{invoice_no}，", "發票{invoice_count}張，"),
}


def with_form(body: str, scene: Scene) -> str:
    """``body``, a template, with the form at its end where the message confirms an arrangement, and none elsewhere.

    A form that stands in it already, as in an earlier wording, gives way to this one.
    """
    brief = scene.brief
    if brief.kind is not MessageKind.WRITTEN_CONFIRMATION or brief.arrangement is None:
        return body
    paragraphs = [paragraph for paragraph in body.split("\n\n") if BOX not in paragraph]
    about = _ABOUT[brief.language][0 if Circumstance.ONE in scene.circumstances else 1]
    by = _BY[brief.language] if scene.placeholder("ask_by") else ""
    lines = "\n".join(_LINES[brief.language]).replace("{about}", about).replace("{by}", by)
    for word, local in (_IN_HONG_KONG if brief.region in _LIKE_HONG_KONG else {}).items():
        lines = lines.replace(word, local)
    form = _filled_in(lines, scene)
    return "\n\n".join([*paragraphs, form])


def _filled_in(line: str, scene: Scene) -> str:
    return SLOT.sub(lambda slot: scene.placeholder(slot[1]) or "", line)
