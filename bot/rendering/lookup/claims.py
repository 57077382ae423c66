"""Look up claims: what the review says of a few words, with quotes and certainty."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.claims import Claim, Evidence, Species, Synthesis
from bot.domain.state import State
from bot.domain.studies import Finding
from bot.errors import Mistake
from bot.rendering.answer import place_of
from bot.rendering.certainty_words import explained
from bot.rendering.directions import direction
from bot.rendering.estimate_words import estimate_words
from bot.rendering.evidence import finding_notes, finding_of
from bot.rendering.labels import TermLabels
from bot.rendering.lookup.standing import CitedStudy, ReviewStanding, cited_study, for_assistant
from bot.rendering.sentences import sentence_of, statement
from bot.rendering.summary_of_findings import summary_row
from bot.rendering.tallies import support

MOST, MOST_QUOTES, ALL_QUOTES = 20, 8, 40
"""Answers to one question, quotes of one answer, and quotes of a claim asked for by its id."""
MOST_GROUPS = 4
"""Groups of one study named beside its quote."""
_LONGEST_QUESTION = 300
_SHORTEST_PLURAL = 5
_WORD = re.compile(r"[^\W_]+")
_EMPTY = frozenset(
    ("a", "about", "affect", "affects", "all", "also", "an", "and", "any", "are", "as", "at",
     "be", "been", "between", "but", "by", "can", "cause", "causes", "change", "changes",
     "could", "decrease", "decreases", "do", "does", "did", "effect", "effects", "evidence",
     "find", "finding", "findings", "for", "found", "from", "give", "gives", "given", "had",
     "happen", "happens", "has", "have", "help", "helps", "how", "i", "if", "improve",
     "improves", "in", "increase", "increases", "into", "is", "it", "its", "known", "make",
     "makes", "me", "much", "my", "of", "on", "or", "our", "paper", "papers", "patient",
     "patients", "people", "reduce", "reduces", "review", "say", "says", "should", "show",
     "shown", "shows", "so", "some", "studies", "study", "take", "tell", "than", "that", "the",
     "their", "them", "then", "there", "these", "they", "this", "to", "us", "use", "used", "was",
     "we", "were", "what", "when", "where", "whether", "which", "who", "why", "will", "with",
     "work", "works", "would", "you")
)  # fmt: skip
"""Words of a question that name nothing that a review could look up."""


@dataclass(frozen=True, kw_only=True)
class CitedQuote:
    """The words of one study behind an answer."""

    study: CitedStudy
    direction: str
    """What this study found, in a sign and words."""
    estimate: str
    """How large the effect is and when, as printed; empty where nothing is."""
    quote: str
    source: str
    """``abstract``, ``full text`` or ``title``."""
    groups: tuple[str, ...]
    """Groups of the study with their sizes, as printed."""
    notes: tuple[str, ...]
    """What a reader must know of it besides, as ``worded with caution``."""


@dataclass(frozen=True, kw_only=True)
class ClaimAnswer:
    """One claim of the review, as it is put there."""

    id: str
    sentence: str
    """As surely as it is known: its verb tells the certainty."""
    support: str
    """Cohorts and certainty."""
    effect: str
    """Of an intervention: how large the effect of all trials is, and how that was put together."""
    certainty: str
    """``very low``, ``low``, ``moderate`` or ``high`` (GRADE)."""
    reasons: str
    """Why it is as certain as it is."""
    page: str
    """Where it stands with all its evidence, within the review's folder."""
    quotes: tuple[CitedQuote, ...]
    more_quotes: int
    """How many are not given here."""


@dataclass(frozen=True, kw_only=True)
class ClaimAnswers:
    """What the review says of a question."""

    review: ReviewStanding
    question: str
    answers: tuple[ClaimAnswer, ...]
    more: int
    """How many claims name as much and are not given here."""
    unnamed: tuple[str, ...]
    """Words of the question that no finding of the review names."""
    elsewhere: tuple[str, ...]
    """Words that no answer given here names, but another finding."""


@dataclass(frozen=True, kw_only=True)
class LookupData:
    """What answers are looked up in."""

    state: State
    """With the letters that readers see (:attr:`State.lettered`)."""
    synthesis: Synthesis
    names: TermLabels
    review: ReviewStanding


