"""``/fix``: a person corrects what was extracted from a paper."""

from bot.domain.records import Record
from bot.domain.state import State
from bot.domain.studies import Study
from bot.events.command import Command, CommandContext, CommandOutcome, CommandResult, Who
from bot.events.command_call import CommandCall
from bot.events.fact_edits import ARM, edited_arm, edited_fact
from bot.events.plain_words import fact_and_value, field_and_value
from bot.events.study_changes import edited, on_study
from bot.events.study_edits import StudyEdit, contradiction, edited_study


def _run(state: State, call: CommandCall, context: CommandContext) -> CommandResult:
    def correct(record: Record, study: Study, change: str) -> CommandResult:
        named = _named(change.removesuffix("!"), context)
        if named is None:
            return CommandResult(
                outcome=CommandOutcome.UNKNOWN,
                sentence=f"Write what to correct as in “/fix {record.id} f1 direction higher”,"
                f" “/fix {record.id} arm 2 size 24” or “/fix {record.id} cohort lakeside”."
                f"{_kinds(context)}",
            )
        field, value = named
        edit = _edit(state, record, study, field, value, context)
        if edit.study == study:
            return CommandResult(
                outcome=CommandOutcome.NOTHING,
                sentence=f"{record.label}: {field} already has that value",
            )
        confirmed = call.confirmed or change.endswith("!")
        if not confirmed and (words := contradiction(edit.study, field)):
            return CommandResult(
                outcome=CommandOutcome.CONFIRM,
                sentence=f"{record.label}: the quote says “{words}”, which contradicts it; nothing"
                f" was changed. If you are sure, write “/fix! {call.arguments}”",
            )
        return edited(record, study, edit)

    return on_study(state, call, context, correct)


def _edit(
    state: State, record: Record, study: Study, field: str, value: str, context: CommandContext
) -> StudyEdit:
    vocabulary = context.vocabulary
    if vocabulary and (arm := ARM.fullmatch(field)):
        return edited_arm(study, int(arm[1]), arm[2], value, vocabulary)
    if vocabulary and field in vocabulary.topic.facts:
        return edited_fact(study, field, value, context.article(state, record), vocabulary)
    return edited_study(study, field, value, vocabulary)


def _named(change: str, context: CommandContext) -> tuple[str, str] | None:
    """The field and its value, written with ``=`` or in plain words."""
    field, sign, value = change.partition("=")
    if not sign:
        return field_and_value(change, context.vocabulary)
    field, value = field.strip(), value.strip().strip("\"'“”")
    if context.vocabulary and (named := fact_and_value(f"{field} x", context.vocabulary.topic)):
        return named[0], value
    return field, value


def _kinds(context: CommandContext) -> str:
    """The kinds of facts that may be fixed, in a sentence."""
    facts = context.vocabulary.topic.facts if context.vocabulary else {}
    names = [fact.term.replace("_", " ") for fact in facts.values()]
    return f" Facts that can be fixed: {', '.join(names)}." if names else ""


def _settles(arguments: str) -> tuple[str, str]:
    key, _, change = arguments.partition(" ")
    named = field_and_value(change, None) if "=" not in change else None
    return key, f"field {named[0] if named else change.partition('=')[0].strip()}"


COMMAND = Command(
    name="fix",
    usage="/fix ID FINDING FIELD VALUE",
    summary="correct what was extracted, in plain words: /fix 3 f1 direction higher, /fix 3 f2"
    " comparison versus healthy controls, /fix 3 arm 2 size 24, /fix 3 design cross-sectional;"
    " /fix! where the quote contradicts it",
    who=Who.REVIEWERS,
    settles=_settles,
    run=_run,
)
