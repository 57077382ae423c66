"""Words and pairs of neighbouring words, counted in many texts at once.

A text is taken apart only once; all that follows is arithmetic with the numbers of its words. The
numbers go by the alphabet, and so do the columns of every table made here.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

_WORD = re.compile(r"\b\w\w+\b")
_COMMON = 0.95
"""Terms in more than this share of the papers tell nothing."""
UNKNOWN = -1


@dataclass(frozen=True)
class Tokens:
    """The words of several texts in their order, in lower case."""

    words: tuple[str, ...]
    """Each different word once, in alphabetical order."""
    numbers: "Ints"
    """Where each token stands among ``words``."""
    texts: "Ints"
    """In which text each token stands."""
    size: int
    """Number of texts."""

    @classmethod
    def of(cls, texts: Sequence[str]) -> "Tokens":
        """The words of ``texts``."""
        import numpy as np

        met: defaultdict[str, int] = defaultdict()
        met.default_factory = met.__len__
        numbers: list[int] = []
        ends = [0]
        for text in texts:
            numbers += [met[word] for word in _WORD.findall(text.lower())]
            ends.append(len(numbers))
        words = tuple(sorted(met))
        by_alphabet = np.empty(len(words), dtype=np.int64)
        by_alphabet[[met[word] for word in words]] = np.arange(len(words))
        return cls(
            words=words,
            numbers=by_alphabet[np.array(numbers, dtype=np.int64)],
            texts=np.repeat(np.arange(len(texts)), np.diff(ends)),
            size=len(texts),
        )

    @property
    def word_counts(self) -> "csr_matrix":
        """How often each word stands in each text: shape ``(size, len(words))``."""
        import numpy as np
        from scipy.sparse import coo_matrix

        ones = np.ones(len(self.numbers))
        shape = (self.size, len(self.words))
        return coo_matrix((ones, (self.texts, self.numbers)), shape=shape).tocsr()


@dataclass(frozen=True)
class Terms:
    """The words and pairs of neighbours of the texts fitted to, and the weight of each.

    A term is a number: that of its first word times ``_base``, plus 0, or 1 and the number of its
    second word.
    """

    words: Mapping[str, int]
    numbers: "Ints"
    """Those of the terms, in ascending order, which is that of the alphabet."""
    weights: "Floats"
    """Smooth inverse document frequencies, as scikit-learn has them."""

    @classmethod
    def fit(cls, tokens: Tokens) -> tuple["Terms", "csr_matrix"]:
        """All terms of ``tokens`` but the commonest, and the rows of its texts.

        Raises:
            ValueError: there is none.
        """
        import numpy as np

        words = {word: number for number, word in enumerate(tokens.words)}
        counted = _counted(tokens, tokens.numbers, len(words) + 1)
        numbers, papers = np.unique(counted.terms, return_counts=True)
        rare = papers <= (_COMMON * tokens.size if tokens.size > 1 else 1)
        if not rare.any():
            raise ValueError("No text has a word that tells it from the others.")
        terms = cls(words, numbers[rare], smooth_idf(papers[rare], tokens.size))
        return terms, terms._rows(counted)

    def of(self, tokens: Tokens) -> "csr_matrix":
        """One row of length 1 for each text: shape ``(tokens.size, len(numbers))``."""
        import numpy as np

        known = np.array([self.words.get(word, UNKNOWN) for word in tokens.words], dtype=np.int64)
        return self._rows(_counted(tokens, known[tokens.numbers], self._base))

    def _rows(self, counted: "_Counted") -> "csr_matrix":
        import numpy as np
        from scipy.sparse import csr_matrix
        from sklearn.preprocessing import normalize

        columns = np.searchsorted(self.numbers, counted.terms)
        columns = np.minimum(columns, len(self.numbers) - 1)
        fitted = self.numbers[columns] == counted.terms
        columns, counts = columns[fitted], counted.counts[fitted]
        ends = np.searchsorted(counted.texts[fitted], np.arange(counted.size + 1))
        values = (1 + np.log(counts)) * self.weights[columns]
        shape = (counted.size, len(self.numbers))
        return normalize(csr_matrix((values, columns, ends), shape=shape), copy=False)

    def name(self, column: int) -> str:
        """The term in words."""
        first, second = divmod(int(self.numbers[column]), self._base)
        return f"{self._names[first]} {self._names[second - 1]}" if second else self._names[first]

    @property
    def single_words(self) -> "Ints":
        """The columns of terms that are one word."""
        import numpy as np

        return np.flatnonzero(self.numbers % self._base == 0)

    @property
    def _base(self) -> int:
        return len(self.words) + 1

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return tuple(self.words)


def smooth_idf(papers: "Ints", size: int) -> "Floats":
    """The weight of what stands in so many ``papers`` of ``size``: as scikit-learn has it."""
    import numpy as np

    return np.log((1 + size) / (1 + papers)) + 1


@dataclass(frozen=True)
class _Counted:
    """Each different term of each text, text by text."""

    texts: "Ints"
    terms: "Ints"
    counts: "Ints"
    size: int
    """Number of texts."""


def _counted(tokens: Tokens, numbers: "Ints", base: int) -> _Counted:
    """The terms of ``tokens``, whose words have these ``numbers``; ``UNKNOWN`` is in no term."""
    import numpy as np

    known = numbers != UNKNOWN
    pairs = (tokens.texts[:-1] == tokens.texts[1:]) & known[:-1] & known[1:]
    terms = np.concatenate([numbers[known] * base, (numbers[:-1] * base + 1 + numbers[1:])[pairs]])
    texts = np.concatenate([tokens.texts[known], tokens.texts[:-1][pairs]])
    # One number says which text and which term, so that one sort counts them all.
    different, counts = np.unique(texts * base**2 + terms, return_counts=True)
    in_texts, found = np.divmod(different, base**2)
    return _Counted(in_texts, found, counts, tokens.size)
