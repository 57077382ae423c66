"""Boxes to tick in the pull request's body, and what ticking them says.

A box is one line of a task list; a hidden mark names the paper, so that nothing is read off
wording. A paper's number in the body has such a mark, too: people may name papers by it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, unquote

from bot.domain.verdicts import Verdict

_BOX = re.compile(
    r"^\s*[-*+] \[([ xX])\] <!-- living-review:(include|exclude) (\S{1,300})(?: (\S{1,300}))? -->",
    re.MULTILINE,
)
_FINDING = re.compile(
    r"^\s*[-*+] \[([ xX])\] <!-- living-review:(drop|confirm|bias) (\S{1,300})"
    r" (f\d{1,4}|[a-z_]{1,20}=[a-z]{1,10}) -->",
    re.MULTILINE,
)
_NUMBERED = re.compile(r"<!-- living-review:paper (\d{1,5}) (\S{1,300}) -->")
_REVISION = re.compile(r"<!-- living-review:revision (\d{1,9}) -->")
_CONTROL = re.compile(r"^- \[([ xX])\] <!-- living-review:press ([a-z]{1,20}) -->", re.MULTILINE)
_NOTE = re.compile(r"^<!-- living-review:note -->([^\r\n]*)", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """One box that a person changed."""

    record: str
    verdict: Verdict
    """``unsure`` for a box whose tick was taken away: the paper waits again."""
    criterion: str = ""
    """The criterion that the box names, where it excludes for one."""


def box(
    verdict: Verdict, record: str, label: str, *, criterion: str = "", ticked: bool = False
) -> str:
    """The line that decides ``record`` when it is ticked; ``label`` is Markdown of our own."""
    why = f" {_coded(criterion)}" if criterion else ""
    sign = "x" if ticked else " "
    return f"- [{sign}] <!-- living-review:{verdict} {_coded(record)}{why} --> {label}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingTick:
    """One box of a finding, or of a study's risk of bias, that a person ticked."""

    record: str
    act: str
    """``drop``, ``confirm`` or ``bias``: the command that it stands for."""
    finding: str
    """The finding's id; of a risk of bias, the domain and its judgement."""


def finding_box(act: str, record: str, finding: str, label: str) -> str:
    """The line that drops or confirms a finding when it is ticked, beneath that finding."""
    return f"  - [ ] <!-- living-review:{act} {_coded(record)} {finding} --> {label}"


def finding_ticks(before: str, after: str) -> tuple[FindingTick, ...]:
    """The boxes of findings that are ticked in ``after`` and stood empty in ``before``.

    To take such a tick away changes nothing: what was dropped is read again by ``/recheck``.
    """
    empty = {tuple(box) for sign, *box in _FINDING.findall(before) if sign == " "}
    return tuple(
        FindingTick(record=unquote(record), act=act, finding=finding)
        for sign, act, record, finding in _FINDING.findall(after)
        if sign != " " and (act, record, finding) in empty
    )


def numbered(number: int, record: str) -> str:
    """The hidden mark by which ``number`` names ``record`` in commands."""
    return f"<!-- living-review:paper {number} {_coded(record)} -->"


def numbers(body: str) -> dict[int, str]:
    """The papers that the body numbers."""
    papers: dict[int, str] = {}
    for number, record in _NUMBERED.findall(body):
        papers.setdefault(int(number), unquote(record))
    return papers


def ticks(before: str, after: str) -> tuple[Tick, ...]:
    """What changed from one body to the next.

    A box that only one of the two bodies has was written or removed by whoever wrote the body:
    nobody ticked it. A paper of which several boxes changed at once is as its newest ticks say;
    new ticks that include and exclude contradict each other and say nothing. Of several criteria
    the first counts.
    """
    old, new = _boxes(before), _boxes(after)
    ticked: dict[str, list[Tick]] = {}
    emptied: dict[str, None] = {}
    for key, ticked_now in new.items():
        was = old.get(key)
        if was is None or was == ticked_now:
            continue
        record, verdict, criterion = key
        if ticked_now:
            tick = Tick(record=record, verdict=verdict, criterion=criterion)
            ticked.setdefault(record, []).append(tick)
        else:
            emptied[record] = None
    ticks = [own[0] for own in ticked.values() if len({tick.verdict for tick in own}) == 1]
    left = (key for key in emptied if key not in ticked and not _any(new, key))
    return (*ticks, *(Tick(record=key, verdict=Verdict.UNSURE) for key in left))


def aligned(body: str, decided: Mapping[str, tuple[Verdict, str]]) -> str:
    """``body`` with its boxes as people decided.

    ``decided`` has their verdict and its criterion by paper. One box is ticked for a paper: that of
    the criterion, else the one that names none, where the body has it.
    """
    boxes = _boxes(body)

    def as_decided(match: re.Match[str]) -> str:
        record, criterion = unquote(match[3]), unquote(match[4] or "")
        verdict, why = decided.get(record, (Verdict.UNSURE, ""))
        exact = (record, verdict, why) in boxes
        ticked = verdict == match[2] and criterion == (why if exact else "")
        if ticked == (match[1] != " "):
            return match[0]
        return match[0].replace(f"[{match[1]}]", "[x]" if ticked else "[ ]", 1)

    return _BOX.sub(as_decided, body)


def revision(body: str) -> int:
    """Which of the program's own texts a body is, whatever people ticked in it; 0 for none."""
    match = _REVISION.search(body)
    return int(match[1]) if match else 0


def revised(body: str, number: int) -> str:
    """``body`` as the program's text of that number."""
    return f"{_REVISION.sub('', body).rstrip()}\n\n<!-- living-review:revision {number} -->\n"


def control(name: str, label: str) -> str:
    """The line that does ``name`` when it is ticked; ``label`` is Markdown of our own."""
    return f"- [ ] <!-- living-review:press {name} --> {label}"


def pressed(body: str) -> tuple[str, ...]:
    """The controls that stand ticked, each once: the program ticks none."""
    return tuple(dict.fromkeys(name for sign, name in _CONTROL.findall(body) if sign != " "))


def answered(body: str, sentence: str) -> str:
    """``body`` with its controls released and ``sentence``, Markdown of ours, as its note."""
    free = _CONTROL.sub(lambda match: match[0].replace(f"[{match[1]}]", "[ ]", 1), body)
    return _NOTE.sub(lambda _: note(sentence), free)


def note(sentence: str) -> str:
    """The place in a body where the last thing worth saying stands, on a line of its own."""
    return f"<!-- living-review:note --> {sentence}".rstrip()


def noted(body: str) -> str:
    """What the note of ``body`` says, empty where it says nothing or there is none."""
    match = _NOTE.search(body)
    return match[1].strip() if match else ""


_Box = tuple[str, Verdict, str]
"""What a box says: the paper, the verdict, and the criterion if it names one."""


def _any(boxes: dict[_Box, bool], record: str) -> bool:
    return any(ticked for (key, _, _), ticked in boxes.items() if key == record)


def _boxes(body: str) -> dict[_Box, bool]:
    return {
        (unquote(record), Verdict(verdict), unquote(criterion)): ticked != " "
        for ticked, verdict, record, criterion in _BOX.findall(body)
    }


def _coded(record: str) -> str:
    """An id that cannot end the hidden mark it stands in."""
    return quote(record, safe="").replace("-", "%2D")
