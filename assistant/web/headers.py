"""The security headers of every answer: no framing, no sniffing, nothing loaded from elsewhere, no foreign origin."""

from starlette.types import Message, Send

# Gradio's own page has inline scripts and builds its templates with `Function`; hence the two exceptions. Everything
# else stays with us: even an injected script could send nothing to another host.
PAGE_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors 'none'"
)
FORM_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
# Plain forms without any script, the second of them for strangers who hold a link. Its address is its secret: none of
# it goes to another site, while a browser still names our own origin when it sends the form.
_FORMS = ("/login", "/accept/")
_FIXED = {
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
    b"referrer-policy": b"same-origin",
    b"x-robots-tag": b"noindex, nofollow",
    b"permissions-policy": b"camera=(), geolocation=(), microphone=()",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
}
# Files that are the same for everybody may stay in the browser; anything else may hold what a customer owes.
_FILES = ("/assets/", "/static/", "/svelte/")


def with_safe_headers(send: Send, path: str, *, secure: bool) -> Send:
    """``send`` with our headers put in, and with Gradio's permission for other origins taken out."""
    ours = {**_FIXED, b"content-security-policy": (FORM_POLICY if path.startswith(_FORMS) else PAGE_POLICY).encode()}
    if secure:
        ours[b"strict-transport-security"] = b"max-age=31536000"
    if not any(part in path for part in _FILES):
        ours[b"cache-control"] = b"no-store"

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            kept = [
                (name, value)
                for name, value in message.get("headers", [])
                if name.lower() not in ours and not name.lower().startswith(b"access-control-")
            ]
            message = {**message, "headers": [*kept, *ours.items()]}
        await send(message)

    return sending
