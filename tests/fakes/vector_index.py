"""The vector index that tests use: the exact one in memory, which is a real one too."""

from assistant.retrieval import ArrayIndex as MemoryVectorIndex

__all__ = ["MemoryVectorIndex"]