def search_claims(question: str, lookup: LookupData, *, most: int = MOST) -> ClaimAnswers:
    """The claims that name most words of ``question``, people's before animals'; none if none do.

    A word is named by one that begins with it, so that ``cingul`` finds the cingulate cortex.
    """
    words = _WORD.findall(question[:_LONGEST_QUESTION].lower())
    wanted = tuple(dict.fromkeys(word for word in words if word not in _EMPTY))
    scored = [(_named(wanted, claim, lookup.names), claim) for claim in lookup.synthesis.claims]
    best = max((len(named) for named, _ in scored), default=0)
    chosen = sorted(
        ((named, claim) for named, claim in scored if best and len(named) == best),
        key=lambda pair: (pair[1].species is Species.ANIMAL, -pair[1].total, pair[1].id),
    )
    shown = chosen[: max(1, min(most, MOST))]
    named_here = frozenset[str]().union(*(named for named, _ in shown))
    named_anywhere = frozenset[str]().union(*(named for named, _ in scored))
    return ClaimAnswers(
        review=lookup.review,
        question=for_assistant(question),
        answers=tuple(_answer(claim, lookup, MOST_QUOTES) for _, claim in shown),
        more=len(chosen) - len(shown),
        unnamed=tuple(word for word in wanted if word not in named_anywhere),
        elsewhere=tuple(word for word in wanted if word in named_anywhere - named_here),
    )


def one_claim(id: str, lookup: LookupData) -> ClaimAnswers:
    """The claim of this id with all its findings, each with its quote.

    Raises:
        Mistake: there is none.
    """
    claim = next((claim for claim in lookup.synthesis.claims if claim.id == id.strip()), None)
    if claim is None:
        raise Mistake(
            f"the review has no claim '{for_assistant(id)}'",
            hint="Search the claims first: every answer names its id.",
        )
    answer = _answer(claim, lookup, ALL_QUOTES)
    return ClaimAnswers(
        review=lookup.review,
        question=claim.id,
        answers=(answer,),
        more=0,
        unnamed=(),
        elsewhere=(),
    )


def _named(wanted: tuple[str, ...], claim: Claim, names: TermLabels) -> frozenset[str]:
    """Which of the words a claim names."""
    words = {word for text in _texts(claim, names) for word in _WORD.findall(text.lower())}
    return frozenset(
        word for word in wanted if any(known.startswith(_singular(word)) for known in words)
    )


def _singular(word: str) -> str:
    return word.removesuffix("s") if len(word) >= _SHORTEST_PLURAL else word


def _texts(claim: Claim, names: TermLabels) -> Iterator[str]:
    """Everything by which a claim may be called."""
    yield statement(claim, names)
    yield names.measured(claim)
    yield names.compared(claim)
    yield names.name("variable", claim.clinical_variable)
    yield names.name("intervention", claim.intervention)
    yield names.against(claim.comparator)
    for end in claim.ends:
        if term := names.term("measure" if names.effects else "region", end):
            yield from (term.name, *term.aliases)
            yield from map(names.region, term.parents)


def _answer(claim: Claim, lookup: LookupData, most: int) -> ClaimAnswer:
    return ClaimAnswer(
        id=claim.id,
        sentence=for_assistant(sentence_of(claim, lookup.names)),
        support=support(claim),
        effect=_effect(claim, lookup),
        certainty=str(claim.certainty),
        reasons=explained(claim, lookup.names.topic),
        page=place_of(claim),
        quotes=tuple(_quote(evidence, lookup) for evidence in claim.evidence[:most]),
        more_quotes=max(0, len(claim.evidence) - most),
    )


def _effect(claim: Claim, lookup: LookupData) -> str:
    """What the trials of a claim found together; of other claims nothing is ever pooled."""
    if not lookup.names.effects:
        return ""
    row = summary_row(claim, lookup.names)
    return for_assistant(f"{row.effect}. {row.method}")


def printed_effect(finding: Finding) -> str:
    """How large a finding is, and when it was measured, as its paper prints it."""
    size = estimate_words(finding.estimate) if finding.estimate else ""
    return for_assistant(", ".join(part for part in (size, finding.time) if part))


def _quote(evidence: Evidence, lookup: LookupData) -> CitedQuote:
    finding, study = finding_of(evidence, lookup.state), lookup.state.studies[evidence.study]
    return CitedQuote(
        study=cited_study(lookup.state.by_id[evidence.study]),
        direction=for_assistant(direction(finding, lookup.names)),
        estimate=printed_effect(finding),
        quote=for_assistant(finding.quote.text),
        source=for_assistant(finding.quote.part),
        groups=tuple(for_assistant(group.printed) for group in study.groups[:MOST_GROUPS]),
        notes=tuple(map(for_assistant, finding_notes(finding, checked=evidence.checked))),
    )
