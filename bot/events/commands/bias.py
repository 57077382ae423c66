"""``/bias``: a person judges one domain of a trial's risk of bias."""

from bot.domain.records import Record
from bot.domain.state import State
from bot.domain.studies import Study
from bot.events.bias_edits import judged_bias
from bot.events.command import Command, CommandContext, CommandOutcome, CommandResult, Who
from bot.events.command_call import CommandCall
from bot.events.study_changes import edited, on_study

_OF_TRIALS = (
    "Risk of bias is judged by RoB 2 in reviews of trials alone; in this one no table or rating"
    " would take it up"
)


def _run(state: State, call: CommandCall, context: CommandContext) -> CommandResult:
    if context.vocabulary is None or not context.vocabulary.topic.certainty.judged:
        return CommandResult(outcome=CommandOutcome.NOTHING, sentence=_OF_TRIALS)

    def judge(record: Record, study: Study, words: str) -> CommandResult:
        return edited(record, study, judged_bias(study, words))

    return on_study(state, call, context, judge)


def _settles(arguments: str) -> tuple[str, str]:
    key, _, words = arguments.partition(" ")
    return key, f"bias {words.replace('=', ' ').split(' ')[0]}"


COMMAND = Command(
    name="bias",
    usage="/bias ID DOMAIN JUDGEMENT",
    summary="judge a domain of RoB 2 of a trial: low, some concerns or high, as in"
    " /bias 3 randomisation low, or /bias 3 all low",
    who=Who.REVIEWERS,
    settles=_settles,
    run=_run,
)
