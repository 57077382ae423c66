"""What changed in the conclusions, in sentences."""

from bot.domain.claims import Claim, ClaimChange, ClaimChangeKind
from bot.rendering.estimate_words import pooled_words, together
from bot.rendering.labels import TermLabels, lowered
from bot.rendering.phrases import sentence_case
from bot.rendering.sentences import disputed, statement
from bot.rendering.tallies import support, tally
from bot.synthesis.pooled_effects import pooled

_OPENINGS = {
    ClaimChangeKind.STRENGTHENED: "Strengthened",
    ClaimChangeKind.WEAKENED: "Weakened",
    ClaimChangeKind.SETTLED: "No longer conflicting",
    ClaimChangeKind.UPDATED: "Updated",
}


def change_sentence(change: ClaimChange, names: TermLabels, *, against: str = "previously") -> str:
    """A change of the conclusions, in a few sentences.

    ``against`` says what the state is that it is compared with.
    """
    before, after = change.before, change.after
    if before is None or after is None:
        return _one_sided(before, after, names)
    return f"{_turned(change, before, after, names, against)}{_pooled(before, after, against)}"


def _turned(
    change: ClaimChange, before: Claim, after: Claim, names: TermLabels, against: str
) -> str:
    """What is said now, and what was said before where that is otherwise."""
    since = _since(before, after, against)
    if change.turn is ClaimChangeKind.CONTRADICTED:
        return f"{statement(after, names, since)}."
    if change.turn is ClaimChangeKind.FLIPPED:
        now, earlier = (
            lowered(statement(claim, names, support(claim))) for claim in (after, before)
        )
        return f"Direction reversed: {now}. {sentence_case(against)}: {earlier}."
    if change.still_conflicting:
        return f"Still conflicting: {disputed(after, names, since)}."
    return f"{_OPENINGS[change.turn]}: {lowered(statement(after, names, since))}."


def _pooled(before: Claim | None, after: Claim, against: str) -> str:
    """What trials found together, in a sentence, and what that was before."""
    was, now = pooled(before) if before else None, pooled(after)
    if now is None:
        return ""
    moved = f"; {against} {pooled_words(was)}" if was and was != now else ""
    return f" {together(now)}{moved}."


def _since(before: Claim, after: Claim, against: str) -> str:
    """How many cohorts say so and how surely, and before where that was otherwise."""
    if before.certainty is not after.certainty:
        return f"{support(after)}; {against} {support(before)}"
    if tally(before) == tally(after):
        return support(after)
    return f"{tally(after)}; {against} {tally(before)}; {after.certainty} certainty"


def _one_sided(before: Claim | None, after: Claim | None, names: TermLabels) -> str:
    """A claim that came, or one that went."""
    if after:
        return f"{statement(after, names, support(after))}.{_pooled(None, after, '')}"
    lost = lowered(statement(before, names, support(before))) if before else "a finding"
    return f"No longer supported by any included study: {lost}."
