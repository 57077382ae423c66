"""Text is cut into sentences and clauses that remember their place in the untouched words.

Which sentences report results is told by their section, or else by their wording.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

from bot.extraction.section_labels import label_of, labels_in

INCREASE = (
    r"increas(?:e|es|ed|ing)|higher(?! (?:visual|cognitive|motor)\b)"
    r"|greater|larger|stronger|enhanced|enhancement|enhances"
    r"|thicker|thickening|elevated|elevation|raised|rose|strengthened|augmented|heightened"
    r"|up[-\u2010-\u2013]?regulated"
    r"|hyper[-\u2010-\u2013]?(?:activ|connect|metabol|perfus|synchron)\w*"
)
"""Words that say that something is more."""

DECREASE = (
    r"reduc(?:e|es|ed|ing|tion|tions)|decreas(?:e|es|ed|ing)|lower|lowered|weaker|weakened|smaller"
    r"|atroph(?:y|ic|ied)|diminished|attenuated|thinner|thinning|fell|declined?|dampened|blunted"
    r"|down[-\u2010-\u2013]?regulated"
    r"|hypo[-\u2010-\u2013]?(?:activ|connect|metabol|perfus|synchron)\w*"
)
"""Words that say that something is less."""

SIGNED = rf"(?:{INCREASE}|{DECREASE})"

MAYBE = (
    r"may|might|could(?! not)|would|should|possibl[ey]|perhaps|propos\w+|speculat\w+|future"
    r"|(?<!binding )(?<!evoked )(?<!action )(?<!related )potential(?:ly)?"
)
"""Words by which a sentence guesses; a binding or evoked potential is measured."""

_BREAK = re.compile(
    r"[.!?][\"'\u201d\u2019)\]]{0,2}\s+(?=[\"'\u201c(\[]?(?:[A-Z0-9\u00c0-\u00de]|[a-z]{1,3}-?[A-Z]{2}))"
)
_BULLETS = frozenset("\u25ba\u2022\u25b8\u25aa")
_BULLET = re.compile(r"[\u25ba\u2022\u25b8\u25aa]\s")
_END = re.compile(r"[.!?](?=\s)|[\n\r]")
_SHORT = re.compile(
    r"(?:^|[\s(\[,;])(?:e\.?g|i\.?e|vs|cf|figs?|tabs?|eqs?|refs?|et al|approx|resp|dr|prof|st|ca"
    r"|incl|(?<!group\s)(?<!arm\s)[A-Z]|(?:[A-Za-z]\.)+[A-Za-z])$",
    re.IGNORECASE,
)
_LETTER = re.compile(r"\s[A-Z]\Z")
_STARTS = re.compile(
    r"\.\s+(?:The|We|In|This|These|Our|There|No|All|Both|However|Moreover|Furthermore|It|Compared"
    r"|Patients|After|During|Here|For|While|When|Using|Participants|Results)\b"
)
"""What begins a sentence behind ``at 3 T.`` or ``in group B.``, and is nobody's name."""
_CHANGED = r"(?<!ly\s)(?:(?:in|de)creased|declined|dropped)\b(?=[,;.]|\s(?:in|with|after|by)\b)"
_HARD = re.compile(
    r"(?=[;,\s])(?:"
    r";\s*|,?\s(?=(?:while|whereas|whilst|although|though)\b)|,\s(?=(?:but(?!\s(?:also|rather)\b)|however|yet)\b)"
    r"|,\s(?=(?:and\s)?(?:which|suggesting|indicating|implying|supporting|reflecting)\b)"
    r"|,\s(?=and\s(?:this|these|it|they|those|that)\b)"
    r"|(?P<new>,?\s(?=and\s(?:(?!and\s(?:was|were|did|showed|exhibited|displayed)\b)"
    r"[^\s,;.()]{1,30}\s){1,9}?(?<!\sand\s)(?:(?:was|were|fell|rose|showed|exhibited|displayed"
    rf"|demonstrated|revealed|correlated|did|remained|differed)\b|{_CHANGED}))))"
)
_FINITE = re.compile(
    r"\b(?:was|were|fell|rose|showed|exhibited|displayed|revealed|demonstrated|had|did|correlated"
    rf"|remained|differed)\b(?!\sthat\b)|\b{_CHANGED}"
)
_BETWEEN = re.compile(r"\bbetween\s(?:(?!\sand\s).)*\Z", re.DOTALL)
"""What goes on behind ``and``: ``connectivity between A and B was``."""
_CONCEDES = re.compile(
    r"\s*(?P<clause>(?:even )?though|although|even if|while|whilst|whereas)\b"
    r"|\s*(?:despite|in spite of|notwithstanding|in the absence of)\b",
    re.IGNORECASE,
)
"""What opens a clause that only stands beside what the sentence says."""
_MAIN_CLAUSE = re.compile(r",\s(?!(?:and|or|but|nor|which|who|whose|as|such|including)\b)")
_SAID = re.compile(
    r"\b(?:was|were|is|are|fell|rose|showed|exhibited|displayed|revealed|demonstrated|had|did"
    r"|correlated|found|observed|detected|remained|differed|identified)\b"
)
# Patterns in small letters are searched in ``small``: faster than to ignore what is a capital.
_PLANNED = re.compile(
    r"\b(?:aim(?:s|ed)?|sought|objectives?|purpose|goal|hypothes\w+|investigat\w+|whether|planned"
    r"|(?:we|were|was) (?:then |also |first )?(?:measured|used|calculated|computed|compared"
    r"|performed|acquired|recruited|analy[sz]ed|assessed|evaluated|examined|scanned|collected"
    r"|constructed|enrolled|included|conducted|carried out)"
    r"|to (?:examine|test|assess|determine|explore|evaluate|identify|clarify|study|understand))\b"
)
_EARLIER = re.compile(
    r"\b(?:previous(?:ly)?|prior (?:stud|work|research)|earlier stud|studies|literature"
    r"|(?:is|are) known|has been|have been|meta-analys[ei]s|little is)"
)
_GUESSED = re.compile(
    rf"\b(?:{MAYBE}|thought to|hypothes\w+|appears? to|seems? to|suggest(?:s|ed|ing)?)\b"
)
_REPORTED = re.compile(
    r"\b(?:showed|exhibited|demonstrated|revealed|displayed|had|found|observed|detected|was|were|correlated|associated|differ"
    r"|presented|included|fell|rose|increased|decreased|differed|did not|identified)\b"
)


