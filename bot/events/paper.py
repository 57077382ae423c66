"""The paper that a command names: by its number in the pull request, or by any identifier."""

from bot.domain.records import Record
from bot.domain.state import State
from bot.events.command import CommandContext, CommandOutcome, CommandResult


def named_record(state: State, text: str, context: CommandContext) -> Record | None:
    """The record that ``text`` names, None where it names none."""
    wanted = text.strip().strip(",;:.?!")
    number = wanted.removeprefix("#")
    if number.isdecimal() and int(number) in context.numbers:
        return state.by_id.get(context.numbers[int(number)])
    return state.index.find(wanted)


def no_such_paper(text: str) -> CommandResult:
    """The answer where no paper is named."""
    shown = f"No paper is known here as “{text}”." if text else "Which paper?"
    return CommandResult(
        outcome=CommandOutcome.UNKNOWN,
        sentence=f"{shown} Name it by its PMID, its DOI, or its number in the text above.",
    )
