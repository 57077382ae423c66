"""What the commands share that change what was extracted from a paper."""

from collections.abc import Callable

from bot.domain.records import Record
from bot.domain.state import State
from bot.domain.studies import Study
from bot.events.command import CommandContext, CommandOutcome, CommandResult
from bot.events.command_call import CommandCall
from bot.events.paper import named_record, no_such_paper
from bot.events.study_edits import EditRejected, StudyEdit

Change = Callable[[Record, Study, str], CommandResult]
"""From a paper, its study and what stands behind the paper in a command to the result."""
Edit = Callable[[Study, str], StudyEdit]
"""From a study and a finding's id to the study as judged."""


def on_study(
    state: State, call: CommandCall, context: CommandContext, change: Change
) -> CommandResult:
    """Change the study of the paper that the arguments open with; a slip is an answer."""
    key, _, rest = call.arguments.partition(" ")
    record = named_record(state, key, context)
    if record is None:
        return no_such_paper(key)
    study = state.studies.get(record.id)
    if study is None:
        return CommandResult(
            outcome=CommandOutcome.NOTHING, sentence=f"{record.label} has not been read yet"
        )
    try:
        return change(record, study, rest)
    except EditRejected as fault:
        return CommandResult(outcome=CommandOutcome.UNKNOWN, sentence=str(fault))


def on_finding(
    state: State, call: CommandCall, context: CommandContext, edit: Edit
) -> CommandResult:
    """Judge the finding that the arguments name behind the paper; a reason may follow."""

    def judge(record: Record, study: Study, words: str) -> CommandResult:
        return edited(record, study, edit(study, words.partition(" ")[0]))

    return on_study(state, call, context, judge)


def edited(record: Record, study: Study, edit: StudyEdit) -> CommandResult:
    """The result of a person's edit of ``study``; nothing is done where that says so already."""
    if edit.study == study:
        return CommandResult(
            outcome=CommandOutcome.NOTHING, sentence=f"{record.label}: {edit.sentence} already"
        )
    return CommandResult(
        outcome=CommandOutcome.DONE, study=edit.study, record=record.id,
        sentence=f"{record.label}: {edit.sentence}; no program changes it again",
    )  # fmt: skip


def settles_finding(arguments: str) -> tuple[str, str]:
    """What a command settles whose second argument is a finding."""
    key, _, words = arguments.partition(" ")
    return key, f"finding {words.partition(' ')[0]}"
