"""Serves the web application on one port in one process: Gradio keeps its queue in memory."""

import socket
from typing import TYPE_CHECKING

from assistant.errors import PortInUse

if TYPE_CHECKING:
    from assistant.workflow.desk import Desk


def serve(
    desk: "Desk",
    *,
    host: str = "127.0.0.1",
    port: int = 7860,
    demo_people: tuple[tuple[str, str], ...] = (),
    secure_cookies: bool = False,
) -> None:
    """Serve ``desk`` until stopped; raises PortInUse before anything is loaded."""
    listening = listen(host, port)
    import uvicorn

    from assistant.web.app import create_app

    app = create_app(desk, secure_cookies=secure_cookies, demo_people=demo_people)
    # No access log: addresses hold case numbers, and Gradio's hold the ids that its pages go by.
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, ws="none", timeout_graceful_shutdown=3
    )
    print(f"Tactful: http://{host}:{listening.getsockname()[1]}/  (Ctrl+C)", flush=True)
    uvicorn.Server(config).run(sockets=[listening])


def listen(host: str, port: int) -> socket.socket:
    """A socket bound to ``host`` and ``port``; raises PortInUse when another program has it or it may not be had."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, kind, protocol)
    except OSError as error:
        raise _port_in_use(host, port, error) from error
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
    except OSError as error:
        listening.close()
        raise _port_in_use(host, port, error) from error
    return listening


def _port_in_use(host: str, port: int, error: OSError) -> PortInUse:
    return PortInUse(
        "port_in_use",
        f"{host}:{port} cannot be had ({error.strerror}); stop the other program or choose another with --port.",
        host=host,
        port=port,
        problem=error.strerror,
    )
