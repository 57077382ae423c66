"""Suggestions: issues in which readers name a paper, and what is read of them.

Only the identifier is taken from what a stranger writes; everything else that is known of the paper
comes from PubMed.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from bot.domain.records import bare_doi
from bot.domain.state import State
from bot.ports import Issue

LABEL = "living-review-suggestion"
FORM = ".github/ISSUE_TEMPLATE/suggest-a-paper.yml"
"""Where a review has the form, suggestions are read; the form labels the issue."""
MOST, MOST_OF_ONE = 25, 5
"""Suggestions that one job answers, and of these, the ones of one person."""
MOST_QUEUED = 25
"""Suggested papers that await a decision at a time; further new ones wait in their issues."""
MOST_AGAIN = 10
"""Issues with comments that one job looks at again, the latest changed first."""
_LONGEST = 5_000
"""Characters of an issue that are read."""
_ANSWER = re.compile(r"^###[^\n]*\n(.*?)(?=^###|\Z)", re.MULTILINE | re.DOTALL)
"""What stands under a question of the form."""
_PMID = re.compile(
    r"(?:\bpmid\s*:?\s*|(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/)(\d{1,9})\b",
    re.IGNORECASE,
)
_BARE_PMID = re.compile(r"^\s*(\d{1,9})\s*$", re.MULTILINE)
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s<>\"'`\]|]+")
_AFTER_DOI = ".,;:!?*_)"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperId:
    """The identifier of a paper: one of the two."""

    pmid: str = ""
    doi: str = ""

    def __str__(self) -> str:
        """As people write it."""
        return f"PMID {self.pmid}" if self.pmid else f"DOI {self.doi}"


def suggested_paper(body: str) -> PaperId | None:
    """The first identifier in an issue, a PMID before a DOI; None where it names none."""
    text = body[:_LONGEST].replace("\r", "")
    answer = _ANSWER.search(text)
    return next(_ids(answer[1] if answer else text), None)


def unanswered(issues: Sequence[Issue], bot_login: str) -> tuple[Issue, ...]:
    """The suggestions that nobody has commented on, as many as one job answers, the oldest first.

    ``bot_login`` is the bot's own, which suggests nothing.
    """
    by: Counter[str] = Counter()
    chosen: list[Issue] = []
    for issue in sorted(issues, key=lambda issue: issue.number):
        login = issue.by.login
        if issue.comments or not issue.by.person or login == bot_login or by[login] >= MOST_OF_ONE:
            continue
        by[login] += 1
        chosen.append(issue)
    return tuple(chosen[:MOST])


def free_places(state: State) -> int:
    """How many more suggested papers may be put before people."""
    return max(0, MOST_QUEUED - sum(bool(record.suggested) for record in state.queue))


def commented(issues: Sequence[Issue]) -> tuple[Issue, ...]:
    """Open suggestions with comments, the latest changed first: one may name its paper by now."""
    talked = [issue for issue in issues if issue.comments and issue.by.person]
    return tuple(sorted(talked, key=lambda issue: issue.updated, reverse=True)[:MOST_AGAIN])


def _ids(text: str) -> Iterator[PaperId]:
    for pattern in (_PMID, _BARE_PMID):
        if match := pattern.search(text):
            yield PaperId(pmid=match[1].lstrip("0"))
    for match in _DOI.finditer(unquote(text)):
        doi = bare_doi(_ended(match[0]))
        if doi.partition("/")[2]:
            yield PaperId(doi=doi)


def _ended(doi: str) -> str:
    """A DOI without the marks of the sentence around it; a bracket that it opened is its own."""
    while doi[-1] in _AFTER_DOI and not (doi[-1] == ")" and doi.count("(") >= doi.count(")")):
        doi = doi[:-1]
    return doi
