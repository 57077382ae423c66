"""Gaps: what the question asks about and no included paper names.

Silence is no gap. What a title, a fact, a group, a finding that waits for a person or a sentence
that was not read names may have been studied: it is not extracted. Only the rest is a gap, and a
gap in what was read, which is mostly abstracts.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.domain.claims import CountRange, Synthesis
from bot.domain.records import Record
from bot.domain.state import State
from bot.domain.studies import Study
from bot.extraction.vocabulary import Vocabulary

THIN = 2
"""Cohorts from which a finding may be called repeated."""
_COMPARISON, _FAMILY, _MEASURE = "comparison", "family", "measure"


@dataclass(frozen=True, kw_only=True)
class Gap:
    """Terms of one kind: which of them studies examined, and which no paper names."""

    label: str
    kind: str
    """The kind of term in the vocabulary."""
    seen: Mapping[str, int]
    """Studies by the term's id, the most studied first."""
    missing: tuple[str, ...]
    """Ids of the vocabulary that no included paper names."""
    not_extracted: tuple[str, ...] = ()
    """Ids that some paper names, and that were extracted of none."""
    silent: tuple[str, ...] = ()
    """The included studies of which nothing of the kind was extracted."""

    @property
    def of_findings(self) -> bool:
        """Whether it is of what findings compare and measure: some may wait for a check."""
        return self.kind in (_COMPARISON, _FAMILY, _MEASURE)


@dataclass(frozen=True, slots=True)
class _Paper:
    """An included paper and what was read of it."""

    record: Record
    study: Study | None

    @property
    def words(self) -> Iterator[str]:
        """Its title, and the sentences from which nothing was extracted that counts."""
        yield self.record.title
        if self.study:
            yield from (quote.text for quote in self.study.unread)
            yield from (finding.quote.text for finding in self.study.to_check)


def gaps(state: State, synthesis: Synthesis, vocabulary: Vocabulary) -> tuple[Gap, ...]:
    """What is examined and what is not: by facts of the studies, then by what claims compare."""
    papers = [_Paper(record, state.studies.get(record.id)) for record in state.included]
    finder = _Finder(papers, vocabulary)
    topic = vocabulary.topic
    made = [
        finder.gap(label, topic.term_kind(kind), finder.by_fact(kind), finder.methods())
        for kind, label in topic.gaps.items()
        if vocabulary.terms.get(topic.term_kind(kind))
    ]
    by_comparison = {
        (key, claim.comparison)
        for claim in synthesis.claims
        if _with_what(claim.comparison, vocabulary)
        for key in claim.studies
    }
    by_family = {(key, claim.family) for claim in synthesis.claims for key in claim.studies}
    if topic.of_effects:
        made.append(finder.gap("Outcomes", _MEASURE, by_family, finder.families()))
    else:
        by_scale = {
            (key, claim.scaled_family) for claim in synthesis.claims for key in claim.studies
        }
        made.append(finder.gap("Comparisons", _COMPARISON, by_comparison, finder.compared()))
        made.append(finder.gap("Measures", _FAMILY, by_scale, finder.families()))
    return tuple(gap for gap in made if gap.missing or gap.seen or gap.not_extracted)


def _with_what(comparison: str, vocabulary: Vocabulary) -> bool:
    """Whether a comparison says with what: "one patient group versus another" does, if roughly."""
    term = vocabulary.terms.get(_COMPARISON, {}).get(comparison)
    return not vocabulary.topic.comparison(comparison).vague or bool(term and term.against)


def repeated(synthesis: Synthesis) -> CountRange:
    """How many claims rest on more than one cohort."""
    return CountRange(
        fewest=sum(claim.fewest >= THIN for claim in synthesis.claims),
        most=sum(claim.total >= THIN for claim in synthesis.claims),
    )


