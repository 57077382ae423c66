"""The reader takes modalities, groups and findings from an abstract, each with its words.

An invented sign is the worst mistake, so it keeps silent wherever a clause can be read
in two ways: two signs, a negation, a correlation, or the comparator as the subject.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from bot.domain.studies import LONGEST_QUOTE, Direction, Fact, Finding, Group, Quote, Reading
from bot.extraction.text import (
    DECREASE,
    INCREASE,
    Span,
    clauses,
    from_comparator,
    guesses,
    results,
    sentences,
    statements,
    tells_earlier_work,
)
from bot.extraction.vocabulary import Match, Vocabulary, load

VERSION = "reader 1"

_UP = re.compile(rf"(?<![\w-])(?:{INCREASE})(?![\w-])", re.IGNORECASE)
_DOWN = re.compile(rf"(?<![\w-])(?:{DECREASE})(?![\w-])", re.IGNORECASE)
_ALTERED = re.compile(
    r"(?<![\w-])(?:alter(?:ed|ations?)|abnormal(?:ly|it(?:y|ies))?|aberrant|disrupt(?:ed|ions?)"
    r"|change[ds]?|differed|differences?)(?![\w-])",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"\b(?:no (?:[\w-]+ ){0,3}?(?:differences?|changes?|alterations?)|unchanged"
    r"|(?:did|does|do) not (?:[\w-]+ ){0,2}?(?:differ|change)"
    r"|(?:was|were) not (?:\w+ly )?(?:altered|changed|different))\b",
    re.IGNORECASE,
)
_OTHER_OBJECT = re.compile(
    r"(?:\s[\w-]+)?\s(?:pain|scores?|symptoms?|anxiety|depress\w+|severity|intensity|ag(?:e|ing)"
    r"|thresholds?|risk|distress|quality|sensitivity|numbers?|sample|education|fatigue"
    r"|back|limbs?|extremit\w+|order|than \d\S*|levels? of"
    r"|(?:tumou?r|lesion|group|cohort|weight|BMI|performance|dose|rate)s?)(?![\w-])",
    re.IGNORECASE,
)
"""What a direction word may belong to instead of the brain measure behind it."""
_OTHER_SUBJECT = re.compile(r"\b(?:scores?|ratings?|intensity|severity|symptoms?|thresholds?)\b")
_NEGATED = re.compile(
    r"\b(?:no|not|nor|neither|never|fail(?:ed|s)? to|lack(?:ed|s|ing)?|absen(?:ce|t)|instead of"
    r"|rather than|non-?significant\w*|insignificant\w*|unlike|except|other than|apart from|if)\b",
    re.IGNORECASE,
)
_TURNED = re.compile(
    r"\b(?:normali[sz]|revers|restor|recover|prevent|rescu|alleviat|ameliorat|counteract|mitigat"
    r"|deactivat|suppress|inhibit|negative|less\b|anti-?correlat|abolish|block|loss|slow|asymmetr|laterali[sz]|latenc|delay|ratio\b|heterogene"
    r"|(?:wo)?men than|(?:fe)?males? than)|\bhypothes|\btime to\b"
    r"|(?<!\bdFC )(?<!\btemporal )\bvaria(?:bility|nce)\b",
    re.IGNORECASE,
)
"""Words that may turn a sign round."""
_LINKED = re.compile(
    r"correlat|(?<!regions )(?<!areas )(?<!networks )\bassociat"
    r"|(?<!-)\brelat(?:ed|es|ing) (?:to|with)|relationship|regress|mediat"
    r"|moderat(?:ed|ion)|\bpredict(?!ab)|classif|accurac|\bAUC\b|\bROC\b"
    r"|\bwith (?:longer|increasing|greater|higher|worse|more severe|lower)\b",
    re.IGNORECASE,
)
_HEDGED = re.compile(r"\b(?:may|might|could|suggest\w*|trend\w*|exploratory)\b", re.IGNORECASE)
_ONLY_PATIENTS_DID = re.compile(r"\b(?:who|that|which) (?:did|do|had|have|were|was) not\b")
_STIMULATED = re.compile(
    r"\b(?:stimulation|rTMS|tDCS|TMS|DBS|applied|delivered|targeting|over|lesions?)"
    r"(?: (?:of|over|to|in|the|left|right|bilateral)){0,4} $",
    re.IGNORECASE,
)
_STIMULUS = re.compile(
    r"\s(?:stimulation|DBS|lesion|resection|tumou?r|metasta|stroke)", re.IGNORECASE
)
_BESIDE = re.compile(r"\s(?:of|in|within)\s(?:the\s)?(?:(?:left|right|bilateral|and)\s){0,3}")
_LIST = re.compile(r"[\s,(/)]*(?:and|or|as well as)?\s*(?:the )?")
_PLAIN_CLAUSE = re.compile(r"(?:(?:and|while|whereas|but)\s)*(?:those|that|values|it|they)\b")
_PLAIN_SIGN = re.compile(r"\s(?:in|within|of|for|at|to|between|with|among)\b")
_SIDE = re.compile(
    r"\b(?P<side>left and right|right and left|bilateral(?:ly)?|left|right)\s"
    r"(?:(?!(?:in|of|with|to|between|from|and|or|for|was|were)\s)[\w-]+\s){0,3}$",
    re.IGNORECASE,
)
_SAME_SIDE = re.compile(
    r"(?:\s?\([^)]{0,60}\))?[\s,]*(?:and|or|as well as|/|-)?\s*(?:the\s)?"
    r"(?:(?!(?:in|of|with|to|between|from|for|was|were|by)\s)[\w-]+\s){0,2}"
)
_SIDE_BEHIND = re.compile(r"\bon the (?P<side>left|right)\b(?! side of)")
_WORDS_BETWEEN = 8
_VERB = re.compile(r"\b(?:was|were|is|are|had|has|showed|exhibited|revealed|displayed|did)\b")
_PREDICATE = re.compile(r"(?<!\bthere )\b(?:was|were|is|are|became) (?:\w+ly )?$", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"[,;:]|\b(?:was|were|is|are|had|showed|and|but|with|while|when|who|whose|that|than|after)\b"
)
_FAR = re.compile(r"\sand\s(?:the\s|regions of\s|\w+\s){0,2}$")
_ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = [
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_NUMBERS = {word: size for size, word in enumerate((*_ONES, *_TEENS), start=1)}
_NUMBERS |= {word: 10 * size for size, word in enumerate(_TENS, start=2)}
_PEOPLE = (
    r"(?:patients|controls|volunteers|subjects|participants|survivors|women|men|children|adults"
    r"|adolescents|individuals|people|persons|smokers|non-smokers|rats|mice|monkeys|macaques|HCs?)"
)
_NOT_A_NOUN = (
    r"(?!(?:years?|weeks?|months?|days?|hours?|minutes?|min|sessions?|of|and|in|to|were|was|had|or"
    r"|for|from|versus|vs|out|on|at|percent|mg|hz|tesla|t|different|groups?|studies|who|that|which"
    r"|before|after|compared|underwent|received|completed|participated|recruited|scanned|than"
    r"|relative|using|by|lasting|during|as|with|without|is|are|did|developed|showed|hundred|thousand|dozen|pairs|percent)\b)"
)
_WORD = rf"{_NOT_A_NOUN}[A-Za-z][\w'\u2019/+-]*"
_COUNTED = re.compile(
    rf"(?<![\w.,/<>=\u00b1\u2010-\u2013-])(?<![<>=\u00b1]\s)"
    rf"(?<!\d\s)(?<!hundred )(?<!hundred and )"
    rf"(?P<n>\d{{1,4}}|(?:(?:{'|'.join(_TENS)})-)?(?:{'|'.join(_ONES)})"
    rf"|{'|'.join(_TEENS + _TENS)})\s"
    rf"(?P<label>(?:(?:head and neck|age and|{_WORD})\s){{0,6}}?{_PEOPLE}\b(?![-/])"
    rf"(?:\s(?:with|without)(?:\s(?:head and neck|{_WORD})){{1,8}})?)",
    re.IGNORECASE,
)
_SUBSET = re.compile(
    r"(?<!\btotal )(?<!\bsample )(?<!\bcohort )(?<!\bgroup )(?<!\bgroups )(?<!\bconsisting )"
    r"\bof (?:the |these |those |all |our )?$|\b(?:age|aged|additional|other)\s$",
    re.IGNORECASE,
)
_EQUALS = re.compile(r"\s?[,(\[]?\s?\b[nN]\s?=\s?(?P<n>\d{1,4})(?![\d.%])")
_LABEL_EDGE = re.compile(
    r"[\n.;:,()\[\]=<>]|(?<!\bhead)\sand\s|\b(?:or|into|between|of|in|from|to|were|was|included"
    r"|recruited|enrolled|versus|vs|the|an?|by|for|we|compared|than|both|either|\d+)\s",
    re.IGNORECASE,
)
_GROUP_NOUN = re.compile(rf"\b(?:(?i:{_PEOPLE}|groups?|arm)|[A-Z]{{2,}}\S*)\b")
_TOOK_PART = re.compile(
    r"\b(?:included|enrolled|recruited|analy[sz]ed|completed|scanned|participated)\b|\b[nN]\s?="
)
_LONGEST_LABEL = 60
_LONGEST_SENTENCE = 1500
_SIGNS = (Direction.INCREASE, Direction.DECREASE)
_PATTERNS = {
    Direction.NONE: _NONE,
    Direction.INCREASE: _UP,
    Direction.DECREASE: _DOWN,
    Direction.ALTERED: _ALTERED,
}


@dataclass(frozen=True, slots=True)
class _Sign:
    """The one direction of a clause, and where its words stand."""

    direction: Direction
    places: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Page:
    """An abstract with the vocabulary and the short forms that hold in it."""

    text: str
    vocabulary: Vocabulary
    defined: Mapping[str, Mapping[str, str]]

    def find(self, span: Span, kind: str) -> list[Match]:
        """Find the terms of one kind in a stretch of the abstract, placed in the abstract."""
        found = self.vocabulary.find(span.text, kind, self.defined[kind])
        return [
            Match(id=it.id, start=it.start + span.start, end=it.end + span.start, bound=it.bound)
            for it in found
        ]

    def regions(self, span: Span) -> list[Match]:
        """Find the regions, leaving out short forms that stand in brackets to define them."""
        found = self.find(span, "region")
        spelled = {(it.id, it.end) for it in found}
        return [
            it
            for it in found
            if self.text[it.start - 2 : it.start] != " (" or (it.id, it.start - 2) not in spelled
        ]

    def quote(self, *places: tuple[int, int]) -> Quote:
        """Quote the shortest stretch that holds all these places."""
        start, end = min(place[0] for place in places), max(place[1] for place in places)
        return Quote(text=self.text[start:end], start=start)


def read(title: str, abstract: str, vocabulary: Vocabulary | None = None) -> Reading:
    """Read one title and abstract: one section per line, ``LABEL: text`` when labelled."""
    vocabulary = vocabulary or load("neuroimaging")
    defined = {kind: vocabulary.defined(abstract, kind) for kind in ("region", "measure")}
    page = _Page(abstract, vocabulary, defined)
    spans = sentences(abstract)
    return Reading(
        modalities=tuple(_modalities(title, abstract, vocabulary)),
        groups=tuple(groups(spans)),
        findings=tuple(_findings(page, results(spans))),
    )


def _modalities(title: str, abstract: str, vocabulary: Vocabulary) -> Iterator[Fact]:
    """Yield each modality once, where this study names it; FDG-PET is not also PET."""
    named: dict[str, Quote] = {}
    own = [(span, "abstract") for span in sentences(abstract) if not tells_earlier_work(span)]
    for span, part in [*own, (Span(title, 0), "title")]:
        for match in vocabulary.find(span.text, "modality"):
            words = span.text[match.span]
            named.setdefault(match.id, Quote(text=words, start=span.start + match.start, part=part))
    for id_, quote in named.items():
        if not (id_ == "PET" and "FDG-PET" in named):
            yield Fact(value=id_, quote=quote)


def _findings(page: _Page, spans: Iterable[Span]) -> Iterator[Finding]:
    """Yield the findings of the result sentences in text order, each only once."""
    found: dict[tuple[str, str, str, Direction], Finding] = {}
    for sentence in spans:
        turned = from_comparator(sentence)
        for finding in _sentence(page, sentence):
            if finding.direction is Direction.NONE or not turned:
                key = (finding.measure, finding.region, finding.hemisphere, finding.direction)
                found.setdefault(key, finding)
    ordered = sorted(found.values(), key=lambda finding: finding.quote.start)
    for number, it in enumerate(ordered, start=1):
        yield replace(it, id=f"f{number}")


def _sentence(page: _Page, sentence: Span) -> Iterator[Finding]:
    """Read a sentence up to its first correlation, which this version cannot read."""
    if len(sentence.text) > _LONGEST_SENTENCE:
        return
    measures: list[Match] = []
    for number, statement in enumerate(statements(sentence)):
        if _LINKED.search(statement.text) or (number and guesses(statement)):
            return
        for clause in clauses(statement):
            regions = [it for it in page.regions(clause) if _affected(page.text, it)]
            own = [it for it in page.find(clause, "measure") if _names(page.text, it, regions)]
            sign = _sign(clause)
            if sign and regions and (own or _continues(page.text, clause, sign)):
                yield from _clause(page, clause, sign, own or measures, regions)
            measures = own or measures


def _clause(
    page: _Page, clause: Span, sign: _Sign, measures: list[Match], regions: list[Match]
) -> Iterator[Finding]:
    """Yield one finding per measure and region of a clause that has one sign."""
    chain = _chain(page.text, measures, sign)
    here = chain and chain[0].start >= clause.start
    if here and not _belongs(page.text, chain, sign):
        return
    if "respectively" in clause.text and len({it.id for it in chain}) > 1:
        return
    sides = _sides(page, clause, regions)
    for measure in chain:
        for region, (side, *place) in zip(regions, sides, strict=True):
            word = min(sign.places, key=lambda place: abs(place[0] - region.start))
            quote = page.quote((measure.start, measure.end), word, (place[0], place[1]))
            if len(quote.text) <= LONGEST_QUOTE:
                yield Finding(
                    id="",
                    measure=measure.id,
                    region=region.id,
                    direction=sign.direction,
                    quote=quote,
                    hemisphere=side,
                    hedged=bool(_HEDGED.search(clause.text)),
                )


def _sign(clause: Span) -> _Sign | None:
    """Return the one direction of a clause; two signs, or a sign turned round, are none."""
    words = _ONLY_PATIENTS_DID.sub(lambda found: "_" * len(found[0]), clause.text)
    signed = {
        direction: tuple(
            (clause.start + hit.start(), clause.start + hit.end())
            for hit in pattern.finditer(words)
            if direction not in _SIGNS or not _OTHER_OBJECT.match(words, hit.end())
        )
        for direction, pattern in _PATTERNS.items()
    }
    present = [direction for direction, places in signed.items() if places]
    if present in ([Direction.NONE], [Direction.NONE, Direction.ALTERED]):
        return _Sign(Direction.NONE, signed[Direction.NONE])
    if len(present) != 1 or _NEGATED.search(words) or _TURNED.search(words):
        return None
    return _Sign(present[0], signed[present[0]])


def _chain(text: str, measures: list[Match], sign: _Sign) -> list[Match]:
    """Return the coordinated measures that the sign speaks of, or none where that is unclear."""
    chain = measures[:1]
    for measure in measures[1:]:
        linked = _LIST.fullmatch(text, chain[-1].end, measure.start)
        if not linked and measure.id not in {it.id for it in chain}:
            return []
        chain.append(measure)
    nearest: dict[str, Match] = {}
    for measure in chain:
        held = nearest.get(measure.id)
        if not held or _distance(measure, sign) < _distance(held, sign):
            nearest[measure.id] = measure
    return list(nearest.values())


def _distance(measure: Match, sign: _Sign) -> int:
    return min(abs(measure.start - start) for start, _ in sign.places)


def _belongs(text: str, chain: list[Match], sign: _Sign) -> bool:
    """Whether the sign can speak of these measures, and not of a score or a rating."""
    for start, end in sign.places:
        if any(it.start < end and start < it.end for it in chain):
            return True
        before = [text[it.end : start] for it in chain if it.end <= start]
        after = [text[end : it.start] for it in chain if it.start >= end]
        if any(map(_is_said_of, before)):
            return True
        predicate = _PREDICATE.search(text[max(0, start - 60) : start])
        if not predicate and any(map(_qualifies, after)):
            return True
    return False


def _is_said_of(between: str) -> bool:
    """Whether words between a measure and a later sign leave the measure as the subject."""
    return not _OTHER_SUBJECT.search(between) and len(_VERB.findall(between)) <= 1


def _qualifies(between: str) -> bool:
    """Whether words between a sign and a later measure leave the sign its attribute."""
    return len(between.split()) <= _WORDS_BETWEEN and not _ELSEWHERE.search(between)


def _names(text: str, measure: Match, regions: list[Match]) -> bool:
    """Whether these words name a measure here; ``volume`` does so only beside a region."""
    behind = _BESIDE.match(text, measure.end)
    beside = {measure.end + 1, behind.end() if behind else -1}
    return not measure.bound or any(
        text[it.end : measure.start] == " " or it.start in beside for it in regions
    )


def _affected(text: str, region: Match) -> bool:
    """Whether a region is where something was found, and not where a stimulus was applied."""
    applied = _STIMULATED.search(text[max(0, region.start - 70) : region.start])
    return not applied and not _STIMULUS.match(text, region.end)


def _continues(text: str, clause: Span, sign: _Sign) -> bool:
    """Whether a clause without a measure goes on about the one before it."""
    signed = sign.direction in _SIGNS
    plain = _PLAIN_CLAUSE.match(clause.text) or _PLAIN_SIGN.match(text, sign.places[0][1])
    return signed and bool(plain)


def _sides(page: _Page, clause: Span, regions: list[Match]) -> list[tuple[str, int, int]]:
    """Return each region's side, and where the words stand that name it with its side.

    A side covers the list that follows it until a new preposition opens.
    """
    sides: list[tuple[str, int, int]] = []
    last, end = "", clause.start
    for region in regions:
        gap = page.text[end : region.start]
        stated = _SIDE.search(gap)
        suffix = {"_L": "left", "_R": "right"}.get(page.text[region.end - 2 : region.end], "")
        if stated:
            last = stated["side"].lower() if " " not in stated["side"] else "bilateral"
        elif suffix or not _SAME_SIDE.fullmatch(gap) or _other_end(page.text, clause, region):
            last = suffix
        midline = page.vocabulary.term("region", region.id).midline
        start = end + stated.start() if stated and not midline else region.start
        side = "bilateral" if last == "bilaterally" else last
        sides.append(("" if midline else side, start, region.end))
        end = max(end, region.end)
    behind = _SIDE_BEHIND.search(clause.text)
    if behind and len(sides) == 1 and not sides[0][0]:
        start, end = clause.start + behind.start(), clause.start + behind.end()
        return [(behind["side"], min(start, regions[0].start), max(end, regions[0].end))]
    return sides


def _other_end(text: str, clause: Span, region: Match) -> bool:
    """Whether a region is the far end of ``between A and B``, which has a side of its own."""
    start = max(clause.start, region.start - 200)
    before = text[start : region.start].rpartition(" between ")
    return bool(before[1]) and before[2].count(" and ") == 1 and _FAR.search(before[2]) is not None


def groups(spans: Iterable[Span]) -> Iterator[Group]:
    """Yield the groups whose size is printed beside them; nothing is added up."""
    seen: set[tuple[str, int]] = set()
    for span in spans:
        if tells_earlier_work(span) or not _describes_groups(span):
            continue
        for label, size, start, end in sorted(_sizes(span.text), key=lambda found: found[2]):
            key = (label.lower(), size)
            if size and key not in seen:
                seen.add(key)
                quote = Quote(text=span.text[start:end], start=span.start + start)
                yield Group(label=label, n=size, quote=quote)


def _describes_groups(span: Span) -> bool:
    if not span.section or re.search("METHOD|PARTICIP|PATIENT|SUBJECT|DESIGN", span.section):
        return True
    return "RESULT" in span.section and bool(_TOOK_PART.search(span.text))


def _sizes(text: str) -> Iterator[tuple[str, int, int, int]]:
    """Yield label, size, and the place of the words, for ``24 patients`` and ``(n = 24)``."""
    for found in _COUNTED.finditer(text):
        before = text[max(0, found.start() - 200) : found.start()]
        if before.count("(") <= before.count(")") and not _SUBSET.search(before[-40:]):
            label = _short(found["label"])
            end = found.start("label") + len(label)
            yield label, _number(found["n"]), found.start(), end
    for found in _EQUALS.finditer(text):
        before = text[max(0, found.start() - 80) : found.start()]
        label = _LABEL_EDGE.split(before)[-1].strip(" ,")
        if len(label) <= _LONGEST_LABEL and _GROUP_NOUN.search(label):
            start = found.start() - len(before) + before.rindex(label)
            yield label, int(found["n"]), start, found.end()


def _short(label: str) -> str:
    """Trim a label to whole words within the longest length."""
    label = label.rstrip()
    return label if len(label) <= _LONGEST_LABEL else label[:_LONGEST_LABEL].rpartition(" ")[0]


def _number(words: str) -> int:
    if words.isdecimal():
        return int(words)
    return sum(_NUMBERS[word] for word in re.split(r"[-\u2010\u2011]", words.lower()))
