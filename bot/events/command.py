"""Command: what one command of a person does to the state, and the true answer to it."""

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from bot.domain.decisions import Decision, Judge, Verdict
from bot.domain.protocol import Protocol
from bot.domain.records import Record, bare_doi
from bot.domain.state import State
from bot.domain.studies import Study
from bot.events.comments import Command
from bot.events.study_edits import Unfit, edited_study
from bot.extraction.vocabulary import Vocabulary
from bot.rendering.escaping import one_line
from bot.rendering.phrases import counted, day
from bot.rendering.record_history import record_history

DUPLICATE = "duplicate"
"""What any paper may fail besides the criteria: it is in the review already."""
LONGEST_SNOOZE = timedelta(weeks=26)
_PERIOD = re.compile(r"(\d{1,3})\s*(day|week|month)s?")
_DAYS = {"day": 1, "week": 7, "month": 30}
_PUBMED = re.compile(r"(?:https?://pubmed\.ncbi\.nlm\.nih\.gov/|pmid:?)(\d+)/?", re.IGNORECASE)


class Kind(StrEnum):
    """What became of a command."""

    DONE = "Done"
    NOTHING = "Nothing to do"
    REFUSED = "Not allowed"
    UNKNOWN = "Not understood"
    ANSWER = "Answer"


@dataclass(frozen=True, kw_only=True)
class Said:
    """Who said something, when, where, and what the program has at hand to follow it."""

    by: str
    """The person's login."""
    today: date
    pull: int
    protocol: Protocol
    vocabulary: Vocabulary | None
    numbers: Mapping[int, str]
    """The papers that the body numbers, as the person saw it."""
    read: Callable[[State, Record], Study | None]
    """Reads a paper anew; None where its words cannot be had now."""


@dataclass(frozen=True, kw_only=True)
class Done:
    """What came of one command."""

    kind: Kind
    sentence: str
    decision: Decision | None = None
    study: Study | None = None
    """A study as it stands now."""
    record: str = ""
    until: str = ""
    details: str = ""
    """Plain text that is shown folded."""


Function = Callable[[State, Command, Said], Done]


def command(
    state: State, asked: Command, said: Said, *, may_write: bool, by_box: bool = False
) -> Done:
    """What ``asked`` comes to; nothing is changed for people who may not write.

    ``by_box`` is an exclusion by a ticked box, which names no criterion.
    """
    function = COMMANDS.get(asked.name)
    if function is None:
        return _unknown(asked)
    if not may_write and asked.name not in FOR_ALL:
        return Done(
            kind=Kind.REFUSED,
            sentence="Only people with write access to this repository decide. Thank you all the"
            " same: they can read what you wrote.",
        )
    if by_box:
        return _decided(state, asked, said, Verdict.EXCLUDE)
    return function(state, asked, said)


def _include(state: State, asked: Command, said: Said) -> Done:
    return _decided(state, asked, said, Verdict.INCLUDE)


def _unsure(state: State, asked: Command, said: Said) -> Done:
    return _decided(state, asked, said, Verdict.UNSURE)


def _exclude(state: State, asked: Command, said: Said) -> Done:
    key, _, rest = asked.rest.partition(" ")
    names = [*said.protocol.criteria, DUPLICATE]
    # The longest name first: one may open with another.
    for name in sorted(names, key=len, reverse=True):
        for spelled in (name, name.replace(" ", "-"), name.replace(" ", "_")):
            if rest.lower() == spelled.lower() or rest.lower().startswith(f"{spelled.lower()} "):
                named = replace(asked, rest=f"{key} {rest[len(spelled) :]}".strip())
                return _decided(state, named, said, Verdict.EXCLUDE, name)
    near = difflib.get_close_matches(rest.split(" ")[0].lower(), names, n=1) if rest else []
    meant = f" Did you mean “/exclude {key} {near[0]}”?" if near else ""
    listed = ", ".join(names)
    return Done(
        kind=Kind.UNKNOWN,
        sentence=f"Which criterion does it fail? Write one of {listed} after the paper.{meant}",
    )