LONGEST_SENTENCE = 3000
"""Characters. What is longer is no sentence, and is not read."""
LONGEST_ABSTRACT = 100_000
"""Characters. What stands behind them is not read: real abstracts have 10,000 at most."""


class Span(NamedTuple):
    """A stretch of a longer text, its place there, and the labelled section it stands in."""

    text: str
    start: int
    section: str = ""

    @property
    def end(self) -> int:
        """The offset just after the last character."""
        return self.start + len(self.text)


def opening(text: str) -> str:
    """The part of a text that is read: all of it, unless it is too long for an abstract.

    It is cut behind a whole sentence or line, so that nothing is read without its end.
    """
    if len(text) <= LONGEST_ABSTRACT:
        return text
    ends = [match.end() for match in _END.finditer(text, 0, LONGEST_ABSTRACT)]
    return text[: ends[-1]] if ends else ""


def small(text: str) -> str:
    """Write a text in small letters, each in its place; what grows by it stays as it is."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(letter if len(letter.lower()) > 1 else letter.lower() for letter in text)


def holds_any(text: str, words: Iterable[str]) -> bool:
    """Whether a text holds any of these letters: asked before a slow pattern that needs them."""
    return any(word in text for word in words)


class Located(NamedTuple):
    """The words of a text in order, and where each begins and ends."""

    words: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]


def located(pattern: re.Pattern[str], text: str, start: int = 0) -> Located:
    """Find the words that the one group of a pattern is; ``start`` is where the text stands.

    Their places are added up from their lengths: far faster than a match object for each.
    """
    pieces = pattern.split(text)
    edges = list(accumulate(map(len, pieces), initial=start))
    return Located(pieces[1::2], edges[1:-1:2], edges[2::2])


def sentences(text: str) -> list[Span]:
    """Cut a text into sentences: one section per line, ``LABEL: text`` when labelled."""
    return [sentence for section in _sections(text) for sentence in _sentences(section)]


def next_in_section(spans: Sequence[Span]) -> dict[int, Span]:
    """Return by the start of each sentence the one behind it, where its section goes on."""
    return {span.start: last for span, last in pairwise(spans) if last.section == span.section}


def results(spans: list[Span]) -> list[Span]:
    """Choose the sentences that report what was found, not what was planned, known or guessed.

    In a labelled abstract the label tells; elsewhere what stands before the aim or the
    methods is background.
    """
    labelled = any("RESULT" in span.section or "FINDING" in span.section for span in spans)
    plans = (number for number, span in enumerate(spans) if _plans(span))
    opening = -1 if labelled else next(plans, -1)
    return [
        span
        for number, span in enumerate(spans)
        if number > opening and _reports(span, labelled=labelled)
    ]


def tells_earlier_work(span: Span) -> bool:
    """Whether a sentence speaks of other studies than this one."""
    return bool(_EARLIER.search(span.text.lower()))


def guesses(span: Span) -> bool:
    """Whether a statement says what may be, and not what was found."""
    return first_guess(span) >= 0


def first_guess(span: Span) -> int:
    """Where a stretch first says what may be, as an offset within it; -1 where it does not."""
    guess = _GUESSED.search(span.text.lower())
    return guess.start() if guess else -1


def _plans(span: Span) -> bool:
    return bool(_PLANNED.search(span.text.lower()))


def _reports(span: Span, *, labelled: bool) -> bool:
    result = "RESULT" in span.section or "FINDING" in span.section
    reports = labelled if not span.section else "CONCLU" not in span.section
    if (reports and not result) or tells_earlier_work(span):
        return False
    if result:
        return "hypothes" not in span.text.lower()
    first = statements(span)[0]
    return bool(_REPORTED.search(first.text.lower())) and not (_plans(span) or guesses(first))


@lru_cache(maxsize=256)
def statements(sentence: Span) -> tuple[Span, ...]:
    """Cut a sentence where a conjunction, a semicolon or a new verb opens another statement."""
    begun = _main_clause(sentence.text)
    cuts = [begun] if begun else []
    for joint in _HARD.finditer(sentence.text, begun):
        if _in_brackets(sentence.text, joint.start()) or _opens_with_even(sentence.text, joint):
            continue
        if joint.lastgroup != "new" or _opens(sentence.text, begun, joint.start()):
            cuts.append(joint.end())
            begun = joint.end()
    return tuple(cut(sentence, cuts))


def _main_clause(text: str) -> int:
    """Where the main clause begins behind one that concedes: 0 where none stands before it."""
    opened = _CONCEDES.match(text)
    commas = list(_MAIN_CLAUSE.finditer(text, opened.end())) if opened else []
    for number, comma in enumerate(commas):
        if _in_brackets(text, comma.start()):
            continue
        whole = not (opened and opened["clause"]) or _SAID.search(text, 0, comma.start())
        end = commas[number + 1].start() if number + 1 < len(commas) else len(text)
        if whole and _SAID.search(text, comma.end(), end):
            return comma.end()
    return 0


def _in_brackets(text: str, at: int) -> bool:
    return any(text.count(a, 0, at) > text.count(b, 0, at) for a, b in ("()", "[]"))


def _opens_with_even(text: str, joint: re.Match[str]) -> bool:
    return text[: joint.start()].strip().lower() == "even"


def _opens(text: str, begun: int, joint: int) -> bool:
    """Whether a new verb behind a joint is that of another statement: the last has one already."""
    return bool(_FINITE.search(text, begun, joint)) and not _BETWEEN.search(text, begun, joint)


def _sections(text: str) -> Iterator[Span]:
    for line in re.finditer(r"[^\n\r]+", text):
        label, start = "", line.start()
        for heading in labels_in(line[0]):
            yield Span(text[start : line.start() + heading.start()], start, label)
            label = label_of(heading)
            start = line.start() + heading.end()
        yield Span(text[start : line.end()], start, label)


def _sentences(section: Span) -> Iterator[Span]:
    breaks = _BREAK.finditer(section.text)
    ends = [match.end() for match in breaks if not _abbreviated(section.text, match.start())]
    if _BULLETS & set(section.text):
        ends = sorted({*ends, *(match.start() for match in _BULLET.finditer(section.text))})
    yield from cut(section, ends)


def _abbreviated(text: str, stop: int) -> bool:
    """Whether the full stop here ends a short form or an initial and no sentence."""
    if text[stop] != "." or not _SHORT.search(text[max(0, stop - 12) : stop]):
        return False
    return not (_LETTER.search(text, max(0, stop - 12), stop) and _STARTS.match(text, stop))


def cut(span: Span, offsets: Iterable[int]) -> list[Span]:
    """Cut a span at these offsets and trim white space, leaving out what is empty."""
    edges = [0, *offsets, len(span.text)]
    pieces = []
    for start, end in pairwise(edges):
        piece = span.text[start:end]
        if piece.strip():
            lead = len(piece) - len(piece.lstrip())
            pieces.append(Span(piece.strip(), span.start + start + lead, span.section))
    return pieces
