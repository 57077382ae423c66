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
from bot.rendering import tables, wording
from bot.rendering.answer import answer, surest
from bot.rendering.figures.gallery import gallery
from bot.rendering.flowchart import flowchart
from bot.rendering.foreign import Safe, code, link
from bot.rendering.names import Names, side
from bot.rendering.references import reference
from bot.rendering.sentences import disagreeing, subject, support
from bot.rendering.turns import since
from bot.synthesis.flow import flow, routes
from bot.synthesis.gaps import KINDS, gaps, repeated
from bot.synthesis.oversight import oversight
from bot.synthesis.overview import overview

Render = Callable[..., str]
"""Fills the template of a name."""

PUBMED = "PubMed"
"""What runs call the database in whose syntax the protocol's lines are."""
RECENT = 4
"""Runs whose news stand under "What changed last"."""
NOT_READ, NOT_STATED = "not read yet", "not stated in the abstract"
NOT_PRINTED = "not stated"

REGIONS = (
    "status", "changes", "guide", "answer", "glance", "disagreements", "correlations",
    "interventions", "targets", "gaps", "studies", "waiting", "methods", "excluded", "references",
)  # fmt: skip
GAPS = {
    "cancer": "Cancers",
    "pain": "Kinds of pain",
    "modality": "Imaging",
    "comparison": "Comparisons",
    "family": "Measures",
}
FIELDS = {
    **KINDS,
    "origin": "origins",
    "correction": "corrections",
    "scope": "scopes",
    "intervention": "interventions",
}
"""Kinds of term, and the field of a study's facts that holds them."""
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
    return {name: render(f"review/{name}.md.j2", **values) for name in REGIONS}


def view(
    state: State, synthesis: Synthesis, protocol: Protocol, vocabulary: Vocabulary | None
) -> dict[str, object]:
    """What the templates of the review may use."""
    runs = state.runs
    names = Names(vocabulary=vocabulary)
    return {
        "protocol": protocol,
        "state": state,
        "flow": flow(state),
        "overview": overview(state, synthesis),
        "included": sorted(state.included, key=_newest_first),
        "retracted": state.retracted,
        "held": {one.id: one for one in state.with_verdict(Verdict.INCLUDE)},
        "last_run": runs[-1] if runs else None,
        "routes": routes(state),
        "learning": state.learning,
        "audit": next((one for one in reversed(runs) if one.audit), None),
        "consultations": [one.consultation for one in runs if one.consultation],
        "readings": [one.reading for one in runs if one.reading],
        "recent": list(reversed(runs[-RECENT:])),
        "searches": _last_searches(state, protocol),
        "others": _other_searches(state, protocol),
        "strategies": [
            (name, one, protocol.lines.numbered(one))
            for name, one in protocol.search.strategies.items()
        ],
        "most": MOST,
        "folded": FOLDED,
        "cap": CAP,
        "few": FEW,
        "figures": gallery(state, synthesis, vocabulary),
        "reference": reference,
        "flowchart": Safe(flowchart(flow(state))),
        "since": since(state, synthesis, vocabulary),
        **findings(state, synthesis, protocol, names),
        **words(vocabulary),
        **helpers(),
    }


def findings(
    state: State, synthesis: Synthesis, protocol: Protocol, names: Names
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
        "gap_names": GAPS,
        "repeated": repeated(synthesis),
        "near": tables.near_misses(state),
        "oversight": oversight(state),
    }


def helpers() -> dict[str, object]:
    """Functions every template may call."""
    return {
        "named": wording.named,
        "day": wording.day,
        "counted": wording.counted,
        "authors": wording.authors,
        "place": wording.place,
        "direction": wording.direction,
        "groups": groups,
        "happened": wording.happened,
        "instead": wording.instead,
        "not_read": NOT_READ,
        "not_stated": NOT_STATED,
        "not_printed": NOT_PRINTED,
        "ended": wording.ended,
        "ranked": wording.ranked,
        "short": wording.short,
        "side": side,
        "arrow": arrow,
        "subject": subject,
        "support": support,
        "tesla": tesla,
        "sentences": " ".join,
        "safe": Safe,
        "link": link,
        "code": code,
    }


def words(vocabulary: Vocabulary | None) -> dict[str, object]:
    """How templates name the terms of ``vocabulary``."""
    names = Names(vocabulary=vocabulary)

    def listed(study: Study, *kinds: str) -> str:
        """The study's facts of some kinds, by name."""
        facts = ((kind, one) for kind in kinds for one in getattr(study.facts, FIELDS[kind]))
        found = dict.fromkeys(names.name(kind, one.value) for kind, one in facts)
        return ", ".join(found) or NOT_PRINTED

    return {
        "names": names,
        "name": names.name,
        "where": names.where,
        "compared": names.compared,
        "listed": listed,
    }


def groups(study: Study | None) -> str:
    """The groups as printed, or why there are none."""
    if study is None:
        return NOT_READ
    return "; ".join(one.printed for one in study.groups) or NOT_STATED


def arrow(claim: Claim) -> str:
    """Which way a claim points, in a sign and a word."""
    if claim.agreement is Agreement.CONTRADICTED:
        return "⇅ contradictory"
    if disagreeing(claim):
        return "≠ reports disagree"
    words = LINKED if claim.clinical_variable else wording.DIRECTIONS
    return words.get(claim.direction, wording.DIRECTIONS[claim.direction])


def tesla(study: Study) -> str:
    """The field strengths behind a study's modalities."""
    printed = dict.fromkeys(one.value for one in study.facts.field_strengths)
    return f", {' and '.join(printed)} tesla" if printed else ""


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
    names = {protocol.lines.query(one): name for name, one in protocol.search.strategies.items()}
    return {
        names[search.query]: (run.on, search.reported)
        for run in state.runs
        for search in run.searches
        if search.query in names
    }
