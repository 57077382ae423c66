"""Text is cut into sentences and clauses that remember their place in the untouched words.

Which sentences report results is told by their section, or else by their wording.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

INCREASE = (
    r"increas(?:e|es|ed|ing)|higher(?! (?:visual|cognitive|motor)\b)"
    r"|greater|larger|stronger|enhanced|enhancement|enhances"
    r"|elevated|elevation|raised|rose|strengthened"
    r"|hyper[-\u2010-\u2013]?(?:activ|connect|metabol|perfus|synchron)\w*"
)
"""Words that say that something is more."""

DECREASE = (
    r"reduc(?:e|es|ed|ing|tion|tions)|decreas(?:e|es|ed|ing)|lower|lowered|weaker|weakened|smaller"
    r"|atroph(?:y|ic|ied)|diminished|attenuated|thinner|thinning|fell|declined?"
    r"|hypo[-\u2010-\u2013]?(?:activ|connect|metabol|perfus|synchron)\w*"
)
"""Words that say that something is less."""

SIGNED = rf"(?:{INCREASE}|{DECREASE})"

_LABEL = (
    r"(?:INTRODUCTION|BACKGROUND|CONTEXT|RATIONALE|OBJECTIVES?|AIMS?|PURPOSE|HYPOTHESIS|(?:MATERIALS?"
    r"|PATIENTS|SUBJECTS|PARTICIPANTS) AND METHODS?|METHODS?|METHODOLOGY|DESIGN|STUDY DESIGN"
    r"|PARTICIPANTS|PATIENTS|SUBJECTS|SETTING|MEASUREMENTS|INTERVENTIONS?|(?:MAIN |KEY )?RESULTS?"
    r"|(?:MAIN |KEY )?FINDINGS|DISCUSSIONS?|(?:MAIN )?CONCLUSIONS?|INTERPRETATION|SIGNIFICANCE"
    r"|IMPLICATIONS|LIMITATIONS|PERSPECTIVE|TRIAL REGISTRATION|FUNDING)"
    r"(?: ?(?:AND|&|/) ?(?:AIMS?|OBJECTIVES?|PURPOSE|CONCLUSIONS?|DISCUSSIONS?|SIGNIFICANCE))?"
)
_INLINE = re.compile(rf"(?:^|(?<=[.?!)]\s))(?P<known>{_LABEL}):\s", re.IGNORECASE)
_CAPITALS = re.compile(r"(?P<other>[A-Z][A-Z &/,()'-]{2,80}):\s")
_BREAK = re.compile(r"[.!?][\"'\u201d\u2019)\]]{0,2}\s+(?=[\"'\u201c(\[]?[A-Z0-9\u00c0-\u00de])")
_SHORT = re.compile(
    r"(?:^|[\s(\[,;])(?:e\.?g|i\.?e|vs|cf|figs?|tabs?|eqs?|refs?|et al|approx|resp|dr|prof|st|ca"
    r"|incl|[A-Z]|(?:[A-Za-z]\.)+[A-Za-z])$",
    re.IGNORECASE,
)
_HARD = re.compile(
    r";\s*|,?\s(?=(?:while|whereas|whilst|although|though)\b)|,\s(?=(?:but|however|yet)\b)"
    r"|,\s(?=(?:and\s)?(?:which|suggesting|indicating|implying|supporting|reflecting)\b)"
    r"|,\s(?=and\s(?:this|these|it|they|those|that)\b)"
)
_SOFT = re.compile(
    rf",?\s(?=(?:and|as well as)\s(?:(?:\w{{1,20}}ly|an?|the|also|more|even|showed|exhibited|had"
    rf"|displayed|demonstrated|revealed|with)\s){{0,4}}{SIGNED}(?![\w-]))"
    rf"|,\s(?=(?:significantly\s)?{SIGNED}(?![\w-]))",
    re.IGNORECASE,
)
_OPEN_CHOICE = re.compile(rf"(?<![\w-])(?:{SIGNED}|hypo|hyper|either|both)-?$", re.IGNORECASE)
_PLANNED = re.compile(
    r"\b(?:aim(?:s|ed)?|sought|objectives?|purpose|goal|hypothes\w+|investigat\w+|whether|planned"
    r"|(?:we|were|was) (?:then |also |first )?(?:measured|used|calculated|computed|compared"
    r"|performed|acquired|recruited|analy[sz]ed|assessed|evaluated|examined|scanned|collected"
    r"|constructed|enrolled|included)|to (?:examine|test|assess|determine|explore|evaluate"
    r"|identify|clarify|study|understand))\b",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"\b(?:previous(?:ly)?|prior (?:stud|work|research)|earlier stud|studies|literature"
    r"|(?:is|are) known|has been|have been|meta-analys[ei]s|little is)",
    re.IGNORECASE,
)
_GUESSED = re.compile(
    r"\b(?:may|might|could|would|should|possibl[ey]|perhaps|potential(?:ly)?|propos\w+|thought to"
    r"|hypothes\w+|speculat\w+|future|suggest(?:s|ed|ing)?)\b",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"\b(?:showed|exhibited|demonstrated|revealed|displayed|had|found|observed|detected|was|were"
    r"|presented|included|fell|rose|increased|decreased|differed|did not|identified)\b",
    re.IGNORECASE,
)
_COMPARATOR = re.compile(
    r"\b(?:(?i:controls|control (?:groups?|subjects?|participants?|animals|rats|mice|individuals"
    r"|women|men|arm|cohort)|volunteers|healthy (?:subjects|participants|individuals|women|men"
    r"|adults|people|persons|adolescents|children|groups?|siblings)|sham|placebo|vehicle|saline"
    r"|na[i\u00ef]ve|wait(?:ing)?[- ]?list|usual care|pain[- ]?free|painless"
    r"|non-\w+(?:ers|ants|group)|low[- ]pain|mild(?:er)? pain|without|(?:who|that) did not|before"
    r"|prior to)|(?:HC|NC|HV)s?)\b"
)
_SUBJECT = re.compile(
    r"\s(?:\([^)]{0,30}\)\s)?(?:\w{1,20}ly )?(?:showed|exhibited|had|displayed|demonstrated"
    r"|presented|revealed|show|exhibit)\b"
)
_AGAINST = re.compile(
    r"\b(?:(?:than|(?:compar(?:ed|ison|ing)|contrast(?:ed)?|relative) (?:with|to)|versus|vs\.?)"
    r"(?:\s(?!(?:showed|had|was|were|is|are|baseline|before|first|rest|after|post\S*)\b)[^\s,;]+){0,8}"
    r"|(?:from|differences? between|between)(?:\s(?:the|those|matched|healthy|normal|and|\d+|[\w-]*"
    r"patients?|\w+-matched)){0,5})\s$",
    re.IGNORECASE,
)
_PATIENTS = re.compile(r"\b(?:patients?|survivors|sufferers)\b", re.IGNORECASE)
_CONTINUED = re.compile(r"(?:They|The (?:former|latter|same|other)|Conversely|In contrast)\b")
_THAN_LATER = re.compile(r"\b(?:than|compared (?:with|to)) (?:\w+ ){0,2}?(?:after|post|follow-?up)")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a longer text, its place there, and the labelled section it stands in."""

    text: str
    start: int
    section: str = ""

    @property
    def end(self) -> int:
        """The offset just after the last character."""
        return self.start + len(self.text)


