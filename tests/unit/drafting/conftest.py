"""The shipped phrasebook, read once."""

import pytest

from assistant.drafting import Composer, load_phrasebooks
from assistant.drafting.phrasebook import Phrasebooks
from assistant.knowledge import shipped
from assistant.parts import load_parts, shipped_parts


@pytest.fixture(scope="session")
def phrasebooks() -> Phrasebooks:
    return load_phrasebooks(shipped("knowledge") / "phrasebook", load_parts(shipped_parts()))


@pytest.fixture(scope="session")
def composer(phrasebooks: Phrasebooks) -> Composer:
    return Composer(phrasebooks)
