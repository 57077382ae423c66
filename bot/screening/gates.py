"""Gates: exclusions that the protocol states and the metadata alone proves."""

from bot.domain.protocol import Screening
from bot.domain.records import Record


def gate(record: Record, screening: Screening) -> tuple[str, str] | None:
    """The gate that stops ``record`` and the reason in words, or None.

    A missing abstract or a foreign language is never a reason to exclude.
    """
    if record.retracted:
        return "retracted", "PubMed lists this paper as retracted."
    for kind in record.publication_types:
        if kind in screening.excluded_types:
            return "kind of publication", f"PubMed lists it as: {kind}."
    return None
