"""``/recheck``: a paper's findings are extracted again, under what people set."""

from dataclasses import replace

from bot.domain.state import State
from bot.events.command import (
    Command,
    CommandContext,
    CommandOutcome,
    CommandResult,
    Who,
    settles_of_paper,
)
from bot.events.command_call import CommandCall
from bot.events.paper import named_record, no_such_paper
from bot.rendering.phrases import counted


def _run(state: State, call: CommandCall, context: CommandContext) -> CommandResult:
    record = named_record(state, call.arguments, context)
    if record is None:
        return no_such_paper(call.arguments)
    before = state.studies.get(record.id)
    if before is None and record not in state.included:
        return CommandResult(
            outcome=CommandOutcome.NOTHING, sentence=f"{record.label} is not in the review"
        )
    study = context.read_study(state, record)
    if study is None:
        return CommandResult(
            outcome=CommandOutcome.NOTHING,
            sentence=f"The text of {record.label} is not available now; try again later",
        )
    if before and replace(study, seal=before.seal) == before:
        return CommandResult(
            outcome=CommandOutcome.NOTHING,
            sentence=f"The data extracted from {record.label} are unchanged",
        )
    kept = " What people corrected was kept." if before and before.checked else ""
    return CommandResult(
        outcome=CommandOutcome.DONE, study=study, record=record.id,
        sentence=f"{record.label} was extracted again:"
        f" {counted(len(study.findings), 'finding')}.{kept}",
    )  # fmt: skip


COMMAND = Command(
    name="recheck",
    usage="/recheck ID",
    summary="extract the paper again; what people corrected is kept",
    who=Who.REVIEWERS,
    settles=settles_of_paper("reading"),
    run=_run,
)
