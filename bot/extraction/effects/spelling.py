"""How a name that a paper prints is written in a review: as within a sentence."""


def in_small_letters(name: str) -> str:
    """A name in small letters but for its short forms: ``EEG neurofeedback``, ``vitamin D``.

    A name that is printed in capitals as a whole has no short forms that could be told.
    """
    words = name.split(" ")
    long = [word for word in words if len(word) > _SHORT]
    if any(word.isupper() for word in long) and all(word.isupper() for word in words if word):
        return name.lower()
    return " ".join(map(_small, words))


_SHORT = 5
"""Letters of a short form: ``TENS``, ``HbA1c``."""


def _small(word: str) -> str:
    inner = any(letter.isupper() for letter in word[1:])
    alone = len(word) == 1 and word.isupper() and word != "A"
    return word if inner or alone else word.lower()