@dataclass(frozen=True, slots=True)
class _Finder:
    """Looks for the terms of a vocabulary in all included papers."""

    papers: list[_Paper]
    vocabulary: Vocabulary

    def gap(
        self, label: str, kind: str, extracted: set[tuple[str, str]], named: Iterable[str]
    ) -> Gap:
        """Sort the terms of one kind by what is known of them.

        ``extracted`` are pairs of a study and a term; ``named`` are terms named some other way.
        """
        counts: dict[str, int] = {}
        for _, key in sorted(extracted):
            if key:
                counts[key] = counts.get(key, 0) + 1
        spoken = {*named, *self._named(kind)}
        # A family of which one scale was measured was studied.
        studied = {*counts, *(key.partition(":")[0] for key in counts)}
        absent = [
            key
            for key in self.vocabulary.terms.get(kind, {})
            if key not in studied and self._asked(kind, key)
        ]
        with_terms = {study for study, key in extracted if key}
        return Gap(
            label=label,
            kind=kind,
            seen=dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))),
            missing=tuple(key for key in absent if key not in spoken),
            not_extracted=tuple(key for key in absent if key in spoken),
            silent=tuple(
                paper.record.id for paper in self.papers if paper.record.id not in with_terms
            ),
        )

    def by_fact(self, kind: str) -> set[tuple[str, str]]:
        """Every study with each value of one kind of fact."""
        return {(study.id, value) for study in self._studies for value in study.facts.values(kind)}

    def compared(self) -> set[str]:
        """Comparisons of findings to be checked, and those whose groups some study has."""
        topic = self.vocabulary.topic
        roles = [{group.role for group in study.groups} for study in self._studies]
        checked = {finding.comparison for study in self._studies for finding in study.to_check}
        return checked | {
            comparison
            for comparison, flags in topic.comparisons.items()
            if flags.groups and any(roles_of_one.issuperset(flags.groups) for roles_of_one in roles)
        }

    def families(self) -> set[str]:
        """Families of the measures that papers name, or that their imaging methods give alone."""
        measures = self.vocabulary.terms.get(_MEASURE, {})
        named = {finding.measure for study in self._studies for finding in study.to_check}
        named |= self._named(_MEASURE)
        by_modality: dict[str, set[str]] = {}
        for term in measures.values():
            by_modality.setdefault(term.modality, set()).add(term.family)
        stated = {fact.value for study in self._studies for fact in study.facts.all}
        of_one = (by_modality[value] for value in stated if len(by_modality.get(value, ())) == 1)
        return {measures[key].family for key in named if key in measures}.union(*of_one)

    def methods(self) -> set[str]:
        """The methods by which what papers found is measured, whether they name them or not."""
        measures = self.vocabulary.terms.get(_MEASURE, {})
        named = {finding.measure for study in self._studies for finding in study.findings}
        named |= self._named(_MEASURE)
        return {measures[key].modality for key in named if key in measures}

    @property
    def _studies(self) -> list[Study]:
        return [paper.study for paper in self.papers if paper.study]

    def _named(self, kind: str) -> set[str]:
        """The terms of one kind that words of any paper name."""
        lexicon = self.vocabulary.lexicons.get(kind)
        if not lexicon:
            return set()
        texts = (words for paper in self.papers for words in paper.words)
        return {match.id for text in texts for match in self.vocabulary.find(text, kind)}

    def _asked(self, kind: str, key: str) -> bool:
        """Whether the absence of a term says something.

        Where the protocol, or the field, asks for some terms of a kind, the others are not in
        question, and their words may stand for one that is: "usual care" for "no exercise".
        Scales of a family are only ways to count, and "mixed or unspecified" is nothing to study.
        """
        terms, comparisons = self.vocabulary.terms[kind], self.vocabulary.topic.comparisons
        if kind == _COMPARISON and (key not in comparisons or comparisons[key].vague):
            return False
        if kind in (_COMPARISON, _MEASURE) or any(term.asked for term in terms.values()):
            return terms[key].asked
        return ":" not in key and not terms[key].residual
