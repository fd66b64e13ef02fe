"""``tactful customers``: whom we write to at a customer, and how they like to be written to."""

from typing import TYPE_CHECKING

import typer

from assistant.cli.session import acting, open_desk, print_json, wording
from assistant.domain.parties import Role

if TYPE_CHECKING:
    from assistant.domain.parties import Customer
    from assistant.wording import Wording

customers = typer.Typer(help="Contacts and preferences of customers.", no_args_is_help=True)
_CODE = typer.Argument(help="The customer's code, such as CN01.")
_JSON = typer.Option(False, "--json", help="One JSON document.")


def register(app: typer.Typer) -> None:
    """Add the noun to the command line."""
    app.add_typer(customers, name="customers")


@customers.command()
def show(context: typer.Context, customer: str = _CODE, as_json: bool = _JSON) -> None:
    """Show whom we write to, and what the customer prefers.

    Example: tactful customers show CN01
    """
    with open_desk(context).record.read() as tx:
        found = tx.customer(customer)
    _tell(found, wording(context), as_json=as_json)


@customers.command("set")
def set_customer(
    context: typer.Context,
    customer: str = _CODE,
    contact: str | None = typer.Option(None, help="The person's name."),
    salutation: str | None = typer.Option(None, help="How the person is addressed, such as 王经理 or Ms Tan."),
    position: str | None = typer.Option(None, help="The person's job."),
    email: str | None = typer.Option(None, help="One address."),
    phone: str | None = typer.Option(None, help="For calls and SMS."),
    address: str | None = typer.Option(None, help="The postal address, for letters."),
    channel: str | None = typer.Option(None, help="email, sms, phone, letter, or none: what the customer prefers."),
    formality: str | None = typer.Option(None, help="formal, plain, or none: greeting and sign-off."),
    language: str | None = typer.Option(None, help="zh-Hans, zh-Hant or en."),
    region: str | None = typer.Option(None, help="A country code such as TW."),
    timezone: str | None = typer.Option(None, help="An IANA zone such as Asia/Taipei."),
    as_json: bool = _JSON,
) -> None:
    """Change a customer's contact or preferences; an empty text takes a detail away.

    Example: tactful customers set CN01 --channel letter --formality formal
    """
    from assistant.intake.given_customer import CustomerGiven
    from assistant.workflow.change_customer import change_customer

    given = CustomerGiven(
        contact=contact,
        salutation=salutation,
        position=position,
        email=email,
        phone=phone,
        address=address,
        preferred_channel=channel,
        formality=formality,
        language=language,
        region=region,
        timezone=timezone,
    )
    desk = open_desk(context)
    done = change_customer(desk, acting(context, desk, Role.ACCOUNT_MANAGER), customer, given)
    _tell(done.customer, wording(context), as_json=as_json, stale=done.stale)


def _tell(customer: "Customer", words: "Wording", *, as_json: bool, stale: tuple[str, ...] = ()) -> None:
    from assistant.workflow.change_customer import customer_document

    document = customer_document(customer)
    if as_json:
        print_json({**document, "stale": stale})
        return
    print(f"{document.pop('customer')}  {document.pop('name')}")
    for name, value in document.items():
        print(f"  {words.listed('column', name)}: {words.value(value or None)}")
    for message in stale:
        print(f"  ! {message}")
