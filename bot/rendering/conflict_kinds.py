"""What each kind of conflict is called, what it means, and what would settle it."""

from bot.domain.claims import ConflictKind
from bot.topics.rules import ConflictWords
from bot.topics.topic import Topic

_KINDS = {
    ConflictKind.STRICT: ConflictWords(
        name="Opposite results",
        meaning="Same measure, comparison and side, independent cohorts, opposite directions.",
        research="A larger study of people like those in the opposing studies, by one measure.",
    ),
    ConflictKind.NULL: ConflictWords(
        name="Effect versus no effect",
        meaning="A study that reports no difference may have been too small.",
        research="A larger study, or effect sizes with confidence intervals from these studies.",
    ),
    ConflictKind.LEVEL: ConflictWords(
        name="Opposite directions in a region and a part of it",
        meaning="A part may differ from the whole.",
        research="Results for the part and the whole in the same people.",
    ),
    ConflictKind.WITHIN: ConflictWords(
        name="Connectivity of the network and within it",
        meaning="Connections with other regions may change differently from those within.",
        research="Both kinds of connectivity in the same people.",
    ),
    ConflictKind.REPORT: ConflictWords(
        name="Reports of one cohort differ",
        meaning="The reports are, or may be, about the same people, or one reports both.",
        research="The authors or full texts should state whether these are the same people.",
    ),
    ConflictKind.SIDE: ConflictWords(
        name="Opposite directions on different sides",
        meaning="Left and right may differ; both can be true.",
        research="Both sides in the same people, with a test of the difference between them.",
    ),
    ConflictKind.INDETERMINATE: ConflictWords(
        name="Direction not reported",
        meaning="One report gives no direction.",
        research="The full text or the authors should state the direction.",
    ),
    ConflictKind.QUANTITY: ConflictWords(
        name="Perhaps not the same quantity",
        meaning="The task, substance, connection or variable may differ between the reports.",
        research="The same task, substance, connection or variable in both kinds of people.",
    ),
    ConflictKind.COMPARATOR: ConflictWords(
        name="Different comparison groups",
        meaning="Each compares with another group; both can be true.",
        research="A study that makes both comparisons at once.",
    ),
    ConflictKind.REVERSAL: ConflictWords(
        name="Opposite change with treatment",
        meaning="With treatment the measure changed the other way; both can be true.",
        research="Measures before and after the intervention, with a control group.",
    ),
    ConflictKind.SPECIES: ConflictWords(
        name="Different species or interventions",
        meaning="Two species, or two interventions, need not respond alike.",
        research="The same intervention and comparison in one species.",
    ),
    ConflictKind.CROSS_FAMILY: ConflictWords(
        name="Different measures",
        meaning="Two measures need not change together.",
        research="Both measures in the same people.",
    ),
}


def kind_words(kind: ConflictKind, topic: Topic) -> ConflictWords:
    """What a kind is called, in the topic's words where it has some."""
    usual, own = _KINDS[kind], topic.conflicts.get(kind, ConflictWords())
    return ConflictWords(
        name=own.name or usual.name,
        meaning=own.meaning or usual.meaning,
        research=own.research or usual.research,
    )
