"""The living review: the content of each marked region of ``REVIEW.md``."""

from collections.abc import Callable

from bot.domain.claims import Agreement, Claim, Synthesis
from bot.domain.decisions import Verdict
from bot.domain.protocol import Protocol
from bot.domain.records import Record
from bot.domain.runs import Search
from bot.domain.state import State
from bot.domain.studies import Direction, Study
from bot.extraction.vocabulary import Vocabulary
from bot.rendering import labels, phrases, tables
from bot.rendering.answer import answer, surest
from bot.rendering.changes_since import since
from bot.rendering.decision_reasons import decision_reasons
from bot.rendering.escaping import Safe, code, link
from bot.rendering.figures.gallery import gallery
from bot.rendering.flowchart import flowchart
from bot.rendering.labels import TermLabels, side
from bot.rendering.references import reference
from bot.rendering.sentences import disagreeing, subject, support
from bot.synthesis.gaps import gaps, repeated
from bot.synthesis.human_overrides import human_overrides
from bot.synthesis.overview import overview
from bot.synthesis.prisma_flow import prisma_flow, routes

Render = Callable[..., str]
"""Fills the template of a name."""

PUBMED = "PubMed"
"""What runs call the database in whose syntax the protocol's lines are."""
RECENT = 4
"""Runs whose news stand under "What changed last"."""
NOT_READ, NOT_STATED = "not read yet", "not stated in the abstract"

BEFORE, AFTER = ("status", "changes"), ("studies", "waiting", "methods", "excluded", "references")
"""Regions of every review, before and after those of the topic."""
LINKED = {
    Direction.POSITIVE_CORRELATION: "↗ both go up",
    Direction.NEGATIVE_CORRELATION: "↘ one up, the other down",
    Direction.NONE: "= no link found",
    Direction.ALTERED: "≠ linked, sign not stated",
}
MOST, FEW, FOLDED, CAP = 8, 20, 40, 200
"""Sentences that stand open; disagreements of a kind; sentences of a theme with those behind the
fold, and rows of a table of findings; rows of other tables. The rest is in the files beside."""


def regions(
    state: State,
    synthesis: Synthesis,
    protocol: Protocol,
    vocabulary: Vocabulary | None,
    render: Render,
) -> dict[str, str]:
    """The content of every region, by its name."""
    values = view(state, synthesis, protocol, vocabulary)
    topic = TermLabels(vocabulary=vocabulary).topic
    names = (*BEFORE, *(section.name for section in topic.sections), *AFTER)
    return {name: render(f"review/{name}.md.j2", **values) for name in names}


def view(
    state: State, synthesis: Synthesis, protocol: Protocol, vocabulary: Vocabulary | None
) -> dict[str, object]:
    """What the templates of the review may use."""
    runs = state.runs
    names = TermLabels(vocabulary=vocabulary)
    return {
        "protocol": protocol,
        "state": state,
        "flow": prisma_flow(state),
        "overview": overview(state, synthesis, names.topic.roles),
        "included": sorted(state.included, key=_newest_first),
        "retracted": state.retracted,
        "held": {record.id: record for record in state.with_verdict(Verdict.INCLUDE)},
        "last_run": state.news_runs[-1] if state.news_runs else None,
        "routes": routes(state),
        "learning": state.learning,
        "audit": next((run for run in reversed(runs) if run.audit), None),
        "consultations": [run.consultation for run in runs if run.consultation],
        "readings": [run.reading for run in runs if run.reading],
        "recent": list(reversed(state.news_runs[-RECENT:])),
        "searches": _last_searches(state, protocol),
        "others": _other_searches(state, protocol),
        "strategies": [
            (name, strategy, protocol.lines.numbered(strategy))
            for name, strategy in protocol.search.strategies.items()
        ],
        "most": MOST,
        "folded": FOLDED,
        "cap": CAP,
        "few": FEW,
        "figures": gallery(state, synthesis, vocabulary),
        "reference": reference,
        "flowchart": Safe(flowchart(prisma_flow(state))),
        "since": since(state, synthesis, vocabulary),
        **findings(state, synthesis, protocol, names),
        **words(vocabulary),
        **helpers(),
    }


