"""The living review: the content of each marked region of ``REVIEW.md``."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.decisions import Verdict
from bot.domain.protocol import Protocol
from bot.domain.records import Record
from bot.domain.state import State
from bot.domain.studies import Finding, Study
from bot.extraction.vocabulary import Vocabulary
from bot.rendering import wording
from bot.rendering.foreign import Safe, link
from bot.synthesis.evidence import by_region
from bot.synthesis.flow import flow

Render = Callable[..., str]
"""Fills the template of a name."""

RECENT = 4
"""Runs whose news stand under "What changed last"."""
NOT_READ, NOT_STATED = "not read yet", "not stated in the abstract"
NO_REGION, NOT_READ_HERE = "no region named", "not read"

REGIONS = ("status", "changes", "findings", "studies", "waiting", "methods", "references")


@dataclass(frozen=True, kw_only=True)
class Reader:
    """What turns the review's ids into words that people read."""

    vocabulary: Vocabulary | None

    def name(self, kind: str, key: str) -> str:
        """The display name of a term; its id where the vocabulary has none."""
        terms = self.vocabulary.terms.get(kind, {}) if self.vocabulary else {}
        return terms[key].name if key in terms else key.removeprefix("other:").replace("_", " ")

    def compared(self, finding: Finding) -> str:
        """What is compared with what, where that was read."""
        return self.name("comparison", finding.comparison) or NOT_READ_HERE

    def where(self, finding: Finding) -> str:
        """The region with its side, or both ends of a connection."""
        one = f"{self._place(finding.region)}{side(finding.hemisphere)}"
        if not finding.region_b:
            return one
        if (finding.region_b, finding.hemisphere_b) == (finding.region, finding.hemisphere):
            return f"within: {one}"
        return f"{one} – {self._place(finding.region_b)}{side(finding.hemisphere_b)}"

    def _place(self, key: str) -> str:
        return self.name("region", key) if key else NO_REGION


def regions(
    state: State, protocol: Protocol, vocabulary: Vocabulary | None, render: Render
) -> dict[str, str]:
    """The content of every region, by its name."""
    values = view(state, protocol, vocabulary)
    return {name: render(f"review/{name}.md.j2", **values) for name in REGIONS}


def view(state: State, protocol: Protocol, vocabulary: Vocabulary | None) -> dict[str, object]:
    """What the templates of the review may use."""
    runs = state.runs
    return {
        "protocol": protocol,
        "state": state,
        "flow": flow(state),
        "regions": by_region(state),
        "included": sorted(state.included, key=_newest_first),
        "retracted": state.retracted,
        "held": {one.id: one for one in state.with_verdict(Verdict.INCLUDE)},
        "last_run": runs[-1] if runs else None,
        "learning": state.learning,
        "audit": next((one for one in reversed(runs) if one.audit), None),
        "consultations": [one.consultation for one in runs if one.consultation],
        "readings": [one.reading for one in runs if one.reading],
        "recent": list(reversed(runs[-RECENT:])),
        "searches": _last_searches(state, protocol),
        "strategies": [
            (name, one, protocol.lines.numbered(one))
            for name, one in protocol.search.strategies.items()
        ],
        **words(vocabulary),
        **helpers(),
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
        "not_read": NOT_READ,
        "not_stated": NOT_STATED,
        "ended": wording.ended,
        "ranked": wording.ranked,
        "short": wording.short,
        "side": side,
        "sentences": " ".join,
        "safe": Safe,
        "link": link,
    }


def words(vocabulary: Vocabulary | None) -> dict[str, object]:
    """How templates name the terms of ``vocabulary``."""
    reader = Reader(vocabulary=vocabulary)
    return {
        "name": reader.name,
        "where": reader.where,
        "compared": reader.compared,
        "no_region": NO_REGION,
    }


def groups(study: Study | None) -> str:
    """The groups as printed, or why there are none."""
    if study is None:
        return NOT_READ
    return "; ".join(f"{one.n} {one.label}" for one in study.groups) or NOT_STATED


def side(hemisphere: str) -> Safe:
    """The side behind a region's name."""
    return Safe(f" ({hemisphere})" if hemisphere in ("left", "right", "bilateral") else "")


def _newest_first(record: Record) -> tuple[int, str, str]:
    return -(record.year or 0), record.label, record.id


def _last_searches(state: State, protocol: Protocol) -> dict[str, tuple[str, int]]:
    """When each strategy was last searched as it now reads, and how many hits were reported."""
    names = {protocol.lines.query(one): name for name, one in protocol.search.strategies.items()}
    return {
        names[search.query]: (run.on, search.reported)
        for run in state.runs
        for search in run.searches
        if search.query in names
    }
