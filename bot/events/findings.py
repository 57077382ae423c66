"""What a person says of one finding of a paper, for the commands that judge findings."""

from collections.abc import Callable

from bot.domain.state import State
from bot.domain.studies import Study
from bot.events.command import CommandContext, CommandOutcome, CommandResult
from bot.events.command_call import CommandCall
from bot.events.paper import named_record, no_such_paper
from bot.events.study_edits import EditRejected, StudyEdit

Edit = Callable[[Study, str], StudyEdit]
"""From a study and a finding's id to the study as judged."""


def on_finding(
    state: State, call: CommandCall, context: CommandContext, edit: Edit
) -> CommandResult:
    """Judge the finding that the arguments name behind the paper."""
    key, _, finding = call.arguments.partition(" ")
    record = named_record(state, key, context)
    if record is None:
        return no_such_paper(key)
    study = state.studies.get(record.id)
    if study is None:
        return CommandResult(
            outcome=CommandOutcome.NOTHING, sentence=f"{record.label} has not been read yet"
        )
    try:
        edited = edit(study, finding.strip())
    except EditRejected as fault:
        return CommandResult(outcome=CommandOutcome.UNKNOWN, sentence=str(fault))
    if edited.study == study:
        return CommandResult(
            outcome=CommandOutcome.NOTHING, sentence=f"{record.label}: {edited.sentence} already"
        )
    return CommandResult(
        outcome=CommandOutcome.DONE, study=edited.study, record=record.id,
        sentence=f"{record.label}: {edited.sentence}; no program changes it again",
    )  # fmt: skip


def settles_finding(arguments: str) -> tuple[str, str]:
    """What a command settles whose second argument is a finding."""
    key, _, finding = arguments.partition(" ")
    return key, f"finding {finding.strip()}"
