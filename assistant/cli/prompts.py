"""``tactful prompts``: what a model is asked is a folder of files, to be read, tried and locked."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from assistant.cli.session import acting, open_desk, print_json, settings, wording
from assistant.domain.kinds import Channel, MessageKind, Tone
from assistant.domain.language import Language
from assistant.errors import BadInput

if TYPE_CHECKING:
    from assistant.planning import Wishes
    from assistant.prompting import Prompts
    from assistant.workflow.prompt_preview import Preview

prompts = typer.Typer(help="The prompt files.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the noun to the command line."""
    app.add_typer(prompts, name="prompts")


@prompts.command()
def lock(
    context: typer.Context,
    run: Path | None = typer.Option(None, "--eval", help="A run of the eval of drafts with exactly these texts."),
    untried: str = typer.Option("", help="Why there was no run."),
) -> None:
    """Write the lock anew after a prompt file was changed and its version raised, and note how that was tried.

    Example: tactful prompts lock --eval runs/warmer
    """
    from assistant.bootstrap.models import prompt_folder
    from assistant.prompting import relock
    from assistant.prompting.lock import read_trial

    changed = relock(prompt_folder(settings(context)), read_trial(run) if run else untried)
    print("\n".join(changed) if changed else "unchanged")


@prompts.command("list")
def list_prompts(
    context: typer.Context,
    model: str = typer.Option("", help="Count tokens as this model does; else as the one of TACTFUL_MODEL."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
) -> None:
    """List the prompt files: id, version, tokens, how each stands to the lock and was tried, and what it is for.

    Example: tactful prompts list --model gpt-4o
    """
    from assistant.adapters.tokens import TiktokenCounter
    from assistant.bootstrap.models import prompt_folder
    from assistant.cli.prompt_show import prompt_document, prompt_line
    from assistant.prompting import edited_prompts
    from assistant.prompting.lock import read_lock

    words, chosen = wording(context), settings(context)
    folder = prompt_folder(chosen)
    counter, lock = TiktokenCounter(model or chosen.model), read_lock(folder)
    found = edited_prompts(folder).by_id.values()
    if as_json:
        print_json([prompt_document(prompt, lock.get(prompt.id), counter) for prompt in found])
        return
    for prompt in found:
        print(prompt_line(prompt, lock.get(prompt.id), counter, words))


@prompts.command()
def show(
    context: typer.Context,
    prompt_id: str = typer.Argument(..., metavar="ID", help="A prompt, such as draft_reminder."),
    case: str = typer.Option("", help="Show what would be asked for this case now, such as CN01-CNY."),
    kind: MessageKind | None = typer.Option(None, help="What to write; else as the policy says."),
    channel: Channel | None = typer.Option(None, help="How it reaches the customer; else as the policy says."),
    tone: Tone | None = typer.Option(None, help="How firm; else as the policy says."),
    language: Language | None = typer.Option(None, help="Else the customer's own."),
    on: str = typer.Option("", help="The day on which it is to leave; else when the policy says."),
    because: str = typer.Option("", help="Why, where the policy would do less or wait."),
    model: str = typer.Option("", help="Count tokens as this model does; else as the one of TACTFUL_MODEL."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
) -> None:
    """Show a prompt file, or with a case the exact messages that a model would get. Nothing is sent.

    Example: tactful prompts show draft_reminder --case CN01-CNY
    """
    from assistant.bootstrap.models import prompt_folder
    from assistant.cli.recording import day_or_none
    from assistant.planning import Wishes
    from assistant.prompting import edited_prompts
    from assistant.prompting.library import prompt_text

    folder = prompt_folder(settings(context))
    _require_known(prompt_id, edited_prompts(folder))
    if not case:
        print(prompt_text(folder / f"{prompt_id}.md"), end="")
        return
    day = day_or_none(on, "on")
    wishes = Wishes(kind=kind, channel=channel, tone=tone, language=language, on=day, because=because)
    _show_request(context, prompt_id, case, wishes, model=model, as_json=as_json)


def _show_request(
    context: typer.Context, prompt_id: str, case: str, wishes: "Wishes", *, model: str, as_json: bool
) -> None:
    """What a model would be asked for the case, or why nothing would be; exit 1 where nothing would be sent."""
    from assistant.bootstrap.models import build_request_maker
    from assistant.cli.prompt_show import preview_document, preview_lines
    from assistant.domain.brief import Refusal
    from assistant.domain.parties import Role
    from assistant.workflow.desk import billing_digits_of
    from assistant.workflow.prompt_preview import preview

    words, desk = wording(context), open_desk(context)
    author = acting(context, desk, Role.ACCOUNT_MANAGER)
    with desk.record.read() as tx:
        digits = billing_digits_of(tx)
    chosen = settings(context).model_copy(update={"model": model} if model else None)
    maker = build_request_maker(chosen, digits, desk.writer("composer")[1])
    found = preview(desk, maker, author, case, wishes)
    if isinstance(found, Refusal):
        if as_json:
            print_json({"case": case, "refused": words.reason(found.reason), "code": found.reason.code})
        else:
            print(words.reason(found.reason))
        raise typer.Exit(1)
    _require_asked(prompt_id, found, maker.prompts)
    if as_json:
        print_json(preview_document(found, words))
    else:
        print("\n".join(preview_lines(found, words)))
    if found.refused:
        raise typer.Exit(1)


@prompts.command("check")
def check_prompts(context: typer.Context) -> None:
    """Check that every prompt file can be used: each on its own, the lock, and all of them on made-up cases.

    Example: tactful prompts check
    """
    from assistant.bootstrap import build_given_desk
    from assistant.bootstrap.models import build_model_writer, prompt_folder
    from assistant.domain.money import BILLING_DIGITS
    from assistant.knowledge import shipped
    from assistant.prompting import edited_prompts
    from assistant.workflow.prompt_check import differences, read_files, tried, tried_briefs

    chosen, words = settings(context), wording(context)
    found, wrong = read_files(prompt_folder(chosen))
    wrong += tuple(differences(found, edited_prompts(shipped("prompts"))))
    briefs = 0
    if not wrong:
        desk = build_given_desk(chosen)
        made_up = list(tried_briefs(desk))
        writer = build_model_writer(chosen, BILLING_DIGITS, desk.writers["composer"](), found)
        wrong, briefs = tuple(tried(writer, made_up)), len(made_up)
    for error in wrong:
        print(f"✕ {words.error(error)}")
    print(words.label("prompts_checked").format(files=len(found.by_id), briefs=briefs, wrong=len(wrong)))
    if wrong:
        raise typer.Exit(2)


@prompts.command()
def copy(folder: Path = typer.Argument(..., help="A folder that is new or holds no prompts.")) -> None:
    """Copy the shipped prompt files with their lock, to be changed there and named by TACTFUL_PROMPTS.

    Example: tactful prompts copy our-prompts
    """
    from assistant.bootstrap import write_new
    from assistant.knowledge import shipped

    folder.mkdir(parents=True, exist_ok=True)
    files = [path for path in sorted(shipped("prompts").iterdir()) if path.suffix in {".md", ".json"}]
    for path in files:
        write_new(folder / path.name, path.read_bytes())
    print(f"export TACTFUL_PROMPTS={folder}")


def _require_known(prompt_id: str, known: "Prompts") -> None:
    if prompt_id not in known.by_id:
        names = ", ".join(known.by_id)
        raise BadInput("unknown_prompt", f"There is no prompt {prompt_id!r}; use one of: {names}.", known=names)


def _require_asked(prompt_id: str, found: "Preview", prompts: "Prompts") -> None:
    """Refuse a prompt that is sent, but not for this message; files of notes are part of whatever is sent."""
    sent = {section.role for section in prompts.get(prompt_id).sections} & {"system", "user"}
    used = [stamp.partition("@")[0] for stamp in found.prompts]
    if sent and used and prompt_id not in used:
        names = ", ".join(used)
        raise BadInput("prompt_not_asked", f"This message is asked for with {names}; show that.", used=names)
