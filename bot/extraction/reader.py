"""The reader takes facts, groups and findings from an abstract, each with its words.

Findings are read by what a sentence mentions and how likely its parts belong together: what is
likely counts, what is less so is for a person to check, and a result sentence that gave nothing
is kept as unread.
"""

from dataclasses import replace

from bot.domain.studies import Reading
from bot.extraction.arms import read_arms
from bot.extraction.design import Design
from bot.extraction.effects import read_trial
from bot.extraction.effects.standing import of_a_part
from bot.extraction.facts import facts
from bot.extraction.findings.abstract import AbstractMentions
from bot.extraction.findings.reading import FindingsReading, read_findings
from bot.extraction.intervention_links import with_interventions
from bot.extraction.phrase_context import own_sentences
from bot.extraction.subgroups import with_subgroups
from bot.extraction.text import opening, sentences
from bot.extraction.vocabulary import Vocabulary, load


def read(
    title: str,
    abstract: str,
    vocabulary: Vocabulary | None = None,
    *,
    design: Design | None = None,
) -> Reading:
    """Read one title and abstract: one section per line, ``LABEL: text`` when labelled.

    Of what is too long for an abstract, only the opening is read. ``design`` is given where more
    than an abstract is read, which names all sorts of groups and has a limit of its own.
    """
    if design is None:
        title, abstract = opening(title), opening(abstract)
    vocabulary = vocabulary or load("neuroimaging")
    spans = sentences(abstract)
    design = design or Design(title, abstract)
    if vocabulary.topic.of_effects:
        trial = read_trial(title, abstract, spans, vocabulary, design)
        whole = with_subgroups(trial, title, spans)
        return replace(whole, findings=tuple(map(of_a_part, whole.findings)))
    arms = read_arms(title, abstract, vocabulary, design=design, spans=spans)
    sized = [group for group in arms.groups if group.n]
    known = facts(title, abstract, own_sentences(spans), vocabulary, sized)
    reading = FindingsReading()
    if not design.review:
        reading = read_findings(AbstractMentions(title, abstract, spans, vocabulary), arms)
    findings = with_interventions(reading.findings, known, spans, vocabulary)
    whole = Reading(facts=known, groups=arms.groups, findings=findings, unread=reading.unread)
    return with_subgroups(whole, title, spans, vocabulary.topic.roles.exposed)
