"""``tactful prompts``: what a model is asked is a folder of files, to be read, tried and locked."""

from pathlib import Path

import typer

from assistant.cli.session import settings

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
