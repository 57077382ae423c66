"""Contrasts of two times in the course of a study: before and after, changed and stayed."""

import re
from collections.abc import Iterable, Iterator, Sequence

from bot.extraction.arms.arm import CONTROL_ARMS, ArmMention, MentionKind
from bot.extraction.arms.comparison_sides import ComparisonSides, is_group
from bot.extraction.arms.contrast import Contrast
from bot.extraction.arms.implicit_comparisons import CONDITION, condition
from bot.extraction.arms.reading import Arms
from bot.extraction.arms.words import ILLNESS, alternatives
from bot.extraction.text import SHOWED, Span, small

_CHANGED = re.compile(
    r"\b(?:rose|fell|declined|dropped|grew|shrank|(?:had |has )?(?:increased|decreased|risen"
    r"|fallen))\b"
)
_CHANGED_AT = re.compile(rf"{_CHANGED.pattern}(?: \w+ly)? at t\d\b")
"""Tells what changed up to a numbered visit."""
_HAD_CHANGED = re.compile(r"\bhad (?:\w+ly )?(?:increased|decreased|risen|fallen|grown|shrunk)\b")
"""Tells of two times by its tense: ``had decreased at twelve months``."""
_STAYED = re.compile(
    r"\b(?:remained|stayed|was|were)\s(?:\w+\s)?(?:stable|constant|steady|unchanged|the same)\b"
    r"|\bdid not change\b|\bno (?:\w+ )?changes?\b"
)
_BUT_NOT = re.compile(r"(?<=but )not (?:in|for|among)\b")
_SUBJECT = 3
"""Letters between the subject of a verb and the verb."""
_SINCE = re.compile(
    r"\b(?:increas|decreas|declin|chang|reduc|rise|rose|fell|drop|grew)\w*"
    r"(?: (?!in |by |between |than )[\w-]+){0,4} from (?:the )?(?:baseline|pre-?\w+)\b"
)
"""Says that something changed since an earlier time: ``decreased from baseline``."""
_COMPARING = re.compile(r"\bcompar(?:ing|ed)\b")
_DYNAMIC = re.compile(r"\b(?:dynamic|dfc|varia|fluctua|stab|moment)\w*")
_AFTER = re.compile(r"[^.;]{0,120}?\b(?:after|following)\s[\w-]")
"""Names what lies between two times: ``after CBT, it was greater than before``."""
_CAUSED = re.compile(
    r"^\W*(?:(?:\w+ly|moreover|in contrast|in addition|furthermore|however|here|notably"
    r"|results showed that|we found that|(?:with|on|under|for) [\w-]+),?\s)*"
    r"(?:the\s|an?\s)?(?P<cause>(?:(?!(?:not|was|were|is|are|had|has|have)\b)[\w-]+\s){1,6}?)"
    r"(?:\([^()]*\)\s)?(?:also\s|\w+ly\s)*(?:brought about|led to|resulted in|induced"
    r"|produced"
    r"|caused|increased|decreased|reduced|normali[sz]ed|enhanced|restored|reversed|lowered|raised"
    r"|attenuated|augmented|boosted|heightened|facilitated|potentiated|blunted|dampened|inhibited|altered"
    r"|modulated|changed|shifted|(?:was|were) (?:followed|accompanied) by"
    r"|elevated|diminished|strengthened|weakened|suppressed|abolished"
    r"|left (?=[^.;]{2,60}\b(?:unchanged|unaltered|unaffected|intact)\b))\b"
)
"""Opens what a treatment did, in a study of times before and after it."""
_BECAME = re.compile(
    r"\b(?:went|turned|changed) from\b[^.;]*?\bto (?:normal|comparable|similar|equal)\b"
    r"|\b(?:before|initially)\b[^.;]*?\band normal (?:after|later|following)"
    r"|\b(?:fell|rose|dropped|declined|increased|decreased) to (?:the )?(?:levels?|values?)"
    r" (?:of|in|seen)\b"
)
"""Words for what was otherwise at another time, even where none is named."""
_THEN_CHANGED = re.compile(rf"then\s(?:\w+ly\s)?{_CHANGED.pattern}")
"""Opens what became of something that was otherwise at first."""
_AGAIN = re.compile(r"(?:second|last|final)\b")
"""Opens a time that another one went before: ``at the second scan``."""
_RESPONDERS = re.compile(
    r"\b(?<!non-)responders\b|\b(?:patients|those|women|men|survivors|participants|people)"
    r" (?:whose pain (?:\w+ ){0,2}(?:responded|relieved|eased|improved|fell|decreased|resolved"
    r"|lessened)|with (?:\w+ )?(?:pain )?relief)\b"
)
_SHOWED_CHANGE = re.compile(
    rf"{_CHANGED.pattern}|\b(?:showed|had|displayed|exhibited|experienced) (?:an? )?(?:\w+ ){{0,2}}"
    r"(?:decreases?|increases?|reductions?|rises?|falls?|declines?|drops?)\b"
)
_HELD_AGAINST = re.compile(r"\b(?:than|compared|relative|versus|vs|baseline|between)\b")
_UNDID = re.compile(r"\b(?:normali[sz]ed|restored|reversed)$")
"""Verbs that tell of two times even where none is named."""
_TREATMENT = re.compile(rf"\b(?:{alternatives('treatment')})\b")
_UNDER = re.compile(
    rf"{_CHANGED.pattern}[^.;]{{0,40}}?\bunder (?:[\w-]+ ){{0,2}}(?:{alternatives('treatment')})\b"
)
"""Tells what changed while people were treated: ``decreased under morphine``."""
_GIVEN = CONTROL_ARMS | {"control"}
_NO_DRUG = re.compile(
    rf"\b(?:{SHOWED}|stimul\w+|heat|cold|pinch\w*|brush\w*|capsaicin|formalin|touch|rats?|mice|animals?"
    r"|inject\w+|inocul\w+|implant\w+|ligation|model\w*|tumou?rs?|cancer|cells?)\b"
)
"""What hurts or makes ill, and eases nothing; or what only reports: ``fMRI showed``."""
_SHORT = 5
"""Letters of words that may stand in the name of a model by chance."""


