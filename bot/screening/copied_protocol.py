"""Texts that repeat the protocol: it is public, and whoever copies it into a paper wants it in."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.domain.protocol import Protocol

RUN = 8
"""Words in a row that papers and protocols do not share by chance."""
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class ProtocolWording:
    """The protocol's own sentences."""

    protocol: Protocol

    def repeated_in(self, text: str) -> str:
        """The first words of the protocol's that ``text`` repeats; empty where it repeats none."""
        words = _words(text)
        # Hardly any run begins and ends as one of the protocol's: the others need no second look.
        ends = enumerate(zip(words, words[RUN - 1 :], strict=False))
        alike = (" ".join(words[at : at + RUN]) for at, pair in ends if pair in self._ends)
        return next((run for run in alike if run in self._runs), "")

    @cached_property
    def _ends(self) -> frozenset[tuple[str, str]]:
        """The first and the last word of each run."""
        parts = (run.split(" ") for run in self._runs)
        return frozenset((words[0], words[-1]) for words in parts)

    @cached_property
    def _runs(self) -> frozenset[str]:
        protocol = self.protocol
        sentences = [protocol.question, *(border.case for border in protocol.borderline)]
        for criterion in protocol.criteria.values():
            sentences += [criterion.include, criterion.exclude]
        return frozenset(run for sentence in sentences for run in _runs(_words(sentence)))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _runs(words: Sequence[str]) -> Iterator[str]:
    return (" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1))
