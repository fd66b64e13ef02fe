"""Decides where a workbook's number format changes what a person reads: ``5%`` for 0.05, ``00007`` for 7."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

_PERCENT_BUILT_IN = frozenset({9, 10})
_PERCENT = -1
_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\b[^>]*>")
_CELL_FORMATS = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_CELL_FORMAT = re.compile(rb"<(?:\w+:)?xf\b[^>]*>")
_ID, _CODE = re.compile(rb"\bnumFmtId\s*=\s*[\"'](\d{1,5})"), re.compile(rb"\bformatCode\s*=\s*[\"']([^\"']*)")
_ZEROS = re.compile(rb"0{2,20}")
_QUOTED = re.compile(rb"&quot;.*?&quot;|\\.")
_TYPED = re.compile(rb"\st\s*=\s*[\"'](?!n[\"'])")
_OWN_TYPE = re.compile(rb"\st\s*=\s*[\"']n[\"']")


@dataclass(frozen=True, kw_only=True, slots=True)
class NumberFormats:
    """By the number of a cell's format how many figures it shows at least, or that it shows a percentage."""

    shown: Mapping[int, int]

    @classmethod
    def of(cls, styles: bytes) -> "NumberFormats":
        """Those in the part ``styles`` of a workbook that change what a person reads."""
        codes = {
            int(found[1]): code[1]
            for each in _FORMAT.findall(styles)
            if (found := _ID.search(each)) and (code := _CODE.search(each))
        }
        formats = _CELL_FORMATS.search(styles)
        used = [_ID.search(each) for each in _CELL_FORMAT.findall(formats.group())] if formats else []
        kinds = {place: _kind(int(found[1]), codes) for place, found in enumerate(used) if found}
        return cls(shown={place: kind for place, kind in kinds.items() if kind})

    def as_shown(self, block: bytes) -> bytes:
        """The XML of rows with such numbers as the text that a person reads."""
        if not self.shown:
            return block
        numbers = b"|".join(b"%d" % place for place in self.shown)
        cell = re.compile(
            rb"(<(?:\w+:)?c\b[^>]*?\ss\s*=\s*[\"'](" + numbers + rb")[\"'][^>]*)"
            rb"(>(?:\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>))?\s*<(?:\w+:)?v>)([^<]*)"
        )
        return cell.sub(self._rewritten, block)

    def _rewritten(self, cell: re.Match[bytes]) -> bytes:
        start, place, middle, value = cell.groups()
        text = None if _TYPED.search(start) else _text(value.strip(), self.shown[int(place)])
        if text is None:
            return cell.group()
        return _OWN_TYPE.sub(b"", start) + b' t="str"' + middle + text


def _kind(number: int, codes: Mapping[int, bytes]) -> int:
    code = _QUOTED.sub(b"", codes.get(number, b""))
    if number in _PERCENT_BUILT_IN or b"%" in code:
        return _PERCENT
    return len(code) if _ZEROS.fullmatch(code) else 0


def _text(value: bytes, kind: int) -> bytes | None:
    try:
        number = Decimal(value.decode("ascii"))
    except (InvalidOperation, UnicodeDecodeError):
        return None
    if not number.is_finite() or abs(number.adjusted()) > 15:
        return None
    if kind == _PERCENT:
        return f"{(number * 100).normalize():f}%".encode()
    return f"{int(number):0{kind}d}".encode() if number == int(number) >= 0 else None
