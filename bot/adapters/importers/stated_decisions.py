"""What screening programs write about a paper into its notes and keywords.

ASReview marks RIS entries ``ASReview_relevant`` and adds ``asreview_time: …``; Rayyan writes
``RAYYAN-INCLUSION: {"Anna"=>"Included"}``; Covidence ``Exclusion reason: …``. None of this is
documented as a format: it is what their exports hold (ASReview 2.0, ``asreview/data/ris.py``).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot import json_input
from bot.adapters.importers import fields
from bot.domain.import_items import ImportItem
from bot.domain.verdicts import Verdict

_ASREVIEW = re.compile(r"asreview_(relevant|irrelevant|not_seen|prior)\b\.?", re.IGNORECASE)
_NAMED = re.compile(
    r"^(?:asreview_(?P<own>\w+)|(?P<plain>decided_on|decided_by|decision|reason)):\s*(?P<value>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_RAYYAN = re.compile(r"RAYYAN-(INCLUSION|LABELS|EXCLUSION-REASONS|TOPICS):\s*(.*?)\s*(?=\||$)")
_RAYYAN_VOTE = re.compile(r'"(?P<by>[^"]*)"\s*=>\s*"(?P<vote>[^"]*)"')
_COVIDENCE = re.compile(r"Exclusion reason:\s*(?P<reason>[^;]*);?\s*(?P<rest>.*)", re.DOTALL)
LONGEST_REASON = 100
"""Characters: a reason names a criterion, and a diagram counts papers by it."""
_LONGEST = 1000


@dataclass(frozen=True, kw_only=True)
class StatedDecision:
    """What the notes of an entry say that people decided, and why."""

    verdict: Verdict | None = None
    by: str = ""
    on: str = ""
    reason: str = ""
    """Why it was excluded, as far as the program names that by itself."""
    note: str = ""
    tags: tuple[str, ...] = ()


def stated_decision(notes: Iterable[object]) -> StatedDecision:
    """The decision in an entry's notes; marks that contradict each other give none."""
    verdicts: set[Verdict | None] = set()
    named: dict[str, str] = {}
    kept, tags = list[str](), list[str]()
    for value in notes:
        text = fields.prose(value)
        verdicts |= {fields.verdict(f"asreview_{word}") for word in _ASREVIEW.findall(text)}
        text = fields.plain(_ASREVIEW.sub("", text))
        if match := _NAMED.match(text):
            named[_key(match["own"] or match["plain"])] = _value(match["value"])
        elif "RAYYAN-" in text:
            rayyan = _rayyan(text)
            verdicts.add(rayyan.verdict)
            kept.append(rayyan.note)
            named.setdefault("reason", rayyan.reason)
            tags += rayyan.tags
            named.setdefault("decided_by", rayyan.by)
        elif match := _COVIDENCE.search(text):
            verdicts.add(Verdict.EXCLUDE)
            named.setdefault("reason", match["reason"].strip())
            kept.append(match["rest"].strip("; "))
        elif text:
            kept.append(text)
    tags += [f"{key.partition('_')[2]}: {text}".removeprefix(": ") for key, text in named.items()
             if key.startswith("tag") and text]  # fmt: skip
    verdicts.add(fields.verdict(named.get("decision")))
    stated = verdicts - {None}
    return StatedDecision(
        verdict=next(iter(stated)) if len(stated) == 1 else None,
        by=named.get("decided_by", ""),
        on=fields.day(named.get("decided_on") or named.get("time", "")),
        reason=named.get("reason", "")[:LONGEST_REASON],
        note="; ".join(dict.fromkeys(filter(None, (named.get("note", ""), *kept))))[:_LONGEST],
        tags=tuple(tags),
    )


def with_decision(item: ImportItem, stated: StatedDecision) -> ImportItem:
    """``item`` with what was decided on it; without a decision, its notes say nothing here."""
    item = replace(item, tags=tuple(dict.fromkeys((*item.tags, *stated.tags))))
    if stated.verdict is None:
        return item
    excluded = stated.verdict is Verdict.EXCLUDE
    notes = (stated.note,) if excluded else (stated.reason, stated.note)
    return replace(
        item,
        verdict=stated.verdict,
        by=stated.by,
        on=stated.on,
        reason=stated.reason if excluded else "",
        note="; ".join(filter(None, notes)),
    )


def _key(name: str) -> str:
    """The name of a value; groups of tags keep the letters that people gave them."""
    return name if name.lower().startswith("tag") else name.lower()


def _value(text: str) -> str:
    """A value as JSON or as plain text: ASReview writes the one, people the other."""
    try:
        value = json_input.loads(text)
    except ValueError:
        return fields.plain(text)
    if isinstance(value, list):
        return "; ".join(fields.plain(entry) for entry in value)
    return fields.plain(value)


def _rayyan(text: str) -> StatedDecision:
    """Rayyan's votes: a verdict where all who voted agree, ``Maybe`` being no vote."""
    sections = {match[1]: match[2] for match in _RAYYAN.finditer(text)}
    votes = [
        (match["by"], fields.verdict(match["vote"]))
        for match in _RAYYAN_VOTE.finditer(sections.get("INCLUSION", ""))
    ]
    verdicts = {vote for _, vote in votes if vote}
    rest = fields.plain(_RAYYAN.sub("", text).replace("|", " "))
    reasons = fields.parts(sections.get("EXCLUSION-REASONS", ""), ",")
    disputed = "The file says both." if len(verdicts) > 1 else ""
    return StatedDecision(
        verdict=next(iter(verdicts)) if len(verdicts) == 1 else None,
        by=", ".join(by for by, vote in votes if vote),
        reason=", ".join(reasons),
        note="; ".join(filter(None, (rest, disputed))),
        tags=fields.parts(sections.get("LABELS", ""), ","),
    )
