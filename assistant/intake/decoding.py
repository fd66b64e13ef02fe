"""Decides what text a file's bytes are, all of them at once: by the rules of `assistant.intake.encoding`."""

from collections.abc import Iterable

from assistant.intake.encoding import settle_encoding


def decode(raw: bytes, *, name: str, known_words: Iterable[str], said: str = "") -> str:
    """The text of ``raw``, without a byte-order mark; raises UnreadableFile as `settle_encoding` does."""
    pieces = [raw] if raw else []
    encoding = settle_encoding(lambda: pieces, name=name, known_words=tuple(known_words), said=said)
    return raw[encoding.mark :].decode(encoding.name)
