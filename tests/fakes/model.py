"""A language model for tests: it answers by the name of the prompt, never by its wording."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from assistant.domain.language import Reason
from assistant.domain.model_calls import ModelCall, ModelRole
from assistant.errors import ModelUnavailable, Stopped
from assistant.ports import UNWATCHED, ChatMessage, Completion, Watch

BEGAN = datetime(2026, 6, 16, 8, 30, tzinfo=UTC)

Reply = str | Completion | Exception | Callable[[Sequence[ChatMessage]], str]

SIMPLIFIED, TRADITIONAL, ENGLISH = "简体中文", "繁體中文", "English"
_FACT = re.compile(r"^- (\[\[[FC]\d+\]\]) (.+?)(?: \((must|one of: [a-z])\))?$", re.MULTILINE)
# How a meaning is introduced in a letter, by the words that it begins with.
_LABELS = {
    "the invoice number": ("Invoice", "发票", "發票"),
    "the amount still open": ("Open amount", "未付金额", "未付金額"),
    "the part that is not disputed": ("Undisputed part", "无争议部分", "無爭議部分"),
    "the whole amount": ("In all", "合计", "合計"),
    "how many invoices": ("Number of invoices", "发票张数", "發票張數"),
    "the due date": ("Due on", "到期日", "到期日"),
    "the day by which": ("Please reply by", "请于此日前回复", "請於此日前回覆"),
    "the day to which": ("Can be put off to", "可延至", "可延至"),
    "the day for which": ("Announced for", "此前告知的付款日", "先前告知的付款日"),
    "the amount that the customer promised": ("Announced", "此前告知的金额", "先前告知的金額"),
    "the amount of one instalment": ("Instalment", "分期金额", "分期金額"),
    "the due date of one instalment": ("Payable on", "支付日", "支付日"),
    "the clause": ("Basis", "依据", "依據"),
    "the web address": ("Pay online at", "在线支付", "線上付款"),
    "our account number": ("Account", "账号", "帳號"),
    "our own company": ("From", "发件方", "發件方"),
    "the name of the person who writes": ("Contact", "联系人", "聯絡人"),
    "the writer's telephone": ("Telephone", "电话", "電話"),
}
_LETTERS = {
    ENGLISH: (
        "Invoice {first} – could you confirm a payment date?",
        "Dear {whom},\n\nI'm writing about the payment below; it may simply have slipped through.\n\n{lines}\n\n"
        "If something is holding it up, tell me and we will sort it out together. If your payment has crossed "
        "with this message, please disregard it.\n\nThank you for your help.\n\nKind regards",
    ),
    SIMPLIFIED: (
        "关于发票 {first} 付款事宜",
        "{whom}，您好！\n\n月底事多，这笔款可能一时没顾上，跟您提个醒：\n\n{lines}\n\n"
        "如果发票、对账或审批上有什么不便，请告诉我，我们一起解决。如您已安排付款，请忽略此函。\n\n谢谢您的支持。\n\n顺颂商祺",
    ),
    TRADITIONAL: (
        "發票 {first} 付款事宜",
        "{whom} 您好：\n\n提醒您以下款項，可能一時忙碌未及處理：\n\n{lines}\n\n"
        "若發票、驗收或簽核流程有任何不便，煩請告知，我們一起處理。若已安排付款，請不必理會本信。\n\n"
        "謝謝您的協助。\n\n敬祝 商祺",
    ),
}


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
    """What a good model writes to ``draft_reminder``: a short letter with every fact that is needed, and no figure."""
    asked = "\n".join(message.content for message in messages)
    language = next(name for name in (SIMPLIFIED, TRADITIONAL, ENGLISH) if f"## {name}" in asked)
    needed: dict[str, str] = {}
    seen: set[str] = set()
    for ref, meaning, mark in _FACT.findall(asked):
        if mark == "must" or (mark and mark not in seen):
            needed[ref] = meaning
            seen.add(mark)
    whom = next(
        (ref for ref, meaning in needed.items() if meaning.startswith("how that person")),
        "",
    )
    first = next(ref for ref, meaning in needed.items() if meaning.startswith(("the invoice number", "how many")))
    lines = "\n".join(f"{_label(meaning, language)} {ref}" for ref, meaning in needed.items() if ref != whom)
    subject, body = _LETTERS[language]
    if "\nChannel: A text message" in asked:
        return answer("", " ".join(line for line in lines.splitlines()))
    return answer(subject.format(first=first), body.format(whom=whom, lines=lines))


def answer(subject: str, body: str) -> str:
    """An answer in the form that the prompt asks for."""
    return f"<subject>{subject}</subject>\n<body>{body}</body>"


def _label(meaning: str, language: str) -> str:
    labels = max((start for start in _LABELS if meaning.startswith(start)), key=len, default="")
    return _LABELS[labels][(ENGLISH, SIMPLIFIED, TRADITIONAL).index(language)] if labels else "–"
