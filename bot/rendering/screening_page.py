"""The page on which one person screens: one paper, its whole abstract, a line per criterion."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from bot.domain.protocol import Criterion, Protocol
from bot.domain.records import Article, Record, Section
from bot.domain.reviewer_votes import is_disputed
from bot.domain.screening_sessions import ActionKind, ScreeningAction, ScreeningSession
from bot.domain.state import State
from bot.domain.verdicts import Verdict
from bot.rendering.decision_reasons import criterion_name, failed_criterion
from bot.rendering.double_screening import progress
from bot.rendering.escaping import Safe, html
from bot.rendering.highlighting import marked
from bot.rendering.proposal.contents import Proposal
from bot.rendering.proposal.excerpt import SearchTerms, search_terms
from bot.rendering.proposal.questions import ReviewerQuestion, questions
from bot.rendering.template_functions import Render, values

TEMPLATE = "decide/page.html.j2"
LONGEST = 20_000
"""Characters of one section that are shown: no abstract is as long."""
_DONE = {
    ActionKind.INCLUDE: "included",
    ActionKind.EXCLUDE: "excluded",
    ActionKind.POSTPONE: "put off until the others are decided",
}


@dataclass(frozen=True, kw_only=True)
class ExclusionKey:
    """One reason to exclude, and the key that gives it."""

    key: str
    """A digit; empty for the reasons that have none left."""
    number: int
    """Its place among the reasons."""
    label: str
    meaning: str
    """What the protocol says of it."""


@dataclass(frozen=True, kw_only=True)
class ShownSection:
    """One part of an abstract, its words of the search highlighted."""

    label: str
    text: Safe


@dataclass(frozen=True, kw_only=True)
class ScreeningPage:
    """What the template of the page may use, each by its name."""

    title: str
    by: str
    revision: int
    """How many actions the page has seen."""
    decided: int
    included: int
    left: int
    put_off: int
    question: ReviewerQuestion | None
    """None when nothing is left to decide."""
    paper: Safe
    """The paper's id as the value of a form."""
    abstract: Sequence[ShownSection]
    fetching: bool
    """Whether the words of the paper are still being fetched."""
    reasons: Sequence[ExclusionKey]
    criteria: Mapping[str, str]
    last: str
    """What was done last, in a sentence."""
    notice: str
    """What went otherwise than expected."""
    saved: str
    """What was saved, when the session is over."""
    note: str = ""
    """That the person and others decided this paper differently, and how."""


def exclusion_keys(protocol: Protocol) -> list[ExclusionKey]:
    """The reasons to exclude with their keys: 1 to 9 for criteria, 0 for a duplicate."""
    names = protocol.exclusion_criteria
    digits = [*"123456789"[: len(names) - 1], *[""] * (len(names) - 10), "0"]
    return [
        ExclusionKey(
            key=key,
            number=number,
            label=criterion_name(name),
            meaning=_meaning(protocol.criteria[name]) if name in protocol.criteria else "",
        )
        for number, (key, name) in enumerate(zip(digits, names, strict=True))
    ]


def _meaning(criterion: Criterion) -> str:
    return criterion.exclude or f"Not: {criterion.include}"


@dataclass(frozen=True, kw_only=True)
class SessionSnapshot:
    """What a page is made of, as things stand."""

    state: State
    protocol: Protocol
    session: ScreeningSession
    remaining: Sequence[str]
    articles: Mapping[str, Article]
    fetching: bool = False
    notice: str = ""
    saved: str = ""


def screening_page(snapshot: SessionSnapshot, fill: Render) -> str:
    """The whole page."""
    return fill(TEMPLATE, **values(_view(snapshot)))


def _view(snapshot: SessionSnapshot) -> ScreeningPage:
    state, protocol, session = snapshot.state, snapshot.protocol, snapshot.session
    key = next(iter(snapshot.remaining), "")
    record = state.by_id.get(key)
    article = snapshot.articles.get(key)
    asked = (
        questions(
            Proposal(state=state, news=State(), articles=snapshot.articles), protocol, [record]
        )
        if record
        else []
    )
    last = session.standing[-1] if session.standing else None
    return ScreeningPage(
        title=protocol.title,
        by=session.by,
        revision=len(session.actions),
        decided=len(session.decided),
        included=sum(action.verdict is Verdict.INCLUDE for action in session.decided.values()),
        left=len(snapshot.remaining),
        put_off=len(
            {action.record for action in session.standing if action.kind is ActionKind.POSTPONE}
            & set(snapshot.remaining)
        ),
        question=next(iter(asked), None),
        paper=Safe(escape(key)),
        abstract=_sections(article, search_terms(protocol)) if article else (),
        fetching=snapshot.fetching and article is None,
        reasons=exclusion_keys(protocol),
        criteria={name: criterion.include for name, criterion in protocol.criteria.items()},
        last=_sentence(last, state.by_id) if last else "",
        notice=snapshot.notice,
        saved=snapshot.saved,
        # What others decided leads nobody who is still to decide.
        note=progress(state, protocol, key)
        if is_disputed(state.standing_votes.get(key, {}), session.by)
        else "",
    )


def _sentence(action: ScreeningAction, records: Mapping[str, Record]) -> str:
    label = records[action.record].label if action.record in records else action.record
    why = failed_criterion(action.criterion)
    return f"{label}: {_DONE[action.kind]}{why}"


def _sections(article: Article, terms: SearchTerms) -> tuple[ShownSection, ...]:
    """The whole abstract; one in another language where there is no English one."""
    sections: Iterable[Section] = article.sections or article.other_abstracts
    return tuple(
        ShownSection(label=section.label, text=highlighted(section.text, terms))
        for section in sections
    )


def highlighted(text: str, terms: SearchTerms) -> Safe:
    """``text`` as HTML, with what the terms match marked."""
    shown = marked(text[:LONGEST], terms.values(), html, ("<mark>", "</mark>"))
    return Safe(shown + (" …" if len(text) > LONGEST else ""))
