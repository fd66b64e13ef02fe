"""``tactful policy``: when to write, how firmly and what to offer, tried on the open cases before it counts."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from assistant.cli.session import acting, open_desk, operator, print_json, settings, wording
from assistant.errors import BadInput

if TYPE_CHECKING:
    from assistant.guardrail import GuardrailPolicy
    from assistant.negotiation import AuthorityTable, MayConcede, NegotiationPolicy
    from assistant.negotiation.option import Option
    from assistant.planning import Policy
    from assistant.wording import Wording
    from assistant.workflow.policy import Course, Trial

policy = typer.Typer(help="When to write, how firmly, and what to offer.", no_args_is_help=True)


class PolicyName(StrEnum):
    """The files that a workspace may have of its own."""

    DUNNING = "dunning"
    AUTHORITY = "authority"
    GUARDRAIL = "guardrail"
    NEGOTIATION = "negotiation"


_NAME = typer.Argument(
    help="dunning (when and how), authority (what may be offered), negotiation (in which steps) or guardrail (what may"
    " stand)."
)
_FILE = typer.Argument(help="The changed file.")


def register(app: typer.Typer) -> None:
    """Add the noun to the command line."""
    app.add_typer(policy, name="policy")


@policy.command()
def show(context: typer.Context, name: PolicyName = _NAME) -> None:
    """Print the file that counts, to be copied and changed.

    Example: tactful policy show dunning > dunning.yaml
    """
    from assistant.bootstrap import policy_file

    print(policy_file(settings(context), name).read_text(encoding="utf-8"), end="")


@policy.command()
def authority(
    context: typer.Context,
    case: str = typer.Argument("", help="Only what counts on this case, by its size and its customer's standing."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
) -> None:
    """Say in words what each role may concede without asking.

    Example: tactful policy authority CN01-CNY
    """
    from assistant.workflow.policy import authority_in_words

    words, rows = wording(context), authority_in_words(open_desk(context), case)
    if as_json:
        print_json([_authority_document(row, words) for row in rows])
        return
    for row in rows:
        about = [words.name(part) for part in (*row.bands, *row.standings)]
        print(f"  {' · '.join(about)}:" if about else words.name(row.role))
        for reason in row.may:
            print(f"  {'  ' if about else ''}{words.reason(reason)}")


@policy.command()
def schema(name: PolicyName = _NAME) -> None:
    """Print the JSON Schema of the file, for editors that check while you type.

    Example: tactful policy schema dunning > dunning.schema.json
    """
    from pydantic import TypeAdapter

    print_json(TypeAdapter(_shape(name)).json_schema())


@policy.command("try")
def try_out(
    context: typer.Context,
    name: PolicyName = _NAME,
    file: Path = _FILE,
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
) -> None:
    """Show which open cases, or for negotiation which of our next moves, would be others; nothing is stored.

    Example: tactful policy try dunning dunning.yaml
    """
    from assistant.knowledge import read_yaml
    from assistant.workflow.policy import try_policy

    if name is PolicyName.NEGOTIATION:
        _try_moves(context, file, as_json)
        return
    if name not in _PART:
        raise BadInput("policy_turns_no_case", f"The {name} policy turns no case; use it at once.", name=name.value)
    read = read_yaml(file, _shape(name))
    trial = try_policy(open_desk(context), **{_PART[name]: read})  # type: ignore[arg-type]
    words = wording(context)
    if as_json:
        print_json(_document(trial, words))
        return
    for turn in trial.turns:
        print(f"{turn.case.id}  ({turn.case.customer.name})")
        print(f"  {_said(turn.before, words)}")
        print(f"  {words.label('policy_after')} {_said(turn.after, words)}")
    print(words.label("policy_tried").format(turns=len(trial.turns), cases=trial.looked_at))


def _try_moves(context: typer.Context, file: Path, as_json: bool) -> None:
    from assistant.domain.parties import Role
    from assistant.knowledge import read_yaml
    from assistant.negotiation import NegotiationPolicy
    from assistant.workflow.try_negotiation import try_negotiation

    read = read_yaml(file, NegotiationPolicy)
    desk, words = open_desk(context), wording(context)
    trial = try_negotiation(desk, acting(context, desk, Role.ACCOUNT_MANAGER), read)
    turns = [(turn.case, _moved(turn.before, words), _moved(turn.after, words)) for turn in trial.turns]
    if as_json:
        changed = [{"case": case.id, "before": before, "after": after} for case, before, after in turns]
        print_json({"negotiations": trial.looked_at, "changed": changed})
        return
    for case, before, after in turns:
        print(f"{case.id}  ({case.customer.name})")
        print(f"  {before}")
        print(f"  {words.label('policy_after')} {after}")
    print(words.label("policy_moves_tried").format(turns=len(turns), cases=trial.looked_at))


@policy.command()
def use(context: typer.Context, name: PolicyName = _NAME, file: Path = _FILE) -> None:
    """Make a changed file the one that counts in this workspace; drafts made under the old one become stale.

    Example: tactful policy use dunning dunning.yaml
    """
    from assistant.bootstrap import keep_policy
    from assistant.knowledge import read_yaml
    from assistant.workflow.policy import note_policy, policy_that_counts

    desk, words = open_desk(context), wording(context)
    read: Policy | AuthorityTable | NegotiationPolicy | GuardrailPolicy = read_yaml(file, _shape(name))
    now = policy_that_counts(desk, read)
    if read == now:
        print(f"{name} {read.version}  {words.label('no_change')}")
        return
    if read.version == now.version:
        said = f"The version {now.version!r} stands already for another {name} policy; give the file a new version."
        raise BadInput("policy_version_taken", said, version=now.version, name=name.value)
    digest = keep_policy(settings(context), name, file)
    note_policy(desk, operator(context, desk), name, read.version, digest)
    print(f"{name} {now.version} → {read.version}  {words.label('now_stored')}  {words.label('policy_restart')}")


_PART = {PolicyName.DUNNING: "policy", PolicyName.AUTHORITY: "authority"}


def _shape(name: PolicyName) -> "type[Policy | AuthorityTable | NegotiationPolicy | GuardrailPolicy]":
    from assistant.guardrail import GuardrailPolicy
    from assistant.negotiation import AuthorityTable, NegotiationPolicy
    from assistant.planning import Policy

    shapes: dict[PolicyName, type[Policy | AuthorityTable | NegotiationPolicy | GuardrailPolicy]] = {
        PolicyName.DUNNING: Policy,
        PolicyName.AUTHORITY: AuthorityTable,
        PolicyName.GUARDRAIL: GuardrailPolicy,
        PolicyName.NEGOTIATION: NegotiationPolicy,
    }
    return shapes[name]


def _said(course: "Course", words: "Wording") -> str:
    """A step in a few words, with what it offers and until when it asks for an answer; or why there is none."""
    from assistant.domain.brief import Refusal

    step = course.step
    if isinstance(step, Refusal):
        return f"— {words.reason(step.reason)}"
    parts = [words.name(part) for part in (step.kind, step.step.stage, step.tone, step.channel)]
    parts += [words.value(step.ask_by)] if step.ask_by else []
    parts += [f"{words.name(offer.kind)} ({len(offer.schedule)})" for offer in course.offers]
    return "→ " + " · ".join(parts)


def _moved(option: "Option", words: "Wording") -> str:
    """Our move in one line: its payments, what it costs us, until when it stands, and what it asks in return."""
    from assistant.domain.language import Reason

    made = option.arrangement
    payments = words.value([f"{words.value(part.due)} {part.amount}" for part in made.schedule])
    price = option.price
    worth = words.label("worth_today").format(value=price.present_value, cost=price.cost, days=price.days)
    parts = [words.name(made.kind), payments, worth]
    parts += [words.label("stands_until").format(day=words.value(made.lapses_on))] if made.lapses_on else []
    parts += [words.reason(Reason.of("asks_return", what=made.returns))] if made.returns else []
    return "→ " + " · ".join(parts)


def _authority_document(row: "MayConcede", words: "Wording") -> dict[str, object]:
    about = {"bands": list(row.bands), "standings": list(row.standings)}
    return {"role": row.role, **about, "may": [words.reason(reason) for reason in row.may]}


def _document(trial: "Trial", words: "Wording") -> dict[str, object]:
    return {
        "cases": trial.looked_at,
        "changed": [
            {"case": turn.case.id, "before": _said(turn.before, words), "after": _said(turn.after, words)}
            for turn in trial.turns
        ],
    }
