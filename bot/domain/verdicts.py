"""The verdicts on a paper, and the kinds of judges who give them."""

from enum import StrEnum


class Verdict(StrEnum):
    """What became of a record."""

    INCLUDE = "include"
    UNSURE = "unsure"
    EXCLUDE = "exclude"


class Judge(StrEnum):
    """What kind of judge spoke; a person outranks every machine."""

    PERSON = "person"
    RULE = "rule"
    CLASSIFIER = "classifier"
    MODEL = "model"
    """Rules and classifier said otherwise, and a language model made the difference."""
