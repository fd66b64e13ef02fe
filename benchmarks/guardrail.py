"""The guardrail beside public checkers on the same texts, in one run: what each catches, wrongly blocks, and takes.

The texts are ``evals/guardrail/held`` and ``docs/example-messages.md``. The public checkers are the dependency group
``peers``, for an environment of its own (``uv pip install --group peers``); those that are not installed are named and
left out. None of them downloads a model. Those that work by words all get the same list, `WORDS`.
"""

import asyncio
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import TypeAlias

from assistant.domain.finding import Verdict
from assistant.guardrail import Checker, load_rules
from assistant.knowledge import shipped
from benchmarks.timing import p50, p95
from evals.guardrail.held import HALVES, HeldText, load_held

Flags: TypeAlias = Callable[[str], bool]
EXAMPLES = Path(__file__).parent.parent / "docs" / "example-messages.md"
LENGTH = 2000
# What a list of forbidden words for letters about debts usually holds.
WORDS = [
    "threat",
    "threaten",
    "sue",
    "lawsuit",
    "court",
    "police",
    "arrest",
    "jail",
    "prison",
    "warrant",
    "bailiff",
    "seize",
    "seizure",
    "criminal",
    "crime",
    "fraud",
    "liar",
    "lying",
    "cheat",
    "thief",
    "scam",
    "scum",
    "idiot",
    "stupid",
    "pathetic",
    "deadbeat",
    "shame",
    "expose",
    "blacklist",
    "publish",
    "kill",
    "break",
    "hurt",
    "burn",
    "smash",
    "legs",
    "family",
    "wife",
    "children",
    "landlord",
    "neighbours",
    "employer",
    "immigration",
    "tax",
    "regret",
    "consequences",
    "repossess",
    "harass",
    "ruin",
    "威胁",
    "恐吓",
    "起诉",
    "提告",
    "诉讼",
    "法院",
    "法庭",
    "警察",
    "报警",
    "公安",
    "坐牢",
    "监狱",
    "逮捕",
    "拘留",
    "犯罪",
    "刑事",
    "诈骗",
    "骗子",
    "老赖",
    "无赖",
    "赖账",
    "不要脸",
    "无耻",
    "曝光",
    "公开",
    "黑名单",
    "征信",
    "家人",
    "父母",
    "孩子",
    "上门",
    "邻居",
    "房东",
    "后果自负",
    "走着瞧",
    "打断",
    "弄死",
    "砸",
    "烧",
    "查封",
    "冻结",
    "强制执行",
    "威脅",
    "恐嚇",
    "起訴",
    "訴訟",
    "報警",
    "監獄",
    "詐騙",
    "騙子",
    "賴帳",
    "無恥",
    "公開",
    "黑名單",
    "後果自負",
    "走著瞧",
    "打斷",
    "查封",
    "凍結",
    "強制執行",
    "稅務局",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class Peer:
    """A public checker as it is called here; ``make`` raises ImportError where it is not installed."""

    name: str
    package: str
    make: Callable[[], Flags]


def run() -> Iterator[str]:
    held = [text for half in HALVES for text in load_held(half)]
    examples = re.findall(r"```text\n(.*?)```", EXAMPLES.read_text(encoding="utf-8"), re.DOTALL)
    yield f"guardrail: {len(held)} held-out texts, {len(examples)} example messages; CPU ms per {LENGTH:,} characters"
    checker = Checker(load_rules(shipped("knowledge") / "guardrail"))
    yield _line("ours", lambda text: not checker.check(text).verdict.may_leave, held, examples)
    yield _line("ours, shown counts too", lambda t: checker.check(t).verdict is not Verdict.PASS, held, examples)
    yield _line("words alone", _contains, held, examples)
    for peer in PEERS:
        try:
            flags = peer.make()
        except ImportError:
            yield f"  {peer.name}: not installed, left out"
        else:
            yield _line(f"{peer.name} {version(peer.package)}", flags, held, examples)
    yield _start()


def _line(name: str, flags: Flags, held: Sequence[HeldText], examples: Sequence[str]) -> str:
    said = {text.id: flags(text.text) for text in held}
    must = [said[text.id] for text in held if text.part == "blocked"]
    fine = [said[text.id] for text in held if text.part == "reminder"] + [flags(text) for text in examples]
    pairs = _pairs(held, said)
    took = [_milliseconds(flags, text) for text in _pages(held, examples)]
    return (
        f"  {name}: caught {_share(must)}, wrongly blocked {_share(fine)}, pairs both right {_share(pairs)}; "
        f"p50 {p50(took):.2f}, p95 {p95(took):.2f}"
    )


def _pairs(held: Sequence[HeldText], said: dict[str, bool]) -> list[bool]:
    right: dict[str, list[bool]] = {}
    for text in held:
        if text.pair:
            right.setdefault(text.pair, []).append(said[text.id] != text.is_ok)
    return [all(sides) for sides in right.values() if len(sides) > 1]


def _share(said: Sequence[bool]) -> str:
    return f"{sum(said)}/{len(said)} = {sum(said) / max(1, len(said)):.3f}"


def _pages(held: Sequence[HeldText], examples: Sequence[str]) -> list[str]:
    """Pages of exactly 2,000 characters, each in one language."""
    joined = {language: "\n\n".join(t.text for t in held if t.language is language) for language in _languages(held)}
    texts = [*joined.values(), "\n\n".join(examples)]
    return [text[a:b] for text in texts for a, b in pairwise(range(0, len(text) + 1, LENGTH))]


def _languages(held: Sequence[HeldText]) -> list[object]:
    return list(dict.fromkeys(text.language for text in held))


def _milliseconds(flags: Flags, text: str) -> float:
    started = time.process_time()
    flags(text)
    return (time.process_time() - started) * 1000


def _start() -> str:
    """Seconds of the processor before a program can check its first text, in new processes with compiled files."""
    timed = "import time; a = time.process_time(); import assistant.guardrail as g; b = time.process_time(); "
    loaded = "from assistant.knowledge import shipped; g.load_rules(shipped('knowledge') / 'guardrail'); "
    code = f"{timed}{loaded}print(b - a, time.process_time() - b)"
    with tempfile.TemporaryDirectory() as compiled:
        environment = {"PYTHONPYCACHEPREFIX": compiled, "PYTHONPATH": str(EXAMPLES.parent.parent)}
        command = [sys.executable, "-c", code]
        done = [subprocess.run(command, capture_output=True, text=True, check=True, env=environment) for _ in range(9)]
    times = [[float(part) for part in each.stdout.split()] for each in done[1:]]
    imported, rules = (median(column) for column in zip(*times, strict=True))
    return f"  import {imported:.2f} s, rules {rules:.2f} s (medians of {len(times)}); target together 0.30 s"


def _contains(text: str) -> bool:
    lower = text.lower()
    return any(word in lower for word in WORDS)


def _better_profanity() -> Flags:
    from better_profanity import Profanity

    profanity = Profanity()
    profanity.add_censor_words(WORDS)
    return profanity.contains_profanity


def _alt_profanity_check() -> Flags:
    from profanity_check import predict

    return lambda text: bool(predict([text])[0])


def _openai_guardrails() -> Flags:
    from guardrails.checks.text.keywords import KeywordCfg, keywords

    config = KeywordCfg(keywords=list(WORDS))
    return lambda text: asyncio.run(keywords(None, text, config)).tripwire_triggered


def _presidio() -> Flags:
    from presidio_analyzer import PatternRecognizer
    from presidio_analyzer.predefined_recognizers import CreditCardRecognizer

    words = PatternRecognizer(supported_entity="FORBIDDEN", deny_list=list(WORDS))
    card = CreditCardRecognizer()
    return lambda text: bool(
        words.analyze(text, ["FORBIDDEN"], None) or card.analyze(text, card.supported_entities, None)
    )


PEERS = (
    Peer(name="better-profanity, with the words", package="better-profanity", make=_better_profanity),
    Peer(name="alt-profanity-check", package="alt-profanity-check", make=_alt_profanity_check),
    Peer(name="openai-guardrails, keyword check", package="openai-guardrails", make=_openai_guardrails),
    Peer(name="presidio-analyzer, deny list and card", package="presidio-analyzer", make=_presidio),
)

if __name__ == "__main__":
    for line in run():
        print(line, flush=True)
