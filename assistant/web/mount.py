"""Mounts the Gradio pages of each language: no telemetry, no files, no history, no error texts, no stranger."""

import asyncio
import warnings
from concurrent.futures import ThreadPoolExecutor

import gradio as gr
from fastapi import FastAPI, Request

from assistant.domain.language import Language
from assistant.web.account_page import build_account_page
from assistant.web.check_page import build_check_page
from assistant.web.contract_page import build_contract_page
from assistant.web.draft_page import build_draft_page
from assistant.web.guard import LOGIN
from assistant.web.import_page import ImportPage
from assistant.web.languages import OWN_NAMES
from assistant.web.login import Cookies
from assistant.web.negotiate_page import build_negotiate_page
from assistant.web.reply_page import build_reply_page
from assistant.web.review_page import build_review_page
from assistant.web.screen import Screen
from assistant.web.worklist_page import WorklistPage
from assistant.workflow.desk import Desk

# Fonts of the system only: nothing is fetched from elsewhere, and digits beside Chinese stay even.
FONTS = ["Noto Sans CJK SC", "system-ui", "sans-serif"]
_MONO = ["ui-monospace", "Noto Sans Mono CJK SC", "monospace"]
_HEAD = (
    '<link rel="stylesheet" href="/static/tactful.css"><link rel="icon" href="/favicon.ico" type="image/svg+xml">'
    '<script src="/static/tactful.js" defer></script>'
)


def mount_pages(app: FastAPI, desk: Desk, cookies: Cookies) -> None:
    """Mount ``/en``, ``/zh-Hans`` and ``/zh-Hant`` on ``app``, each with its own words."""

    async def mount_all() -> None:
        for language in OWN_NAMES:
            _mount(app, _pages(Screen(desk=desk, language=language, cookies=cookies)), language)

    # For each lock that it makes outside of an event loop, Gradio opens a loop and leaves it open.
    with ThreadPoolExecutor(1) as apart:
        apart.submit(asyncio.run, mount_all()).result()


def _mount(app: FastAPI, blocks: gr.Blocks, language: Language) -> None:
    with warnings.catch_warnings():
        # "SSR mode is not supported": it is off below, which Gradio does not look at before it warns.
        warnings.filterwarnings("ignore", message="SSR mode is not supported")
        gr.mount_gradio_app(
            app,
            blocks,
            path=f"/{language.value}",
            auth_dependency=_login_found,
            run_history=False,
            footer_links=[],
            show_error=False,
            ssr_mode=False,
            enable_monitoring=False,
            mcp_server=False,
            pwa=False,
            allowed_paths=[],
            max_file_size=1,
            theme=_theme(),
            head=_HEAD,
        )


def _login_found(request: Request) -> str | None:
    """The login that the guard found; none means 401, so that a page is never open without the guard."""
    login = request.scope.get(LOGIN)
    return login if isinstance(login, str) else None


def _pages(screen: Screen) -> gr.Blocks:
    say = screen.say
    title = f"{say('frame.worklist')} · {say('frame.product')}"
    with gr.Blocks(title=title, analytics_enabled=False, fill_width=True) as blocks:
        gr.Navbar(visible=False)
        WorklistPage(screen=screen).build(blocks)
    with blocks.route(say("frame.draft"), "/draft"):
        gr.Navbar(visible=False)
        build_draft_page(screen, blocks)
    with blocks.route(say("frame.review"), "/review"):
        gr.Navbar(visible=False)
        build_review_page(screen, blocks)
    with blocks.route(say("frame.account"), "/account"):
        gr.Navbar(visible=False)
        build_account_page(screen, blocks)
    with blocks.route(say("frame.contract"), "/contract"):
        gr.Navbar(visible=False)
        build_contract_page(screen, blocks)
    with blocks.route(say("frame.reply"), "/reply"):
        gr.Navbar(visible=False)
        build_reply_page(screen, blocks)
    with blocks.route(say("frame.negotiate"), "/negotiate"):
        gr.Navbar(visible=False)
        build_negotiate_page(screen, blocks)
    with blocks.route(say("frame.check"), "/check"):
        gr.Navbar(visible=False)
        build_check_page(screen, blocks)
    with blocks.route(say("frame.import"), "/import"):
        gr.Navbar(visible=False)
        ImportPage(screen=screen).build(blocks)
    # Handlers answer the pages alone: the queue's own door is the only one.
    blocks.queue(api_open=False, max_size=200)
    return blocks


def _theme() -> gr.themes.Base:
    return gr.themes.Base(
        font=FONTS,
        font_mono=_MONO,
        primary_hue="blue",
        neutral_hue="slate",
        radius_size="sm",
        spacing_size="sm",
        text_size="md",
    )
