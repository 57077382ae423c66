"""Reads the arms of a study from its title and abstract, and finds where they are named."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache, partial

from bot.domain.facts import Group
from bot.extraction.arms.absent_groups import is_absent
from bot.extraction.arms.arm import CONTROL_ARMS, Arm, ArmMention, MentionKind, rank
from bot.extraction.arms.elided_nouns import elided
from bot.extraction.arms.group_categories import PAIN, GroupCategory, NamedGroup, tells_less
from bot.extraction.arms.group_classifier import GroupClassifier, names_treatment
from bot.extraction.arms.group_mentions import group_mentions
from bot.extraction.arms.group_phrase import GroupPhrase, Head
from bot.extraction.arms.kinds_of_people import kinds
from bot.extraction.arms.lettered_groups import lettered_groups
from bot.extraction.arms.painless_controls import CONTROLS, are_painless, of_the_painless
from bot.extraction.arms.paper_categories import categorised
from bot.extraction.arms.phrases import group_phrases
from bot.extraction.arms.profile import Profile, profile
from bot.extraction.arms.roles import role_of
from bot.extraction.arms.short_forms import diseased, diseases, mentions_of, short_forms
from bot.extraction.arms.sizes import sized_arms, within_any
from bot.extraction.arms.taken import taken_names
from bot.extraction.arms.times import times
from bot.extraction.arms.traits import lacking_the_same
from bot.extraction.arms.treatments import Treatment, bare_names, treatments
from bot.extraction.arms.unsized_arms import unsized_arms
from bot.extraction.arms.words import HEALTHY
from bot.extraction.design import Design
from bot.extraction.phrase_context import TITLE, own_sentences
from bot.extraction.text import Span, sentences, small
from bot.extraction.vocabulary import Vocabulary

_NAMED_WITHIN = 30
"""Letters before the bracket of a short form within which its words stand."""


@dataclass(frozen=True, eq=False)
class Arms:
    """The groups of one study, and every place in its abstract that names some of them."""

    arms: tuple[Arm, ...]
    paper: Profile
    subgroups: bool = False
    """Whether patients are parted into groups of their own names: ``PD-A``, ``mild MCI group``."""
    kinds: bool = False
    """Whether people without an illness are told apart: by age, sex, a habit or a trait."""
    taken: frozenset[str] = frozenset()
    """The words for what was done between two times, where no vocabulary knows them."""
    named: tuple[ArmMention, ...] = field(default=(), repr=False)
    starts: tuple[int, ...] = field(default=(), repr=False)

    def __iter__(self) -> Iterator[Arm]:
        return iter(self.arms)

    @property
    def groups(self) -> tuple[Group, ...]:
        """The arms as groups of the study, those with a printed size first.

        In a crossover trial nobody had the comparator alone.
        """
        return tuple(
            Group(label=arm.label, n=arm.size, quote=arm.quote, role=_shown(arm), time=arm.time)
            for arm in self.arms
            if arm.size or arm.role not in CONTROL_ARMS or not self.paper.crossover
        )

    @cached_property
    def roles(self) -> tuple[str, ...]:
        """The roles of this study, those that findings are told of first."""
        kept = dict.fromkeys(arm.role for arm in self.arms if arm.role not in ("", "total"))
        return tuple(sorted(kept, key=rank, reverse=True))

    def mentions(self, span: Span) -> list[ArmMention]:
        """The groups and times named within a stretch of the abstract, in order."""
        first = bisect_left(self.starts, span.start)
        last = bisect_left(self.starts, span.end)
        return [mention for mention in self.named[first:last] if mention.end <= span.end + 1]


def read_arms(
    title: str,
    abstract: str,
    vocabulary: Vocabulary,
    *,
    design: Design | None = None,
    spans: Sequence[Span] | None = None,
) -> Arms:
    """Read who was studied: each group with its role and, where printed, its size.

    ``spans`` are the sentences of the abstract.
    """
    design = design or Design(title, abstract)
    spans = sentences(abstract) if spans is None else tuple(spans)
    return _read(title, abstract, vocabulary, design, spans)


@lru_cache(maxsize=2)
def _read(
    title: str,
    abstract: str,
    vocabulary: Vocabulary,
    design: Design,
    spans: tuple[Span, ...],
) -> Arms:
    """Read them once for the reader and for the checks of what it read, which come next."""
    lowered, own = small(abstract), own_sentences(spans)
    given = () if design.animals else treatments(lowered, title.lower())
    phrases, known = _phrases(abstract, lowered, given)
    classifier = GroupClassifier(abstract, known, vocabulary, design, given)
    named, titled = _named(title, phrases, classifier, spans)
    paper = profile(
        _studied(named, own, titled),
        design,
        tried=names_treatment(title, vocabulary),
        given=bool(given),
        pain_names=frozenset(_pain_names(lowered, phrases, known)),
    )
    distinctions = kinds([*named, *titled], lowered)
    taken = taken_names(lowered)
    groups = group_mentions(named, paper, distinctions, lowered, spans)
    mentions = sorted(
        (*groups, *times(lowered, taken | _given_between(lowered, given))),
        key=lambda mention: (mention.start, -mention.end),
    )
    by_name = partial(_role_by_name, classifier=classifier, paper=paper)
    sized = sized_arms(spans, named, paper, by_name, abstract)
    sized = sized or _of_title(title, titled, paper, by_name)
    unsized = unsized_arms(sized, named, paper, abstract, own)
    if are_painless(sized, paper):
        mentions = [of_the_painless(mention, lowered) for mention in mentions]
        unsized = (arm for arm in unsized if not CONTROLS.fullmatch(arm.label.lower()))
    return Arms(
        arms=(*sized, *unsized),
        paper=paper,
        subgroups=_has_subgroups(named, sized),
        kinds=bool(distinctions),
        taken=taken,
        named=tuple(mentions),
        starts=tuple(mention.start for mention in mentions),
    )


def _given_between(text: str, given: Sequence[Treatment]) -> frozenset[str]:
    """The words for what the arms were given, where they were examined before it too."""
    before = any(time.kind is MentionKind.EARLIER for time in times(text)) if given else False
    return frozenset(word for arm in given for word in arm.own) if before else frozenset()


def _phrases(
    abstract: str, lowered: str, given: Sequence[Treatment]
) -> tuple[list[GroupPhrase], dict[str, GroupPhrase]]:
    """Return all phrases for groups, and what the short forms among them stand for."""
    phrases = group_phrases(abstract)
    named = list(diseases(lowered))
    phrases += diseased(lowered, named, phrases)
    names = frozenset(word for arm in given for word in arm.own)
    phrases += elided(abstract, lowered, phrases, names)
    known = short_forms(abstract, [*phrases, *named])
    lettered = lettered_groups(abstract, phrases)
    known |= lettered
    phrases = [phrase for phrase in phrases if abstract[phrase.start : phrase.end] not in lettered]
    phrases += mentions_of(abstract, known, phrases)
    phrases += bare_names(given, lowered, phrases)
    phrases = [phrase for phrase in phrases if not is_absent(phrase, lowered)]
    return list(lacking_the_same(abstract, _longest(phrases))), known


def _named(
    title: str, phrases: Sequence[GroupPhrase], classifier: GroupClassifier, spans: Sequence[Span]
) -> tuple[list[NamedGroup], list[NamedGroup]]:
    """Return the groups that the abstract names, and those of the title."""
    of_title = replace(classifier, text=title, names={}, treatments=())
    named = [NamedGroup(phrase, classifier.of(phrase)) for phrase in phrases]
    titled = [NamedGroup(phrase, of_title.of(phrase)) for phrase in group_phrases(title)]
    return categorised(classifier.design, named, titled, spans)


def _studied(
    named: Sequence[NamedGroup], spans: Sequence[Span], titled: Sequence[NamedGroup]
) -> list[NamedGroup]:
    """Who is studied, by the title and the sentences that tell of this study."""
    studied = [group for group in named if within_any(group.phrase.start, spans)] or named
    return [*studied, *(group for group in titled if group.category is not GroupCategory.HEALTHY)]


def _pain_names(
    text: str, phrases: Sequence[GroupPhrase], known: Mapping[str, GroupPhrase]
) -> Iterator[str]:
    """Yield the short forms for pain in small letters: of people, and before a plus or minus."""
    yield from (name.lower() for name, meant in known.items() if PAIN.search(meant.description))
    for stem in {phrase.trait for phrase in phrases if phrase.head is Head.SIGN}:
        bracket = text.find(f"({stem}")
        if PAIN.search(text, max(0, bracket - _NAMED_WITHIN), max(0, bracket)):
            yield stem


def _role_by_name(label: str, *, classifier: GroupClassifier, paper: Profile) -> str:
    """The role of those who are called by a short form, or by what they were given."""
    assigned = GroupPhrase(0, 0, Head.ASSIGNED, label.lower())
    meant = classifier.names.get(label)
    category = classifier.of(meant) if meant else classifier.assigned(assigned)
    if category:
        return role_of(meant or assigned, category, paper)
    design, interventions = classifier.design, classifier.vocabulary.lexicons["intervention"]
    tried = (design.assigned and interventions.named(label)) or label.lower() in design.drug
    return "intervention" if tried else ""


def _of_title(
    title: str,
    titled: Sequence[NamedGroup],
    paper: Profile,
    by_name: Callable[[str], str],
) -> tuple[Arm, ...]:
    """Return the groups whose size the title prints."""
    arms = sized_arms([Span(title, 0, TITLE)], titled, paper, by_name, title)
    return tuple(replace(arm, quote=replace(arm.quote, part="title")) for arm in arms)


def _longest(phrases: Sequence[GroupPhrase]) -> list[GroupPhrase]:
    """Leave out what stands within another phrase, but keep both of one place."""
    kept: list[GroupPhrase] = []
    for phrase in sorted(phrases, key=lambda phrase: (phrase.start, -phrase.end)):
        last = kept[-1] if kept else None
        if (
            last
            and phrase.start < last.end
            and (phrase.start, phrase.end) != (last.start, last.end)
        ):
            people = last.head is Head.PEOPLE and not (last.trait or HEALTHY.search(last.before))
            if phrase.head is Head.SIGN and (last.head is Head.GROUPS or people):
                kept[-1] = replace(
                    last, head=Head.SIGN, trait=phrase.trait, polarity=phrase.polarity
                )
            continue
        kept.append(phrase)
    return kept


def _has_subgroups(named: Sequence[NamedGroup], sized: Sequence[Arm]) -> bool:
    """Whether patients are parted: two names of groups, or of one stem."""
    stems = [
        arm.label.split("-")[0] for arm in sized if "-" in arm.label and arm.label[:2].isupper()
    ]
    names = {
        phrase.before
        for phrase, category in named
        if category is GroupCategory.PATIENT and phrase.head is Head.GROUPS
    }
    return len(names) > 1 or len(stems) > len(set(stems))


def _shown(arm: Arm) -> str:
    """The role by which a group is called: to have mild pain is to have pain."""
    mild = arm.role == "pain_controlled" and tells_less(arm.label.lower())
    return "pain" if mild else arm.role