def sentences(text: str) -> list[Span]:
    """Cut a text into sentences: one section per line, ``LABEL: text`` when labelled."""
    return [sentence for section in _sections(text) for sentence in _sentences(section)]


def results(spans: list[Span]) -> list[Span]:
    """Choose the sentences that report what was found, not what was planned, known or guessed.

    In a labelled abstract the label tells; elsewhere what stands before the aim or the
    methods is background.
    """
    labelled = any("RESULT" in span.section or "FINDING" in span.section for span in spans)
    plans = [number for number, span in enumerate(spans) if _PLANNED.search(span.text)]
    opening = plans[0] if plans and not labelled else -1
    return [
        span
        for number, span in enumerate(spans)
        if number > opening and _reports(span, labelled=labelled)
    ]


def tells_earlier_work(span: Span) -> bool:
    """Whether a sentence speaks of other studies than this one."""
    return bool(_EARLIER.search(span.text))


def guesses(span: Span) -> bool:
    """Whether a statement says what may be, and not what was found."""
    return bool(_GUESSED.search(span.text))


def from_comparator(span: Span) -> bool:
    """Whether a sentence may be written from the side of the group compared against.

    Controls, sham, and time before treatment may stand only behind ``than`` or the like.
    """
    text = span.text
    if _CONTINUED.match(text) or _THAN_LATER.search(text):
        return True
    compared = [_is_against(text, hit) for hit in _COMPARATOR.finditer(text)]
    patients = list(_PATIENTS.finditer(text))
    lone = len(patients) == 1 and not compared and _is_against(text, patients[0])
    return lone or not all(compared)


