"""Decides the vector of a text: its tokens and their pairs, hashed to a fixed number of places."""

import math
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import pairwise

SIZE = 1024
# Single tokens tell more than pairs of them.
_SINGLE, _PAIR = 1.0, 0.7


def vector_of(tokens: Iterable[str]) -> list[float]:
    """A unit vector of `SIZE` places; all zeros for no tokens.

    Counts are dampened by a logarithm; each feature is added or subtracted by one bit of its hash, so that features
    that share a place cancel out on average.
    """
    sequence = list(tokens)
    counts = Counter(sequence)
    pairs = Counter(f"{first} {second}" for first, second in pairwise(sequence))
    places: dict[int, float] = defaultdict(float)
    for weight, features in ((_SINGLE, counts), (_PAIR, pairs)):
        for feature, count in features.items():
            digest = zlib.crc32(feature.encode())
            gain = weight if count == 1 else weight * (1.0 + math.log(count))
            places[digest % SIZE] += gain if digest & 0x80000000 else -gain
    # Most places stay empty: they are neither added up nor divided.
    length = math.sqrt(sum(places[n] * places[n] for n in sorted(places)))
    vector = [0.0] * SIZE
    for n, place in places.items():
        vector[n] = place / length if length else 0.0
    return vector
