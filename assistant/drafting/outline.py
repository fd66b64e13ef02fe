"""Works out once for a request and its answer what a model is told of a brief, and what has to stand in its message."""

from dataclasses import dataclass

from assistant.domain.brief import Brief
from assistant.drafting.lists import List, lists_of
from assistant.drafting.needs import Needed, needed
from assistant.drafting.offered import offered
from assistant.drafting.scene import Scene
from assistant.parts import PartTable


@dataclass(frozen=True, kw_only=True, slots=True)
class Outline:
    """A brief as a model is told of it: its lists, the ids of facts and excerpts that it may use, what it has to say.

    ``told`` is in the order of the brief; facts that stand in the rows of a list alone are not among it.
    """

    scene: Scene
    lists: tuple[List, ...]
    told: tuple[str, ...]
    needs: tuple[Needed, ...]

    @classmethod
    def of(cls, brief: Brief, parts: PartTable) -> "Outline":
        """What a message on ``brief`` tells and needs by ``parts``."""
        scene = Scene.of(brief)
        lists = lists_of(scene)
        told = offered(scene, lists, parts)
        return cls(scene=scene, lists=lists, told=told, needs=needed(scene, lists, told, parts))

    @property
    def brief(self) -> Brief:
        """The brief itself."""
        return self.scene.brief
