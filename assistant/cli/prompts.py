"""``tactful prompts``: prompt files are reviewed and locked."""

import typer

prompts = typer.Typer(help="The prompt files.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the noun to the command line."""
    app.add_typer(prompts, name="prompts")


@prompts.command()
def lock() -> None:
    """Write the lock anew after a prompt file was changed and its version raised.

    Example: tactful prompts lock
    """
    from assistant.knowledge import shipped
    from assistant.prompting import relock

    changed = relock(shipped("prompts"))
    print("\n".join(changed) if changed else "unchanged")
