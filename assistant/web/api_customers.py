"""The JSON routes of a customer's contact and preferences."""

from collections.abc import Mapping

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from assistant.domain.parties import Person
from assistant.intake.given_customer import CustomerGiven
from assistant.web.posting import posting
from assistant.wording import Wording
from assistant.workflow.change_customer import change_customer, customer_document
from assistant.workflow.desk import Desk


def customer_routes(desk: Desk) -> APIRouter:
    """``/customers/{customer}/contact``, read and changed."""
    router = APIRouter()

    @router.get("/customers/{customer:path}/contact")
    def show(customer: str) -> JSONResponse:
        with desk.record.read() as tx:
            return JSONResponse(customer_document(tx.customer(customer)))

    changing = posting(desk, CustomerGiven, _changed)
    router.add_api_route("/customers/{customer:path}/contact", changing, methods=["POST"])
    return router


def _changed(
    desk: Desk, person: Person, path: Mapping[str, str], given: CustomerGiven, _: Wording
) -> tuple[int, Mapping[str, object]]:
    done = change_customer(desk, person, path["customer"], given)
    document = {**customer_document(done.customer), "changed": done.changed, "stale": done.stale}
    return (201 if done.changed else 200), document
