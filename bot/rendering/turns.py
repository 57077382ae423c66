"""What changed since the last version, in words, for the review and the pull request."""

from dataclasses import dataclass

from bot.domain.claims import Synthesis
from bot.domain.records import Record
from bot.domain.state import State
from bot.extraction.vocabulary import Vocabulary
from bot.rendering.answer import anchor, cited, page_of
from bot.rendering.foreign import Safe
from bot.rendering.names import Names
from bot.rendering.sentences import told
from bot.synthesis.changes import changes
from bot.synthesis.synthesis import synthesised


@dataclass(frozen=True, kw_only=True)
class Turned:
    """One thing that is believed otherwise than before."""

    text: str
    causes: Safe
    """The studies that did it."""
    words: Safe
    """A link to the words, empty where no study supports it any more."""


@dataclass(frozen=True, kw_only=True)
class Since:
    """Everything that changed since a day."""

    day: str
    """ISO date; empty where nothing was known before."""
    turned: tuple[Turned, ...]
    new: tuple[Record, ...]


def since(state: State, synthesis: Synthesis, vocabulary: Vocabulary | None) -> Since:
    """What changed since the last version, or where there is none yet since the run before."""
    day = _last(state)
    before = state.as_of(day) if day else State()
    names = Names(vocabulary=vocabulary)
    held = {one.id for one in before.included}
    turned = tuple(
        Turned(
            text=told(one, names),
            causes=cited(one.causes, state.by_id),
            words=Safe(f"[words]({page_of(one.after)}#{anchor(one.after)})" if one.after else ""),
        )
        for one in (changes(synthesised(before, vocabulary), synthesis) if day else ())
    )
    return Since(
        day=day, turned=turned, new=tuple(one for one in state.included if one.id not in held)
    )


def _last(state: State) -> str:
    """The day of the last version, or of the run before the last."""
    if state.version:
        return state.version.on
    return state.runs[-2].on if len(state.runs) > 1 else ""
