"""A sentence that is read both ways: one matter cannot have two directions in the same people."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from bot.domain.studies import TO_CHECK, Finding
from bot.topics.topic import Topic

READ_BOTH_WAYS = "the same sentence was also read with another direction"


def with_contradictions(findings: Sequence[Finding], topic: Topic) -> tuple[Finding, ...]:
    """Return the findings, those that contradict another of their sentence for people to check.

    At least one of them was misread, and nothing tells which. Two comparisons that were not made
    out may be of different groups.
    """
    said = {(_matter(it), it.direction) for it in findings if _is_sure(it, topic)}
    ways = Counter(matter for matter, _ in said)
    return tuple(
        replace(finding, status=TO_CHECK, doubts=(*finding.doubts, READ_BOTH_WAYS))
        if _is_sure(finding, topic) and ways[_matter(finding)] > 1
        else finding
        for finding in findings
    )


def _is_sure(finding: Finding, topic: Topic) -> bool:
    """Whether a finding counts so far, and says what it compares."""
    known = finding.comparison and not topic.comparison(finding.comparison).vague
    return bool(known) and not finding.status


def _matter(finding: Finding) -> tuple[object, ...]:
    """What a finding is about: all that it says but its direction."""
    ends = ((finding.region, finding.hemisphere), (finding.region_b, finding.hemisphere_b))
    arms = (finding.intervention, finding.comparator)
    people = (finding.comparison, *arms, finding.subgroup, finding.time)
    variable = finding.clinical_variable
    return (finding.quote.start, finding.measure, *sorted(ends), *people, variable)
