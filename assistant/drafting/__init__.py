"""Turns a brief into a draft: by the phrasebook, or by a language model that fills the same placeholders."""

from assistant.drafting.composer import Composer
from assistant.drafting.model_writer import ModelWriter
from assistant.drafting.phrasebook import load_phrasebooks

__all__ = ["Composer", "ModelWriter", "load_phrasebooks"]
