"""Embeddings for tests: a text's places are what it speaks of, in any language; and a cache of vectors in memory."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from assistant.errors import ModelUnavailable

MEANINGS = (
    ("pay", "invoice", "money", "付款", "货款"),
    ("late", "interest", "penal", "逾期", "违约"),
    ("goods", "deliver", "交货", "送货"),
    ("court", "arbitra", "法院", "仲裁"),
    ("cat", "purr"),
)
DOWN = ModelUnavailable("model_failing", "The model endpoint at test fails.", endpoint="test", model="m", status=500)


def meaning_of(text: str) -> tuple[float, ...]:
    """How often a text speaks of each thing, and a little of everything."""
    small = text.lower()
    return tuple(0.1 + sum(small.count(word) for word in words) for words in MEANINGS)


class FakeEmbeddings:
    """Embeds by `meaning_of`; keeps what it was sent, and fails from the text number ``fails_after`` on."""

    def __init__(
        self, *, name: str = "small-1@test", size: int = len(MEANINGS), fails_after: int | None = None
    ) -> None:
        self.name = name
        self.size = size
        self.fails_after = fails_after
        self.sent: list[str] = []

    def embed(self, texts: Sequence[str]) -> Iterator[Sequence[float]]:
        """A vector for each text; raises ModelUnavailable when it is to fail."""
        for text in texts:
            if self.fails_after is not None and len(self.sent) >= self.fails_after:
                raise DOWN
            self.sent.append(text)
            vector = meaning_of(text)
            yield (*vector, *[0.0] * (self.size - len(vector)))


class MemoryVectorCache:
    """A ports.VectorCache in memory; keeps the owners that it was asked about."""

    def __init__(self) -> None:
        self.held: dict[tuple[str, str, str], Sequence[float]] = {}
        self.owners_asked: list[str] = []

    def get(self, owner: str, model: str, keys: Collection[str]) -> Mapping[str, Sequence[float]]:
        """Those that are there."""
        self.owners_asked.append(owner)
        return {key: self.held[owner, model, key] for key in keys if (owner, model, key) in self.held}

    def put(self, owner: str, model: str, vectors: Mapping[str, Sequence[float]]) -> None:
        """Keep them."""
        self.held |= {(owner, model, key): vector for key, vector in vectors.items()}

    def keep_only(self, model: str, keys: Mapping[str, Collection[str]]) -> None:
        """Forget the others."""
        self.held = {
            place: vector
            for place, vector in self.held.items()
            if place[1] == model and place[2] in keys.get(place[0], ())
        }
