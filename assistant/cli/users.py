"""``tactful user``: who may sign in."""

import typer

from assistant.cli.session import open_desk, operator
from assistant.domain.parties import Role

users = typer.Typer(help="People who may sign in.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the noun to the command line."""
    app.add_typer(users, name="user")


@users.command()
def add(
    context: typer.Context,
    login: str = typer.Argument(help="A short name, never given twice."),
    name: str = typer.Option(..., help="Full name, as it stands under letters."),
    title: str = typer.Option("", help="Title, as it stands under letters."),
    email: str = typer.Option(..., help="Address that customers may answer to."),
    phone: str = typer.Option("", help="Telephone that customers may call."),
    role: list[Role] = typer.Option(..., help="What the person may do; may be given several times."),
    password: str = typer.Option(
        ..., prompt=True, confirmation_prompt=True, hide_input=True, help="At least 12 characters."
    ),
) -> None:
    """Add a person, or change one.

    Example: tactful user add chen --name 陈晓 --email chen@company.example --role account_manager
    """
    from assistant.domain.language import LocalText
    from assistant.domain.parties import Person
    from assistant.workflow.sign_in import save_person

    person = Person(
        login=login,
        name=LocalText.same(name),
        title=LocalText.same(title),
        email=email,
        phone=phone,
        roles=frozenset(role),
    )
    desk = open_desk(context)
    changed = save_person(desk, operator(context, desk), person, new_password=password)
    print("stored" if changed else "unchanged")