def _decided(
    state: State, asked: Command, said: Said, verdict: Verdict, criterion: str = ""
) -> Done:
    key, _, reason = asked.rest.partition(" ")
    record = _named(state, key, said)
    if record is None:
        return _no_paper(key)
    if record.retracted and verdict is Verdict.INCLUDE:
        return Done(
            kind=Kind.NOTHING, sentence=f"{record.label} was retracted: it stays out of every table"
        )
    held = state.current_decisions.get(record.id)
    if held and (held.judge, held.verdict, held.criterion) == (Judge.PERSON, verdict, criterion):
        when = f"{_words(verdict, criterion)} by {held.by} on {day(held.on)}"
        return Done(kind=Kind.NOTHING, sentence=f"{record.label} is {when} already")
    decision = Decision(
        record=record.id, verdict=verdict, judge=Judge.PERSON, by=said.by,
        on=max(said.today.isoformat(), held.on if held else ""),
        reasons=(one_line(reason) or f"Said in pull request {said.pull}.",), criterion=criterion,
    )  # fmt: skip
    return Done(
        kind=Kind.DONE, decision=decision, record=record.id,
        sentence=f"{record.label} is {_words(verdict, criterion)}{_before(held)}",
    )  # fmt: skip


def _fix(state: State, asked: Command, said: Said) -> Done:
    key, _, change = asked.rest.partition(" ")
    record = _named(state, key, said)
    if record is None:
        return _no_paper(key)
    study = state.studies.get(record.id)
    if study is None:
        return Done(kind=Kind.NOTHING, sentence=f"{record.label} has not been read yet")
    field, sign, value = change.partition("=")
    if not sign:
        return Done(
            kind=Kind.UNKNOWN,
            sentence=f"Write what to correct as in “/fix {record.id} f1.direction=increase”.",
        )
    try:
        made = edited_study(study, field.strip(), value.strip().strip("\"'“”"), said.vocabulary)
    except Unfit as fault:
        return Done(kind=Kind.UNKNOWN, sentence=str(fault))
    if made.study == study:
        return Done(kind=Kind.NOTHING, sentence=f"{record.label}: {field} was that already")
    return Done(
        kind=Kind.DONE, study=made.study, record=record.id,
        sentence=f"{record.label}: {made.sentence}; no program changes it again",
    )  # fmt: skip


def _recheck(state: State, asked: Command, said: Said) -> Done:
    record = _named(state, asked.rest, said)
    if record is None:
        return _no_paper(asked.rest)
    held = state.studies.get(record.id)
    if held is None and record not in state.included:
        return Done(kind=Kind.NOTHING, sentence=f"{record.label} is not in the review")
    study = said.read(state, record)
    if study is None:
        return Done(
            kind=Kind.NOTHING,
            sentence=f"The words of {record.label} cannot be had now; ask again later",
        )
    if held and replace(study, seal=held.seal) == held:
        return Done(kind=Kind.NOTHING, sentence=f"{record.label} reads as it did before")
    mine = " What people set was kept." if held and held.checked else ""
    return Done(
        kind=Kind.DONE, study=study, record=record.id,
        sentence=f"{record.label} was read again:"
        f" {counted(len(study.findings), 'finding')}.{mine}",
    )  # fmt: skip


def _why(state: State, asked: Command, said: Said) -> Done:
    record = _named(state, asked.rest, said)
    if record is None:
        return _no_paper(asked.rest)
    text = record_history(state, said.protocol, record.id) or ""
    return Done(
        kind=Kind.ANSWER, sentence=f"What is known of {record.label} stands below", details=text
    )


