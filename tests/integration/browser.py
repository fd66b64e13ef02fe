"""A browser without a screen for the tests of the web application: cookies, our sign-in form, and Gradio's queue."""

import json
import re
from html import unescape
from itertools import count

from fastapi.testclient import TestClient

from tests.desk import a_desk

HTML = {"accept": "text/html,application/xhtml+xml"}


def a_web_desk(**changes):
    """A desk whose tokens never run out."""
    tokens = (f"token-{n:06d}" for n in count())
    return a_desk(new_token=tokens.__next__, **changes)


def sign_in(client: TestClient, login: str, password: str | None = None, **fields: str):
    """Fill in and send the sign-in form as a browser does; the answer to it."""
    form = client.get("/login", params=fields)
    token = re.search(r'name="form_token" value="([^"]+)"', form.text)[1]
    sent = {"login": login, "password": password or f"password of {login}", "form_token": token} | fields
    return client.post("/login", data=sent)


class Page:
    """One opened page of the application: finds components by their element id and runs their handlers."""

    def __init__(self, client: TestClient, path: str, session_hash: str) -> None:
        self.client, self.hash = client, session_hash
        self.mount, _, self.query = path.partition("?")
        self.language = self.mount.split("/")[1]
        name = self.mount.split("/")[2]
        self.name = name
        self.config = client.get(f"/{self.language}/config").json()
        self.shown: dict[str, object] = {}

    def load(self) -> "Page":
        """Run what the page runs when it opens."""
        loads = [d for d in self.config["dependencies"] if any(t[1] == "load" for t in d["targets"]) and self._here(d)]
        for dependency in loads:
            self._run(dependency, [None] * len(dependency["inputs"]))
        return self

    def press(self, element: str, *inputs: object, event: str = "click", data: object = None):
        """Trigger ``event`` of the component with this element id; None stands for what the server itself remembers."""
        return self._run(self._dependency(element, event), list(inputs), data)

    def send(self, element: str, *inputs: object, event: str = "click", data: object = None) -> None:
        """Trigger ``event`` as `press` does, and leave what comes of it to whoever reads the page's stream."""
        self._join(self._dependency(element, event), list(inputs), data)

    def html(self, element: str) -> str:
        """What the panel with this element id shows, as text without tags."""
        return unescape(re.sub(r"<[^>]+>", "", str(self.shown.get(element) or "")))

    def _run(self, dependency, inputs, data=None):
        asked = self._join(dependency, inputs, data)
        with self.client.stream("GET", f"{self._base}/queue/data", params={"session_hash": self.hash}) as stream:
            for line in stream.iter_lines():
                message = json.loads(line.removeprefix("data: ")) if line.startswith("data: ") else {}
                if message.get("msg") == "process_completed" and message["event_id"] == asked:
                    answer = self._keep(dependency, message)
        return answer

    def _join(self, dependency, inputs, data) -> str:
        body = {"data": inputs, "fn_index": dependency["id"], "session_hash": self.hash, "event_data": data}
        joined = self.client.post(f"{self._base}/queue/join?{self.query}", json=body)
        assert joined.status_code == 200, joined.text
        return joined.json()["event_id"]

    def _dependency(self, element: str, event: str):
        ids = {c["id"] for c in self._components() if c["props"].get("elem_id") == element}
        return next(d for d in self.config["dependencies"] if any(t[0] in ids and t[1] == event for t in d["targets"]))

    @property
    def _base(self) -> str:
        return f"/{self.language}/gradio_api"

    def _keep(self, dependency, message):
        if message["success"]:
            names = {c["id"]: c["props"].get("elem_id") for c in self.config["components"]}
            for target, value in zip(dependency["outputs"], message["output"]["data"], strict=True):
                is_update = isinstance(value, dict) and value.get("__type__") == "update"
                if not is_update:
                    self.shown[names[target]] = value
                elif "value" in value:
                    self.shown[names[target]] = value["value"]
        return message

    def _here(self, dependency) -> bool:
        page = self.config["page"].get(self.name)
        return page is None or dependency["id"] in page["dependencies"]

    def _components(self):
        page = self.config["page"][self.name]
        return [c for c in self.config["components"] if c["id"] in page["components"]]