def _is_against(text: str, group: re.Match[str]) -> bool:
    before = text[max(0, group.start() - 120) : group.start()]
    return bool(_AGAINST.search(before)) and not _SUBJECT.match(text, group.end())


def _reports(span: Span, *, labelled: bool) -> bool:
    if tells_earlier_work(span):
        return False
    if "RESULT" in span.section or "FINDING" in span.section:
        return not re.search(r"hypothes", span.text, re.IGNORECASE)
    if span.section and "CONCLU" not in span.section:
        return False
    if labelled and not span.section:
        return False
    first = statements(span)[0]
    return bool(_REPORTED.search(first.text)) and not (_PLANNED.search(span.text) or guesses(first))


def clauses(sentence: Span) -> list[Span]:
    """Cut a sentence where a new statement begins: at ``;``, ``, while``, or a new direction."""
    cuts = [cut for part in statements(sentence) for cut in (part.start, *_soft_cuts(part))]
    return _cut(sentence, (cut - sentence.start for cut in cuts))


def statements(sentence: Span) -> list[Span]:
    """Cut a sentence only where a conjunction or a semicolon opens a statement of its own."""
    return _cut(sentence, (cut.end() for cut in _HARD.finditer(sentence.text)))


def _sections(text: str) -> Iterator[Span]:
    for line in re.finditer(r"[^\n\r]+", text):
        label, start = "", line.start()
        for heading in _headings(line[0]):
            yield Span(text[start : line.start() + heading.start()], start, label)
            label, start = (heading[1]).upper(), line.start() + heading.end()
        yield Span(text[start : line.end()], start, label)


def _headings(line: str) -> Iterator[re.Match[str]]:
    first = _CAPITALS.match(line)
    known = list(_INLINE.finditer(line))
    if first and not (known and known[0].start() == 0):
        yield first
    yield from known


def _sentences(section: Span) -> Iterator[Span]:
    breaks = _BREAK.finditer(section.text)
    ends = [found.end() for found in breaks if not _abbreviated(section.text, found.start())]
    yield from _cut(section, ends)


def _abbreviated(text: str, stop: int) -> bool:
    """Whether the full stop here ends a short form or an initial and no sentence."""
    return text[stop] == "." and bool(_SHORT.search(text[max(0, stop - 12) : stop]))


def _soft_cuts(part: Span) -> Iterator[int]:
    """Yield where a new direction opens, but not between ``increased and decreased``."""
    for cut in _SOFT.finditer(part.text):
        if not _OPEN_CHOICE.search(part.text[max(0, cut.start() - 30) : cut.start()]):
            yield part.start + cut.end()


def _cut(span: Span, offsets: Iterable[int]) -> list[Span]:
    """Cut a span at these offsets and trim white space, leaving out what is empty."""
    edges = [0, *offsets, len(span.text)]
    pieces = []
    for start, end in pairwise(edges):
        piece = span.text[start:end]
        if piece.strip():
            lead = len(piece) - len(piece.lstrip())
            pieces.append(Span(piece.strip(), span.start + start + lead, span.section))
    return pieces
