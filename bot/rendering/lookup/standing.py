"""What every answer carries: which review it is, how recent that is, and words made inert."""

from dataclasses import dataclass

from bot.domain.protocol import Protocol
from bot.domain.records import Record
from bot.domain.state import State
from bot.rendering.bibliography import short, unstopped
from bot.rendering.escaping import plain
from bot.rendering.phrases import day
from bot.screening.prompt_injection import injected_instruction

LONGEST = 500
"""Characters of one value from a paper or a person."""
WITHHELD = "[withheld: these words address a program and no reader; they stand in the paper]"
_CLOSING = str.maketrans("“”", '""')


@dataclass(frozen=True, kw_only=True)
class ReviewStanding:
    """Which review answers, and what it knew."""

    title: str
    searched: str
    """ISO date of the last search, empty before the first."""
    version: str
    """Name of the version that stands, empty before the first."""
    studies: int
    """Included studies."""

    @property
    def sentence(self) -> str:
        """All of it in one sentence."""
        when = f"last search {day(self.searched)}" if self.searched else "not searched yet"
        version = f", version {self.version}" if self.version else ""
        return f"Living review “{self.title}”: {when}{version}."


@dataclass(frozen=True, kw_only=True)
class CitedStudy:
    """A study as an answer cites it."""

    id: str
    label: str
    """First author and year."""
    address: str
    """The paper's address, empty where nowhere is known."""
    doubt: str
    """``retracted`` or ``expression of concern``; empty where nothing puts it in doubt."""


def standing(state: State, protocol: Protocol) -> ReviewStanding:
    """The standing of a review."""
    return ReviewStanding(
        title=for_assistant(protocol.title),
        searched=state.last_search,
        version=state.version.name if state.version else "",
        studies=len(state.included),
    )


def cited_study(record: Record) -> CitedStudy:
    """A record as a citation."""
    concern = "expression of concern" if record.concern else ""
    return CitedStudy(
        id=record.id,
        label=for_assistant(record.label),
        address=record.link,
        doubt="retracted" if record.retracted else concern,
    )


def titled(record: Record) -> str:
    """The title of a record, as an answer prints it."""
    return for_assistant(short(unstopped(record.title)))


def for_assistant(text: str) -> str:
    """Words from outside for an assistant: one line, cut to size, with no link or closing quote.

    What addresses a program is withheld.
    """
    if injected_instruction(text):
        return WITHHELD
    line = plain(text).translate(_CLOSING)
    return line if len(line) <= LONGEST else f"{line[:LONGEST].rstrip()}…"
