"""``/add``: a finding that no reader extracted, in a person's words."""

from bot.domain.records import Record
from bot.domain.state import State
from bot.domain.studies import Study
from bot.events.added_finding import EXAMPLE, added_finding
from bot.events.command import Command, CommandContext, CommandOutcome, CommandResult, Who
from bot.events.command_call import CommandCall
from bot.events.study_changes import edited, on_study


def _run(state: State, call: CommandCall, context: CommandContext) -> CommandResult:
    def add(record: Record, study: Study, words: str) -> CommandResult:
        article = context.article(state, record)
        if article is None:
            return CommandResult(
                outcome=CommandOutcome.NOTHING,
                sentence=f"The abstract of {record.label} is not available now; try again later",
            )
        return edited(record, study, added_finding(study, words, article, context.vocabulary))

    return on_study(state, call, context, add)


def _settles(arguments: str) -> tuple[str, str]:
    key, _, words = arguments.partition(" ")
    return key, f"added {words.lower()}"


COMMAND = Command(
    name="add",
    usage="/add ID PLACE, MEASURE, DIRECTION, COMPARISON",
    summary=f"add a finding that was not extracted: /add 3 {EXAMPLE}",
    who=Who.REVIEWERS,
    settles=_settles,
    run=_run,
)
