"""Look up which studies are planned or under way: no evidence, and answered apart from it."""

from dataclasses import dataclass

from bot.domain.registrations import Registration, planned_studies
from bot.rendering.lookup.claims import LookupData
from bot.rendering.lookup.standing import ReviewStanding, for_assistant
from bot.rendering.phrases import sentence_case

MOST_ONGOING = 30


@dataclass(frozen=True, kw_only=True)
class OngoingStudy:
    """One registered study that has not ended."""

    id: str
    """The register's number."""
    title: str
    address: str
    status: str
    participants: int | None
    """Planned or enrolled."""
    completion: str
    """Date of primary completion as registered, empty where none is."""
    sponsor: str


@dataclass(frozen=True, kw_only=True)
class OngoingAnswer:
    """The registered studies that have not ended, those that are to end first first."""

    review: ReviewStanding
    studies: tuple[OngoingStudy, ...]
    more: int
    """How many are not given here."""


def ongoing_studies(lookup: LookupData) -> OngoingAnswer:
    """What the register of trials had planned or under way when the review last asked."""
    planned = planned_studies(lookup.state.registrations)
    return OngoingAnswer(
        review=lookup.review,
        studies=tuple(map(_study, planned[:MOST_ONGOING])),
        more=len(planned[MOST_ONGOING:]),
    )


def _study(entry: Registration) -> OngoingStudy:
    return OngoingStudy(
        id=entry.id,
        title=for_assistant(entry.title),
        address=entry.link,
        status=for_assistant(sentence_case(entry.status.lower().replace("_", " "))),
        participants=entry.participants,
        completion=for_assistant(entry.completion),
        sponsor=for_assistant(entry.sponsor),
    )