def changes_over_time(
    arms: Arms, own: ComparisonSides, words: str, start: int
) -> Iterator[Contrast]:
    """Yield the comparison of two times, of which at least one and a treatment are named.

    ``start`` is where the words stand in the abstract.
    """
    later = [mention for mention in own.index if mention.kind is MentionKind.LATER]
    earlier = [mention for mention in own.index if mention.kind is MentionKind.EARLIER]
    against = [mention for mention in own.comparator if not is_group(mention)]
    treated = next((mention.treatment for mention in (*later, *against) if mention.treatment), "")
    if later and {mention.start for mention in later} == {mention.start for mention in earlier}:
        later = [] if _DYNAMIC.search(words) else later  # "variation over time"
    groups = [mention for mention in own.index if is_group(mention)]
    compared = bool(earlier and not groups) and bool(_COMPARING.search(words))
    compared = compared or (bool(earlier) and bool(_SINCE.search(words)))
    became = _BECAME.search(words) or _THEN_CHANGED.match(words)
    caused = _is_caused(arms, words, groups, start) or bool(became)
    caused = caused or (arms.paper.cancer_pain and bool(_UNDER.search(words)))
    again = any(_AGAIN.match(words, mention.start - start) for mention in later)
    again = again or bool(_CHANGED_AT.search(words))
    since = treated or earlier or _HAD_CHANGED.search(words)
    if not (compared or against or caused or again or (later and since)):
        return
    reversed_ = bool(against) and against[0].kind is MentionKind.LATER and not later
    tasks = not (
        became
        or treated
        or later
        or (against and _AFTER.match(words))
        or any(mention.kind is MentionKind.LATER for mention in arms.named)
    )
    name = condition(arms) if tasks and CONDITION.search(words) else _time_name(arms, treated)
    role = groups[0].roles[0] if groups and groups[0].roles else ""
    yield Contrast(
        comparison=name,
        index=role,
        reversed=reversed_,
        treatment=treated,
        at=next((mention.start for mention in (*groups, *later, *against)), -1),
    )