def _snooze(state: State, asked: Command, said: Said) -> Done:
    if asked.rest.lower() in ("off", "no", "0"):
        if state.quiet_until <= said.today.isoformat():
            return Done(kind=Kind.NOTHING, sentence="Nothing was snoozed")
        until = said.today
        told = "Snoozing has ended"
    else:
        period = _PERIOD.fullmatch(asked.rest.lower())
        length = timedelta(days=int(period[1]) * _DAYS[period[2]]) if period else timedelta(0)
        if not timedelta(0) < length <= LONGEST_SNOOZE:
            return Done(
                kind=Kind.UNKNOWN,
                sentence="Say for how long, 26 weeks at most: “/snooze 4 weeks”. “/snooze off”"
                " ends it.",
            )
        until = said.today + length
        told = (
            f"Until {day(until.isoformat())} nobody is asked or reminded and no new pull request is"
            " opened, unless a study is retracted; the searches go on"
        )
    return Done(kind=Kind.DONE, sentence=told, until=until.isoformat())


def _help(_: State, __: Command, said: Said) -> Done:
    criteria = ", ".join(said.protocol.criteria)
    lines = [f"  {usage:<34}{meaning}" for usage, meaning in USAGE.items()]
    return Done(
        kind=Kind.ANSWER,
        sentence="These commands work at the beginning of a line, several in one comment",
        details="\n".join([
            *lines, "", f"Criteria here: {criteria}.",
            "ID is a PMID, a DOI, or the number of the paper in the pull request.",
        ]),
    )  # fmt: skip


COMMANDS: Mapping[str, Function] = {
    "include": _include,
    "exclude": _exclude,
    "unsure": _unsure,
    "fix": _fix,
    "why": _why,
    "recheck": _recheck,
    "snooze": _snooze,
    "help": _help,
}
FOR_ALL = ("why", "help")
"""Commands that change nothing: anybody may use them."""
USAGE = {
    "/include ID [reason]": "the paper belongs",
    "/exclude ID CRITERION [reason]": "it does not, and which criterion it fails",
    "/unsure ID": "it waits for a decision again",
    "/fix ID FIELD=VALUE": "correct what was read, for example f1.direction=increase",
    "/why ID": "all that is known of the paper, and why it was decided so",
    "/recheck ID": "read the paper again; what people set stays",
    "/snooze 4 weeks": "ask nobody for so long; /snooze off ends it",
    "/help": "this list",
}


def _named(state: State, key: str, said: Said) -> Record | None:
    """The paper that ``key`` names: its number in the body, its id, PMID or DOI."""
    wanted = key.strip().strip(",;")
    if link := _PUBMED.fullmatch(wanted):
        wanted = link[1]
    number = wanted.removeprefix("#")
    if number.isdecimal() and int(number) in said.numbers:
        return state.by_id.get(said.numbers[int(number)])
    if wanted in state.by_id:
        return state.by_id[wanted]
    doi = bare_doi(wanted)
    return next(
        (
            record for record in state.by_id.values()
            if wanted and (record.pmid == wanted or (record.doi and bare_doi(record.doi) == doi))
        ),
        None,
    )  # fmt: skip


def _no_paper(key: str) -> Done:
    shown = f"No paper is known here as “{key}”." if key else "Which paper?"
    return Done(
        kind=Kind.UNKNOWN,
        sentence=f"{shown} Name it by its PMID, its DOI, or its number in the text above.",
    )


def _unknown(asked: Command) -> Done:
    near = difflib.get_close_matches(asked.name, COMMANDS, n=1, cutoff=0.5)
    hint = f"Did you mean “/{near[0]}”?" if near else "“/help” lists the commands."
    return Done(kind=Kind.UNKNOWN, sentence=f"There is no such command. {hint}")


def _words(verdict: Verdict, criterion: str) -> str:
    if verdict is Verdict.EXCLUDE:
        return f"excluded ({criterion})" if criterion else "excluded"
    return "included" if verdict is Verdict.INCLUDE else "waiting for a decision"


def _before(decision: Decision | None) -> str:
    if decision is None:
        return ""
    who = decision.by if decision.judge is Judge.PERSON else "the program"
    return f"; before, {who} had it {_words(decision.verdict, '')}"
