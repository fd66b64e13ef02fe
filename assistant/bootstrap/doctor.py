"""Looks at everything that the program needs, changes nothing, and says of each thing how it stands."""

import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from assistant.adapters.clock import SystemClock
from assistant.adapters.model_endpoint import Endpoint, Limits
from assistant.adapters.price_file import read_prices
from assistant.adapters.token_ranks import fetch_ranks
from assistant.adapters.tokens import KNOWN_RANKS, Ranks, TiktokenCounter, cache_folder, ranks_of
from assistant.bootstrap.chat_models import endpoint_of
from assistant.bootstrap.models import prompt_folder
from assistant.bootstrap.workspace import RECORD_FILE, WORKSPACE_FILE, record_url
from assistant.domain.health import Checked, Part
from assistant.domain.language import Reason
from assistant.domain.model_calls import ModelRole
from assistant.errors import TactfulError
from assistant.settings import Settings

# Below these a name with an encoded line break can become a header of a mail (CVE-2024-6923).
_SAFE_PYTHON = ((3, 11, 10), (3, 12, 5))
_PREFIX = "TACTFUL_"
# Variables of the tests and benchmarks.
_NOT_SETTINGS = ("TACTFUL_TEST_", "TACTFUL_BENCHMARK_", "TACTFUL_LAW_", "TACTFUL_FUZZ_", "TACTFUL_KILLS")
_SMALL_ANSWER = 16


def examine(settings: Settings, environ: Mapping[str, str], *, ask: bool = False) -> Iterator[Checked]:
    """Every part in turn; with ``ask`` each model is asked one word. ``environ`` is the process's environment."""
    yield python_checked(sys.version_info[:3])
    yield _workspace(settings.workspace)
    yield _record(settings)
    yield _index(settings.workspace / "index")
    yield _outbox(settings.workspace / "outbox")
    yield from _settings(settings, environ)
    yield _prompts(settings)
    for role, name in models_of(settings).items():
        yield _model(settings, role, name, ask=ask)
    for name in dict.fromkeys(models_of(settings).values()):
        yield _tokens(name, environ)
    yield _clock(settings.workspace)


def models_of(settings: Settings) -> dict[ModelRole, str]:
    """The models that are set, by what they are asked for."""
    return {role: name for role in ModelRole if (name := endpoint_of(settings, role).model)}


def warm(
    settings: Settings,
    environ: Mapping[str, str],
    *,
    known: Mapping[str, Ranks] = KNOWN_RANKS,
    seconds: float = 60.0,
) -> Iterator[Checked]:
    """Fetch the ranks that the models in the settings count by, as far as they are not there, and say what was done."""
    folder = cache_folder(environ)
    for name in dict.fromkeys(models_of(settings).values()):
        ranks = ranks_of(name, known)
        if ranks is None:
            yield _found(Part.TOKENS, Reason.of("doctor_ranks_unknown", model=name))
        elif folder is None:
            yield _wanting(Part.TOKENS, Reason.of("doctor_ranks_no_folder", model=name))
        elif ranks.are_in(folder):
            yield _found(Part.TOKENS, Reason.of("doctor_ranks_there", model=name, folder=str(folder)))
        else:
            yield _fetched(name, ranks, folder, seconds)


def python_checked(version: tuple[int, ...]) -> Checked:
    """Whether this version of Python writes mails safely."""
    first, second = _SAFE_PYTHON
    text = ".".join(str(part) for part in version)
    if version >= second or first <= version < second[:2]:
        return _found(Part.PYTHON, Reason.of("doctor_python", version=text))
    return _wanting(Part.PYTHON, Reason.of("doctor_python_old", version=text))


def _workspace(folder: Path) -> Checked:
    if not folder.exists():
        return _found(Part.WORKSPACE, Reason.of("doctor_no_workspace", path=str(folder)))
    try:
        with tempfile.TemporaryFile(dir=folder):
            return _found(Part.WORKSPACE, Reason.of("doctor_workspace", path=str(folder)))
    except OSError as error:
        problem = str(error.strerror)
        return _wanting(Part.WORKSPACE, Reason.of("doctor_workspace_closed", path=str(folder), problem=problem))


def _record(settings: Settings) -> Checked:
    from assistant.adapters.store.revision import HEAD, known_revisions, revision_at

    if not settings.database_url and not (settings.workspace / RECORD_FILE).exists():
        return _found(Part.RECORD, Reason.of("doctor_no_record"))
    try:
        revision = revision_at(record_url(settings))
    except TactfulError as error:
        return _wanting(Part.RECORD, error)
    if revision == HEAD:
        return _found(Part.RECORD, Reason.of("doctor_record", revision=revision))
    if revision is None:
        return _wanting(Part.RECORD, Reason.of("doctor_record_empty"))
    if revision in known_revisions():
        return _found(Part.RECORD, Reason.of("doctor_record_older", revision=revision, head=HEAD))
    return _wanting(Part.RECORD, Reason.of("doctor_record_newer", revision=revision))


