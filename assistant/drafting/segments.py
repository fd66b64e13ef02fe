"""Counts the segments that a text message takes: GSM 03.38 where every character allows it, else UCS-2."""

# GSM 03.38 basic set, and its extension whose characters take two places each.
_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("^{}\\[~]|€\f")

# Places in a message of one segment, and in each of several (the rest is their header).
_GSM = (160, 153)
_UCS2 = (70, 67)


def segments(text: str) -> int:
    """How many segments ``text`` is sent in; 0 for an empty text."""
    if set(text) <= _BASIC | _EXTENDED:
        places, (alone, joined) = sum(2 if char in _EXTENDED else 1 for char in text), _GSM
    else:
        places, (alone, joined) = len(text.encode("utf-16-le")) // 2, _UCS2
    return -(-places // joined) if places > alone else min(places, 1)
