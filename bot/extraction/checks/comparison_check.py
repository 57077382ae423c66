"""Whether a claimed comparison agrees with the groups and times that its words name.

Only what the words name outright speaks against a claim: where they name no comparator, the claim
may know it from elsewhere in the paper.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.domain.studies import CORRELATIONS, Direction, Finding
from bot.extraction.checks.correlation_check import link_in
from bot.extraction.checks.evidence_alignment import ClaimedFinding
from bot.extraction.text import Span, small

_KINDS = (
    ("healthy", r".*_vs_hc"),
    ("time", r"post_vs_pre|model_post_vs_baseline"),
    ("treatment", r"intervention_vs_control\w*"),
    ("correlation", r"within_\w+"),
    ("condition", r"\w+_contrast"),
    ("model", r"model_vs_control"),
    ("later", r"future_pain_vs_no_pain"),
    ("patients", r"pain_vs_cancer_no_pain|patients_vs_patients|pain_high_vs_low"),
)
"""Sorts of comparison that exclude one another, by the ids of the comparisons."""
_ALIKE = (frozenset(("patients", "later")), frozenset(("model", "time")))
_LATER = re.compile(
    r"\b(?:later|subsequently|went on to|eventually)\s(?:\w+\s){0,2}(?:develop|have|had|report"
    r"|experienc)\w*"
)
_BEFORE_IT = re.compile(
    r"\bbaseline\b|\b(?:before|prior to)\s(?:the\s|any\s|their\s)?(?:start of\s)?(?:chemotherap\w+"
    r"|radiotherap\w+|treatment|surgery|mastectomy|thoracotomy)\b"
    r"|\bpre-?(?:treatment|operative(?:ly)?|surgery|chemotherapy)\b"
)
_DEVELOPED = re.compile(
    r"\b(?:develop(?:ed|ing|s)?|went on to)\b[^.;]{0,40}(?:pain|neuropath|cipn|arthralgi|mucositis)"
)
_GOES_WITH = re.compile(
    r"\b(?:increas|decreas|ris|rose|fell|fall|gr[eo]w|shr[aiu]nk|declin|thinn)\w*\s(?:linearly\s)?"
    r"with\s(?:the\s|their\s|longer\s|higher\s|greater\s|worse\s|increasing\s)?(?:[\w-]+\s){0,3}?"
    r"(?:scores?|ratings?|duration|severity|intensity|age|doses?|levels?)\b"
)
_CHANGE = re.compile(
    r"\b(?:changes?|decreases?|increases?|reductions?|declines?|falls?|rises?|improvements?"
    r"|worsening|deterioration|normali[sz]ation|recovery)\s(?:in|of|from)\b|\b(?:delta|relief)\b"
    r"|\b(?:\w+\s)(?:changes?|reductions?)\b"
)
"""Of what correlates, that it is a change over time."""
_COMPARES = re.compile(r"\b(?:than|compared|relative to|versus|vs)\b")
_CONTROLS = re.compile(
    r"\bcontrols?(?: group| participants| subjects)?\s(?:were|was|comprised|consisted of|included)"
    r"\s(?:\d+\s|the\s)?(?:[\w-]+\s){0,3}?(?:patients|survivors|women with|men with|people with)\b"
    r"|\b(?:patients|survivors)\b[^.;]{0,80}\bserved as (?:the )?controls\b"
)
_AGAINST_ILL = re.compile(
    r"\b(?:than|compared (?:with|to)|relative to|versus|vs\.?|between)\b.*\b(?:patients|survivors"
    r"|those|(?:women|men|people|subjects|participants) (?:with|who)|pain|mild|low)\b"
)
_HEALTHY = re.compile(r"\bhealthy\b|\bhcs?\b|\bvolunteers\b|\bnormal controls\b")
_LATER_TIME = re.compile(
    r"^(?:(?:[\w-]+\s){1,3}(?:hours?|days?|weeks?|months?|years?)\s)?after\s[^,]{3,60},"
)
_OTHER_TIMES = re.compile(
    r"\bcompared (?:with|to)\s(?:the\s)?(?:days|periods|nights|hours|phases)\b"
)
_WHICH_CHANGED = re.compile(
    r",\s(?:which|that)\s(?:\w+\s)?(?:fell|rose|declined|decreased|increased|normali[sz]ed|recovered)"
    r"\s(?:after|following|with|under|during)\b"
)
_PARTED = re.compile(r"\b\d+\s(?:[\w-]+\s){1,3}after\s[\w-]+\sand\s\d+\s")
"""Groups of those who were given something and of others: ``30 women after surgery and 28``."""
_GIVEN_EITHER = re.compile(
    r"\b(?:received|given|treated with|injected with|administered)\s[^.;]{2,60}\sor\s"
    r"(?:vehicle|saline|placebo|sham)\b"
)
_TREATED = re.compile(r"\btreated (?:rats|mice|animals|monkeys)\b")
_FREE_OF = re.compile(
    r"\b(?:pain|symptom|headache)-?free"
    r" (?:volunteers|people|women|men|adults|participants|subjects)"
    r"|\bvolunteers (?:without|with no)\b"
)
_CANCER = re.compile(
    r"cancer|carcinom|tumou?r(?! necrosis)|lymphom|leuk|myelom|metasta|sarcom|oncolog|mastectom"
    r"|chemothera|survivors"
)
_WITHOUT_PAIN = re.compile(
    r"(?:\b(?:and|with|but|or|had) no|\bwithout|\bfree of)\s(?:\w+\s)?pain\b|\bno[- ]pain\b"
    r"|\bpain-?free\b|\bpainless\b"
)
_PAIN = re.compile(r"pain|ache|algi|algesi|allodyn|neuropath|mucositis|\bci[bp][np]p?\b|\bcp\b")


def comparison_fault(case: ClaimedFinding) -> str:
    """Why the words of a finding compare otherwise than it says; empty where they do not."""
    claimed = sort_of(case.finding.comparison)
    if not claimed:
        return ""
    return _relates(case.finding, case.clauses, claimed) or _compares(case, claimed)


def _relates(finding: Finding, clauses: Sequence[Span], claimed: str) -> str:
    """Why a difference is claimed of what goes with what, or a relation of what differs."""
    signed = finding.direction in (Direction.INCREASE, Direction.DECREASE)
    linked = finding.direction in CORRELATIONS
    if (claimed == "correlation" and signed) or (claimed != "correlation" and linked):
        return "a relation within a group is no difference between groups"
    words = [small(clause.text) for clause in clauses]
    if claimed == "correlation" and any(map(_changes_together, words)):
        return "its sentence relates a change of the measure, not the measure itself"
    if signed and any(_GOES_WITH.search(text) and not _COMPARES.search(text) for text in words):
        return "its sentence relates two quantities, which is no difference between groups"
    return ""


def _changes_together(words: str) -> bool:
    """Whether a correlation is one of two changes, whose sign is not that of two values."""
    link = link_in(words)
    parts = (words[: link.start()], words[link.end() :]) if link else ("",)
    return all(map(_CHANGE.search, parts))


def _compares(case: ClaimedFinding, claimed: str) -> str:
    """Why the words compare other groups or times than a finding claims."""
    abstract = small(case.paper.abstract)
    words = " ".join(small(sentence.text) for sentence in case.sentences)
    if why := _by_what_came_later(claimed, words, abstract):
        return why
    if _of_painless(case.finding, words):
        return "its sentence tells this of people without pain"
    if _of_other_people(claimed, words, abstract) or _of_other_times(
        claimed, case.clauses, words, abstract
    ):
        return "its sentence does not name the groups or times compared"
    named = _named(case, correlates=claimed == "correlation")
    if named == {"patients"} and claimed == "healthy" and not _AGAINST_ILL.search(words):
        return ""  # "than good sleepers": who is not called ill may be healthy
    if "healthy" in named and not _HEALTHY.search(words) and _has_ill_controls(abstract):
        named = named - {"healthy"} | {"patients"}
    alike = any({claimed, sort} <= pair for sort in named for pair in _ALIKE)
    if not named or claimed in named or alike:
        return ""
    return "its sentence names another comparison"


def _by_what_came_later(claimed: str, words: str, abstract: str) -> str:
    """Why words compare by what came after the scan; empty where they do not, or say no more."""
    if _LATER.search(words) and claimed not in ("later", "patients", "healthy"):
        return "its sentence compares people by what came later"
    if claimed == "patients" and _BEFORE_IT.search(words) and _DEVELOPED.search(abstract):
        return "its sentence may compare people before some of them had pain"
    return ""


@lru_cache(maxsize=2)
def _has_ill_controls(abstract: str) -> bool:
    """Whether a paper calls patients its controls, asked for each of its findings."""
    return bool(_CONTROLS.search(abstract))


def _of_other_people(claimed: str, words: str, abstract: str) -> bool:
    """Whether the paper says that those it compares with are others than claimed."""
    if claimed == "healthy":
        return _has_ill_controls(abstract) and not _HEALTHY.search(abstract)
    if claimed == "patients":
        return bool(_FREE_OF.search(abstract)) and not _CANCER.search(abstract)
    if claimed == "model":
        return bool(_TREATED.search(words) and _GIVEN_EITHER.search(abstract))
    return claimed == "condition" and bool(_HEALTHY.search(words) and _COMPARES.search(words))


def _of_other_times(claimed: str, clauses: Sequence[Span], words: str, abstract: str) -> bool:
    """Whether the words tell a change over time that is not claimed, or none where one is."""
    if claimed in ("healthy", "patients"):
        return bool(_LATER_TIME.match(words)) and not _COMPARES.search(words)
    if claimed != "time":
        return False
    changed = _WHICH_CHANGED.search(words)
    first = changed and all(
        small(clause.text) not in words[changed.start() :] for clause in clauses
    )
    return bool(first or _OTHER_TIMES.search(words) or _PARTED.search(abstract))


@lru_cache(maxsize=64)
def sort_of(comparison: str) -> str:
    """The sort of a comparison; empty where it may be of several."""
    return next((sort for sort, ids in _KINDS if re.fullmatch(ids, comparison)), "")


def _of_painless(finding: Finding, words: str) -> bool:
    """Whether only people without pain and healthy people are named in what claims pain."""
    if not finding.comparison.startswith("pain_") or not _HEALTHY.search(words):
        return False
    rest = _WITHOUT_PAIN.sub("_", words)
    return rest != words and not _PAIN.search(rest)


def _named(case: ClaimedFinding, *, correlates: bool) -> set[str]:
    """The sorts of comparison that the words name outright, both of whose sides stand there."""
    sorts = {
        sort_of(contrast.comparison)
        for clause in case.clauses
        for sentence in case.sentences
        if sentence.start <= clause.start < sentence.end
        for contrast in case.paper.contrasts(clause, sentence, correlates)
        if contrast.explicit
    }
    return set() if "" in sorts else sorts
