"""``/fix``: a person corrects what was extracted from a paper."""

from bot.domain.records import Record
from bot.domain.state import State
from bot.domain.studies import Study
from bot.events.command import Command, CommandContext, CommandOutcome, CommandResult, Who
from bot.events.command_call import CommandCall
from bot.events.plain_words import field_and_value
from bot.events.study_changes import edited, on_study
from bot.events.study_edits import contradiction, edited_study


def _run(state: State, call: CommandCall, context: CommandContext) -> CommandResult:
    def correct(record: Record, study: Study, change: str) -> CommandResult:
        return _corrected(record, study, change, call, context)

    return on_study(state, call, context, correct)


def _corrected(
    record: Record, study: Study, change: str, call: CommandCall, context: CommandContext
) -> CommandResult:
    named = _named(change.removesuffix("!"), context)
    if named is None:
        return CommandResult(
            outcome=CommandOutcome.UNKNOWN,
            sentence=f"Write what to correct as in “/fix {record.id} f1 direction higher”.",
        )
    field, value = named
    edit = edited_study(study, field, value, context.vocabulary)
    if edit.study == study:
        return CommandResult(
            outcome=CommandOutcome.NOTHING,
            sentence=f"{record.label}: {field} already has that value",
        )
    confirmed = call.confirmed or change.endswith("!")
    if not confirmed and (words := contradiction(edit.study, field)):
        return CommandResult(
            outcome=CommandOutcome.CONFIRM,
            sentence=f"{record.label}: the quote says “{words}”, which contradicts it; nothing was"
            f" changed. If you are sure, write “/fix! {call.arguments}”",
        )
    return edited(record, edit)


def _named(change: str, context: CommandContext) -> tuple[str, str] | None:
    """The field and its value, written with ``=`` or in plain words."""
    field, sign, value = change.partition("=")
    if sign:
        return field.strip(), value.strip().strip("\"'“”")
    return field_and_value(change, context.vocabulary)


def _settles(arguments: str) -> tuple[str, str]:
    key, _, change = arguments.partition(" ")
    named = field_and_value(change, None) if "=" not in change else None
    return key, f"field {named[0] if named else change.partition('=')[0].strip()}"


COMMAND = Command(
    name="fix",
    usage="/fix ID FINDING FIELD VALUE",
    summary="correct what was extracted, in plain words: /fix 3 f1 direction higher, /fix 3 f2"
    " comparison versus healthy controls; /fix! where the quote contradicts it",
    who=Who.REVIEWERS,
    settles=_settles,
    run=_run,
)
