"""Why a claim is as certain as it is, in the words of GRADE."""

from bot.domain.claims import Certainty, Claim
from bot.domain.grade import Concern, Merit, RatedDown, RatedUp
from bot.topics.topic import Topic

_CONCERNS = {
    Concern.CONFOUNDED: "no comparison that isolates the exposure",
    Concern.NO_CONTROL_GROUP: "no control group",
    Concern.METHOD_NOT_EXTRACTED: "a safeguard against chance findings not extracted",
    Concern.BIAS_HIGH: "high risk of bias as judged by people",
    Concern.BIAS_NOT_JUDGED: "not judged by people yet",
    Concern.CONTRADICTED: "opposite results",
    Concern.MIXED: "an effect in some {unit}s only",
    Concern.EXPOSURE_NOT_ISOLATED: "the exposure is not isolated",
    Concern.NOT_PEOPLE: "not in people",
    Concern.ONE_COHORT: "one {unit} only",
    Concern.POSSIBLY_ONE_COHORT: "its {unit}s may overlap",
    Concern.FEW_PARTICIPANTS: "fewer than 20 participants per group",
    Concern.FEW_IN_ALL: "few participants in all",
    Concern.SIZES_NOT_EXTRACTED: "group sizes not extracted",
    Concern.NULL_INCLUDED: "the pooled interval includes no effect",
    Concern.NO_INTERVAL: "no confidence interval to rule out a difference",
    Concern.NO_DIRECTION: "no clear direction",
}
_MERITS = {
    Merit.LARGE_EFFECT: "a large effect",
    Merit.DOSE_RESPONSE: "a dose–response within one {unit}",
    Merit.OPPOSING_CONFOUNDING: "confounding that would have hidden the effect",
}


def explained(claim: Claim, topic: Topic) -> str:
    """Where the certainty of a claim starts, and all that rates it down or up, in sentences."""
    start = Certainty.HIGH if claim.randomised else Certainty.LOW
    kind = "randomised trials" if claim.randomised else "observational evidence"
    down = ", ".join(_lowered(rated, topic) for rated in claim.rated_down)
    up = ", ".join(_raised(rated, topic) for rated in claim.rated_up)
    sentences = (
        f"Starts {start} ({kind})",
        f"Rated down for {down}" if down else "",
        f"Rated up for {up}" if up else "",
        f"Source: {_source(claim)}, so low at most" if claim.mostly_abstracts else "",
    )
    return " ".join(f"{sentence}." for sentence in sentences if sentence)


def in_short(claim: Claim, topic: Topic) -> tuple[str, ...]:
    """All that rates the certainty of a claim down or up, in a few words each."""
    down = [f"{rated.domain} ({_words(rated, topic)})" for rated in claim.rated_down]
    up = [f"{_raised(rated, topic)} (up)" for rated in claim.rated_up]
    source = [f"read from {_source(claim)}, so low at most"] if claim.mostly_abstracts else []
    return (*down, *up, *source)


def _source(claim: Claim) -> str:
    """What a claim that rests mostly on abstracts was read from."""
    return "abstracts" if claim.abstracts_only else "abstracts for the most part"


def _words(rated: RatedDown, topic: Topic, *, between: str = ", ") -> str:
    return between.join(
        topic.certainty.concerns.get(concern, _CONCERNS[concern].format(unit=topic.unit))
        for concern in rated.concerns
    )


def _raised(rated: RatedUp, topic: Topic) -> str:
    return _MERITS[rated.merit].format(unit=topic.unit)


def _lowered(rated: RatedDown, topic: Topic) -> str:
    return f"{rated.domain} ({_words(rated, topic, between='; ')})"
