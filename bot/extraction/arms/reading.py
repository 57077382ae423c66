"""Reads the arms of a study from its title and abstract, and finds where they are named."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bot.extraction.arms.arm import Arm, ArmMention, Kind, rank
from bot.extraction.arms.names import mentions_of, names
from bot.extraction.arms.phrases import GroupPhrase, Head, group_phrases
from bot.extraction.arms.roles import Profile, profile, role_of
from bot.extraction.arms.sizes import sized_arms, unsized_arms
from bot.extraction.arms.sorts import Sort, is_low, sort_of
from bot.extraction.arms.times import times
from bot.extraction.design import Design
from bot.extraction.text import Span, sentences, small
from bot.extraction.vocabulary import Vocabulary

_POINTING = (Head.SAME, Head.FORMER, Head.LATTER, Head.OTHER)


@dataclass(frozen=True, slots=True)
class Arms:
    """The groups of one study, and every place in its abstract that names some of them."""

    arms: tuple[Arm, ...]
    paper: Profile
    named: tuple[ArmMention, ...] = field(default=(), repr=False)
    starts: tuple[int, ...] = field(default=(), repr=False)

    def __iter__(self) -> Iterator[Arm]:
        return iter(self.arms)

    @property
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
    """Read who was studied: each group with its role and, where printed, its size."""
    design = design or Design(title, abstract)
    spans = sentences(abstract) if spans is None else spans
    phrases = group_phrases(abstract)
    known = names(abstract, [*phrases, *_of_title(title, abstract)])
    short = dict.fromkeys(name for name in known)
    aliased = list(mentions_of(abstract, known, phrases))
    phrases = _longest([*phrases, *(phrase for _, phrase in aliased)])
    sorts = [_sort(phrase, abstract, vocabulary, design) for phrase in phrases]
    titled = group_phrases(title)
    titled_sorts = [_sort(phrase, title, vocabulary, design) for phrase in titled]
    paper = profile([*phrases, *titled], [*sorts, *titled_sorts], design)
    mentions = sorted(
        [*_mentions(phrases, sorts, paper), *times(small(abstract))],
        key=lambda mention: (mention.start, -mention.end),
    )
    sized = sized_arms(spans, abstract, phrases, sorts, paper)
    arms = (*sized, *unsized_arms(sized, phrases, sorts, paper, abstract))
    del short
    return Arms(
        arms=arms,
        paper=paper,
        named=tuple(mentions),
        starts=tuple(mention.start for mention in mentions),
    )


def _of_title(title: str, abstract: str) -> list[GroupPhrase]:
    return []


def _longest(phrases: Sequence[GroupPhrase]) -> list[GroupPhrase]:
    """Leave out what stands within another phrase, but keep both of one place."""
    kept: list[GroupPhrase] = []
    for phrase in sorted(phrases, key=lambda phrase: (phrase.start, -phrase.end)):
        last = kept[-1] if kept else None
        if last and phrase.start < last.end and (phrase.start, phrase.end) != (last.start, last.end):
            if phrase.head is Head.SIGN and last.head is Head.GROUPS:
                kept[-1] = GroupPhrase(
                    last.start, last.end, Head.SIGN, last.noun, last.before, phrase.trait, phrase.polarity
                )
            continue
        kept.append(phrase)
    return kept


def _sort(phrase: GroupPhrase, text: str, vocabulary: Vocabulary, design: Design) -> Sort:
    treated = False
    if phrase.head in (Head.GROUPS, Head.ALIAS) or phrase.trait:
        words = phrase.trait if phrase.head is Head.PEOPLE else phrase.description
        terms = vocabulary.terms["intervention"]
        matches = vocabulary.find(words, "intervention") if words else ()
        treated = any(not terms[match.id].exposure for match in matches)
    return sort_of(phrase, treated=treated, animals=design.animals)


def _mentions(
    phrases: Sequence[GroupPhrase], sorts: Sequence[Sort], paper: Profile
) -> Iterator[ArmMention]:
    """Yield a mention for each phrase; pronouns mean who was named just before."""
    everyone = _everyone(phrases, sorts, paper)
    before: list[ArmMention] = []
    for phrase, sort in zip(phrases, sorts, strict=True):
        if phrase.head in _POINTING:
            roles = _pointed(phrase.head, before, everyone)
        elif sort is Sort.COLLECTIVE:
            roles = everyone
            if phrase.head is Head.ALL_PATIENTS:
                roles = tuple(role for role in everyone if role != "healthy_control")
        else:
            role = role_of(phrase, sort, paper)
            roles = (role,) if role else ()
        mention = ArmMention(
            start=phrase.start,
            end=phrase.end,
            roles=roles,
            kind=Kind.GROUP,
            everyone=phrase.head in (Head.ALL_GROUPS, Head.EVERYONE),
            low=is_low(phrase),
        )
        yield mention
        if roles and phrase.head not in _POINTING:
            before.append(mention)


def _everyone(
    phrases: Sequence[GroupPhrase], sorts: Sequence[Sort], paper: Profile
) -> tuple[str, ...]:
    roles = (role_of(phrase, sort, paper) for phrase, sort in zip(phrases, sorts, strict=True) if sort is not Sort.COLLECTIVE)
    return tuple(sorted(dict.fromkeys(role for role in roles if role), key=rank, reverse=True))


def _pointed(
    head: Head, before: Sequence[ArmMention], everyone: Sequence[str]
) -> tuple[str, ...]:
    """Who is meant by "they", "the former" and the like."""
    if not before:
        return ()
    last = before[-1].roles
    if head is Head.LATTER:
        return last
    if head is Head.FORMER:
        others = [mention.roles for mention in before if mention.roles != last]
        return others[-1] if others else ()
    if head is Head.OTHER:
        others = tuple(role for role in everyone if role not in last)
        return others if len(others) == 1 else ()
    return last
