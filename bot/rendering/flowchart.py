"""The flow of records as PRISMA 2020 draws it, as a picture in Mermaid and as rows of a table."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.rendering.escaping import one_line
from bot.rendering.phrases import counted
from bot.synthesis.prisma_flow import PrismaFlow, UpdatedFlow

_MOST_REASONS = 8
_LONGEST = 90
_PLAIN = " ,.()-–"
_AGAIN = "the same papers under another identifier"
_ARROWS = (
    ("previous", "included"),
    ("identified", "screened"),
    ("identified", "removed"),
    ("identified", "undecided"),
    ("screened", "assessed"),
    ("screened", "excluded"),
    ("identified", "waiting"),
    ("assessed", "included"),
    ("assessed", "left"),
    ("assessed", "retracted"),
)
"""Which box leads to which, where both are drawn."""


class FlowPlace(StrEnum):
    """Where a count stands in the diagram; the value is its class on the site."""

    SOURCE = "source"
    GOES_ON = "goes-on"
    LEAVES = "leaves"
    """At the side: what is not carried on to the next stage."""


@dataclass(frozen=True, kw_only=True)
class FlowRow:
    """One count of the flow in words."""

    label: str
    total: int
    since: int | None = None
    """Of the records first identified since the version before; None where that says nothing."""
    parts: tuple["FlowRow", ...] = ()
    place: FlowPlace = FlowPlace.SOURCE


def flow_rows(flow: UpdatedFlow) -> list[FlowRow]:
    """Every count of the flow that is not nought, from identification to inclusion."""
    since = (
        {label: (n, parts) for _, label, n, parts in _counts(flow.since)} if flow.since else None
    )
    rows = [
        FlowRow(
            label=label,
            total=total,
            since=since[label][0] if since else None,
            parts=tuple(
                FlowRow(label=part, total=n, since=since[label][1].get(part, 0) if since else None)
                for part, n in parts.items()
                if n
            ),
            place=place,
        )
        for place, label, total, parts in _counts(flow.total)
    ]
    included, goes_on = flow.total.included, FlowPlace.GOES_ON
    ends = [FlowRow(label="Studies in this review", total=included, place=goes_on)]
    if flow.version:
        before = (
            FlowRow(label=f"Studies included in version {flow.version}", total=flow.previous),
            FlowRow(label="Of these, no longer included", total=flow.left),
            FlowRow(label="New studies included", total=flow.new),
        )
        ends = [*(row for row in before if row.total), *ends]
    return [*(row for row in rows if row.total or row.since), *ends]


def flowchart(flow: UpdatedFlow) -> str:
    """The flow as a fenced block of Mermaid; each box's parts add up to the box before."""
    boxes = {**_identification(flow), **_screening(flow.total), **_inclusion(flow)}
    drawn = {name: lines for name, lines in boxes.items() if lines}
    lines = ["```mermaid", "flowchart TD"]
    lines += [f'    {name}["{"<br>".join(parts)}"]' for name, parts in drawn.items()]
    lines += [f"    {start} --> {end}" for start, end in _ARROWS if {start, end} <= drawn.keys()]
    return "\n".join([*lines, "```"])


def _identification(flow: UpdatedFlow) -> dict[str, list[str]]:
    """The boxes of what came, by their names; those that say nothing are empty."""
    total = flow.total
    others = {
        _AGAIN: total.duplicates,
        "citation searching": total.citations,
        "beyond the search": total.beyond,
        "imported": total.elsewhere,
        "suggested by readers": total.suggested,
    }
    previous = [f"<b>Studies in version {_inert(flow.version)}</b>: {flow.previous:,}"]
    removed = [
        f"<b>Removed before screening</b>: {total.removed:,}",
        *([f"duplicates: {total.duplicates:,}"] if total.duplicates else []),
        *_reasons(_named("by the program, ", total.filtered)),
    ]
    undecided = ["<b>Not screened yet</b>", f"{total.undecided:,}"]
    return {
        "previous": previous if flow.version else [],
        "identified": [
            f"<b>Records identified</b>: {total.identified + total.duplicates:,}",
            *_reasons({**total.databases, **{name: n for name, n in others.items() if n}}),
        ],
        "removed": removed if total.removed else [],
        "undecided": undecided if total.undecided else [],
    }