def eased_by_a_drug(arms: Arms, own: ComparisonSides, words: str) -> Iterator[Contrast]:
    """Yield what a drug did in animals that were made ill by something else."""
    effect = _CAUSED.match(words) if arms.paper.animals and not own.comparator else None
    if effect is None or _NO_DRUG.search(effect["cause"]) or ILLNESS.search(effect["cause"]):
        return
    cause = [word for word in effect["cause"].split() if len(word) > _SHORT]
    if cause and not _names_model(arms, cause):
        yield Contrast(comparison="post_vs_pre", explicit=False)


def of_responders(arms: Arms, words: str) -> Iterator[Contrast]:
    """Yield the change over time of those whom a treatment helped, by which they are called."""
    timed = any(mention.kind is MentionKind.LATER for mention in arms.named)
    changed = _RESPONDERS.search(words) and _SHOWED_CHANGE.search(words)
    if timed and changed and not _HELD_AGAINST.search(words):
        yield Contrast(comparison=_time_name(arms, ""), explicit=False)


def undone_by_treatment(arms: Arms, own: ComparisonSides, words: str) -> Iterator[Contrast]:
    """Yield what a treatment undid, where nobody is named: ``and morphine restored it``."""
    effect = None if own.index or own.comparator else _CAUSED.match(words)
    if effect and _UNDID.search(effect[0]) and _is_treatment(arms, effect["cause"]):
        yield Contrast(comparison="post_vs_pre", explicit=False)


def _is_caused(arms: Arms, words: str, groups: Sequence[ArmMention], start: int) -> bool:
    """Whether a treatment changed something, where no other arm was given something else."""
    timed = any(mention.kind is MentionKind.LATER for mention in arms.named)
    effect = _CAUSED.match(words)
    if effect is None or any(group.start - start < effect.end() for group in groups):
        return False  # "acupuncture raised FC in patients": the patients only say where
    if _GIVEN & set(arms.roles):
        return False
    if not timed and not _UNDID.search(effect[0]):
        # Of people in pain and others only, what eases pain does not tell the two apart.
        return arms.paper.cancer_pain and _is_treatment(arms, effect["cause"])
    return _is_treatment(arms, effect["cause"]) if groups else tells_what_it_did(arms, words)


def tells_what_it_did(arms: Arms, words: str) -> bool:
    """Whether a statement opens with what a treatment did, one by its name or of the title."""
    match = _CAUSED.match(words)
    if match is None or arms.paper.animals:
        return False
    cause = match["cause"]
    titled = set(cause.split()) & arms.paper.titled
    return _is_treatment(arms, cause) or bool(titled and not ILLNESS.search(cause))


def _is_treatment(arms: Arms, cause: str) -> bool:
    """Whether words name a treatment, or what the text says was done between two times."""
    return bool(_TREATMENT.search(cause)) or not arms.taken.isdisjoint(cause.split())


def changed_alone(
    arms: Arms, own: ComparisonSides, statement: Span, sentence: Span | None
) -> list[Contrast]:
    """The change over time of one group, of which the sentence says that the other had none."""
    timed = any(not is_group(mention) for mention in arms.named)
    if not timed or not _CHANGED.search(small(statement.text)):
        return []
    sentence = sentence or statement
    later = any(mention.kind is MentionKind.LATER for mention in own.index)
    whole = small(sentence.text)
    stayed = (_BUT_NOT.search(whole) if later else None) or _STAYED.search(whole)
    if not stayed:
        return []
    end = sentence.start + stayed.start()
    # "while that of controls was unchanged": a group right before the verb is the one that stayed.
    end -= _SUBJECT
    groups = [mention for mention in own.index if is_group(mention) and mention.end <= end]
    if len(groups) != 1 or not groups[0].roles:
        return []
    index, name = groups[0], _time_name(arms, "")
    return [Contrast(comparison=name, index=index.roles[0], at=index.start)]


def _time_name(arms: Arms, treated: str) -> str:
    """What a change over time is: in animals, what made them ill is no treatment."""
    if not arms.paper.animals:
        return "post_vs_pre"
    if treated and not _names_model(arms, treated.split()):
        return "post_vs_pre"
    return "model_vs_control" if "control" in arms.roles else "model_post_vs_baseline"


def _names_model(arms: Arms, words: Iterable[str]) -> bool:
    """Whether one of these words, if it is not too short, stands in the name of a model."""
    models = " ".join(arm.label.lower() for arm in arms if arm.role == "model")
    return any(len(word) > _SHORT and word in models for word in words)
