"""Exclusions that the protocol states and the metadata alone proves."""

from bot.domain.protocol_settings import ScreeningSettings
from bot.domain.records import Record

RETRACTED, PUBLICATION_TYPE, LANGUAGE = "retracted", "publication type", "language"
"""Criteria of exclusion by metadata."""


def filtered_out(record: Record, screening: ScreeningSettings) -> tuple[str, str] | None:
    """The criterion that excludes ``record`` and the reason in words, or None.

    A missing abstract is never a reason to exclude, nor is a language unless the protocol names
    those it takes.
    """
    if record.retracted:
        return RETRACTED, "PubMed lists this paper as retracted."
    for kind in record.publication_types:
        if kind in screening.excluded_types:
            return PUBLICATION_TYPE, f"PubMed lists it as: {kind}."
    taken = screening.languages
    if taken and record.languages and not set(taken) & set(record.languages):
        spoken = ", ".join(record.languages)
        return LANGUAGE, f"PubMed lists its language as: {spoken}."
    return None
