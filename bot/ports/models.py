"""Language models."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from typing import Protocol as Port


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer that fits its schema, and what it cost now."""

    text: str
    """One JSON object."""
    tokens_in: int = 0
    tokens_out: int = 0
    """None are spent on an answer from the cache."""
    cached: bool = False


class LanguageModel(Port):
    """One language model, asked one question at a time; several threads may ask."""

    @property
    def model(self) -> str:
        """Its name on its server."""

    def ask(self, prompt: str, schema: Mapping[str, Any], name: str) -> Reply:
        """The answer to ``prompt`` in the shape of ``schema``, which is called ``name``.

        Raises:
            BadAnswer: none that can be used; other questions may fare better.
            ServiceFailed: no question will fare better now.
        """