def _index(folder: Path) -> Checked:
    if not folder.exists():
        return _found(Part.INDEX, Reason.of("doctor_no_index"))
    return _found(Part.INDEX, Reason.of("doctor_index", path=str(folder)))


def _outbox(folder: Path) -> Checked:
    if not folder.exists():
        return _found(Part.OUTBOX, Reason.of("doctor_no_outbox"))
    return _found(Part.OUTBOX, Reason.of("doctor_outbox", count=sum(1 for _ in folder.iterdir()), path=str(folder)))


def _settings(settings: Settings, environ: Mapping[str, str]) -> Iterator[Checked]:
    given = sorted(name for name in environ if name.startswith(_PREFIX) and not name.startswith(_NOT_SETTINGS))
    known = {f"{_PREFIX}{field.upper()}" for field in type(settings).model_fields}
    names = ", ".join(name for name in given if name in known)
    yield _found(Part.SETTINGS, Reason.of("doctor_settings", names=names))
    for name in given:
        if name not in known:
            yield _wanting(Part.SETTINGS, Reason.of("doctor_setting_unknown", name=name))
    try:
        read_prices(settings.workspace)
    except TactfulError as error:
        yield _wanting(Part.SETTINGS, error)


def _prompts(settings: Settings) -> Checked:
    from assistant.prompting import load_prompts

    folder = prompt_folder(settings)
    try:
        count = len(load_prompts(folder).by_id)
    except TactfulError as error:
        return _wanting(Part.PROMPTS, error)
    return _found(Part.PROMPTS, Reason.of("doctor_prompts", count=count, path=str(folder)))


def _model(settings: Settings, role: ModelRole, name: str, *, ask: bool) -> Checked:
    endpoint = endpoint_of(settings, role)
    if fault := endpoint.fault():
        return _wanting(Part.MODEL, fault.as_error(endpoint), role)
    if ask:
        return _asked(settings, role, endpoint)
    if endpoint.api_key:
        return _found(Part.MODEL, Reason.of("doctor_model_keyed", model=name, host=endpoint.host), role)
    return _found(Part.MODEL, Reason.of("doctor_model", model=name, host=endpoint.host), role)


def _asked(settings: Settings, role: ModelRole, endpoint: Endpoint) -> Checked:
    from assistant.adapters.chat_model import OpenAIChatModel
    from assistant.ports import ChatMessage

    deadline = settings.judge_deadline if role is ModelRole.JUDGE else settings.model_deadline
    model = OpenAIChatModel(endpoint, Limits(deadline=deadline, retries=0))
    try:
        answer = model.complete([ChatMessage(role="user", content="Say OK.")], max_tokens=_SMALL_ANSWER)
    except TactfulError as error:
        return _wanting(Part.MODEL, error, role)
    finally:
        model.close()
    return _found(Part.MODEL, Reason.of("doctor_model_answered", model=answer.model, host=endpoint.host), role)


def _tokens(name: str, environ: Mapping[str, str]) -> Checked:
    if TiktokenCounter(name, environ).is_exact():
        return _found(Part.TOKENS, Reason.of("doctor_tokens_exact", model=name))
    if ranks_of(name) is None:
        return _found(Part.TOKENS, Reason.of("doctor_ranks_unknown", model=name))
    return _wanting(Part.TOKENS, Reason.of("doctor_tokens_bound", model=name))


def _fetched(name: str, ranks: Ranks, folder: Path, seconds: float) -> Checked:
    try:
        count = fetch_ranks(ranks, folder, seconds=seconds)
    except TactfulError as error:
        return _wanting(Part.TOKENS, error)
    return _found(Part.TOKENS, Reason.of("doctor_ranks_fetched", model=name, bytes=count, folder=str(folder)))


def _clock(workspace: Path, now: Callable[[], datetime] = lambda: SystemClock().now()) -> Checked:
    """The machine's clock is behind when something here was written after the present moment."""
    written = [workspace / name for name in (RECORD_FILE, WORKSPACE_FILE) if (workspace / name).exists()]
    latest = max((datetime.fromtimestamp(path.stat().st_mtime, UTC) for path in written), default=None)
    moment = now()
    if latest and latest > moment + timedelta(minutes=5):
        return _wanting(Part.CLOCK, Reason.of("doctor_clock_behind", now=moment, latest=latest))
    return _found(Part.CLOCK, Reason.of("doctor_clock", now=moment))


def _found(part: Part, found: Reason, role: ModelRole | None = None) -> Checked:
    return Checked(part=part, well=True, found=found, role=role)


def _wanting(part: Part, found: Reason | TactfulError, role: ModelRole | None = None) -> Checked:
    return Checked(part=part, well=False, found=found, role=role)