def findings(
    state: State, synthesis: Synthesis, protocol: Protocol, names: TermLabels
) -> dict[str, object]:
    """What the studies say together, for the templates."""
    return {
        "claims": synthesis.claims,
        "themes": answer(synthesis, state.by_id, names, most=FOLDED),
        "surest": surest(synthesis, state.by_id, names),
        "correlations": tables.correlations(synthesis, state, names),
        "effects": tables.changes(synthesis, state, names),
        "targets": tables.aims(synthesis, state, protocol, names),
        "disagreements": tables.disputes(synthesis, state, names, most=FEW),
        "overlaps": synthesis.overlaps,
        "gaps": gaps(state, synthesis, names.vocabulary) if names.vocabulary else (),
        "repeated": repeated(synthesis),
        "near": tables.near_misses(state),
        "oversight": human_overrides(state),
    }


def helpers() -> dict[str, object]:
    """Functions every template may call."""
    return {
        "named": phrases.named,
        "day": phrases.day,
        "counted": phrases.counted,
        "authors": phrases.authors,
        "place": phrases.place,
        "direction": phrases.direction,
        "groups": groups,
        "happened": phrases.happened,
        "instead": phrases.instead,
        "not_read": NOT_READ,
        "not_stated": NOT_STATED,
        "not_printed": labels.NOT_STATED,
        "ended": phrases.ended,
        "ranked": phrases.ranked,
        "decision_reasons": decision_reasons,
        "short": phrases.short,
        "sentence_case": phrases.sentence_case,
        "side": side,
        "arrow": arrow,
        "subject": subject,
        "support": support,
        "sentences": " ".join,
        "safe": Safe,
        "link": link,
        "code": code,
    }


def words(vocabulary: Vocabulary | None) -> dict[str, object]:
    """How templates name the terms of ``vocabulary``."""
    names = TermLabels(vocabulary=vocabulary)

    return {
        "names": names,
        "name": names.name,
        "where": names.where,
        "compared": names.compared,
        "stated": names.stated,
        "topic": names.topic,
    }


def groups(study: Study | None) -> str:
    """The groups as printed, or why there are none."""
    if study is None:
        return NOT_READ
    return "; ".join(f"{group.n} {group.label}" for group in study.groups) or NOT_STATED


def arrow(claim: Claim) -> str:
    """Which way a claim points, in a sign and a word."""
    if claim.agreement is Agreement.CONTRADICTED:
        return "⇅ contradictory"
    if disagreeing(claim):
        return "≠ reports disagree"
    words = LINKED if claim.clinical_variable else phrases.DIRECTIONS
    return words.get(claim.direction, phrases.DIRECTIONS[claim.direction])


def _newest_first(record: Record) -> tuple[int, str, str]:
    return -(record.year or 0), record.label, record.id


def _other_searches(state: State, protocol: Protocol) -> list[tuple[str, Search]]:
    """The last search of each strategy in each database beside PubMed, and its day."""
    plan = protocol.search.strategies
    last = {
        (search.source, search.strategy): (run.on, search)
        for run in state.runs
        for search in run.searches
        if search.source != PUBMED and search.strategy in plan and plan[search.strategy].elsewhere
    }
    return list(last.values())


def _last_searches(state: State, protocol: Protocol) -> dict[str, tuple[str, int]]:
    """When each strategy was last searched as it now reads, and how many hits were reported."""
    names = {
        protocol.lines.query(strategy): name
        for name, strategy in protocol.search.strategies.items()
    }
    return {
        names[search.query]: (run.on, search.reported)
        for run in state.runs
        for search in run.searches
        if search.query in names
    }