def _screening(total: PrismaFlow) -> dict[str, list[str]]:
    """The boxes of what was looked at, and of what was left out."""
    by_program = {
        **total.ranked_low,
        **_named("by language models, ", total.by_models),
        **({"closed unscreened": total.closed} if total.closed else {}),
    }
    excluded = [f"<b>Excluded by the program</b>: {total.by_program:,}", *_reasons(by_program)]
    waiting = ["<b>Awaiting screening decision</b>", f"{total.waiting:,}"]
    left = [
        f"<b>Excluded by people</b>: {sum(total.by_people.values()):,}",
        *_reasons(total.by_people),
    ]
    return {
        "screened": ["<b>Records screened</b>", f"{total.screened:,}"],
        "excluded": excluded if total.by_program else [],
        "waiting": waiting if total.waiting else [],
        "assessed": ["<b>Reports assessed for eligibility</b>", f"{total.assessed:,}"],
        "left": left if total.by_people else [],
    }


def _inclusion(flow: UpdatedFlow) -> dict[str, list[str]]:
    """The boxes of what the review rests on, and of what it did rest on before."""
    total = flow.total
    retracted = [
        "<b>Removed</b>",
        f"{counted(total.retracted, 'study', 'studies')} retracted since",
    ]
    included = [f"<b>Studies in this review</b>: {total.included:,}"]
    if flow.version:
        included += [f"in the version before: {flow.previous - flow.left:,}", f"new: {flow.new:,}"]
    return {"retracted": retracted if total.retracted else [], "included": included}


def _counts(flow: PrismaFlow) -> Iterator[tuple[FlowPlace, str, int, Mapping[str, int]]]:
    """Each count with its place, its label and its parts."""
    source, goes_on, leaves = FlowPlace
    databases = {**flow.databases, _AGAIN: flow.duplicates}
    yield source, "Records identified from databases", sum(databases.values()), databases
    yield source, "Records identified through citation searching", flow.citations, {}
    yield source, "Records found in PubMed's files beyond the search", flow.beyond, {}
    yield source, "Records imported", flow.elsewhere, {}
    yield source, "Records suggested by readers", flow.suggested, {}
    removed = {
        "duplicates": flow.duplicates,
        **_named("by the program, from the database's own data: ", flow.filtered),
    }
    yield leaves, "Records removed before screening", flow.removed, removed
    yield leaves, "Records not screened yet", flow.undecided, {}
    yield leaves, "Records awaiting a screening decision", flow.waiting, {}
    yield goes_on, "Records screened (title and abstract)", flow.screened, {}
    excluded = {
        **_named("by the classifier: ", flow.ranked_low),
        **_named("by agreeing language models: ", flow.by_models),
        "by the rule for stopping: not screened by a person": flow.closed,
    }
    yield leaves, "Records excluded by the program", flow.by_program, excluded
    yield goes_on, "Reports assessed for eligibility", flow.assessed, {}
    by_people = flow.by_people
    yield leaves, "Reports excluded by people", sum(by_people.values()), by_people
    yield leaves, "Studies removed after retraction", flow.retracted, {}
    unread = flow.included - flow.full_text
    reports = {
        "full text retrieved and read": flow.full_text,
        "full text not retrieved: extracted from the abstract, or not read yet": unread,
    }
    yield goes_on, "Reports of included studies", flow.included, reports


def _named(before: str, counts: Mapping[str, int]) -> dict[str, int]:
    return {f"{before}{name}": count for name, count in counts.items()}


def _reasons(because: Mapping[str, int]) -> list[str]:
    shown = list(because.items())[:_MOST_REASONS]
    rest = sum(because.values()) - sum(n for _, n in shown)
    lines = [f"{_inert(why)}: {n:,}" for why, n in shown]
    return lines + ([f"other reasons: {rest:,}"] if rest else [])


def _inert(text: str) -> str:
    """Foreign text for a box: whatever Mermaid, HTML or Markdown could read is a number."""
    shown = one_line(text)
    shown = shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"
    return "".join(
        letter if letter.isalnum() or letter in _PLAIN else f"#{ord(letter)};" for letter in shown
    )
