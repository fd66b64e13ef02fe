"""Packs office files anew so that the same content always has the same bytes."""

import io
import zipfile

# The first moment that a zip can name.
_NO_DAY = (1980, 1, 1, 0, 0, 0)


def repacked(data: bytes) -> bytes:
    """The zip file ``data`` with its members in the same order, and no trace of when and where it was made."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(made, "w") as packed:
        for member in given.infolist():
            plain = zipfile.ZipInfo(member.filename, _NO_DAY)
            plain.compress_type = zipfile.ZIP_DEFLATED
            plain.external_attr = 0o600 << 16
            packed.writestr(plain, given.read(member))
    return made.getvalue()
