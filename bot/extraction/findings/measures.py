"""Brain measures that an abstract names, in its own short forms too."""

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.domain.studies import wider
from bot.extraction.findings.narrower_measures import (
    METABOLITE,
    of_one_tracer,
    of_ratios,
    traced,
    with_bands,
)
from bot.extraction.lexicon import Match, matches_in
from bot.extraction.text import Span, guarded, holds_any
from bot.extraction.vocabulary import Vocabulary

ACTIVATION = "task_activation"
_LOCAL = frozenset(("ALFF", "fALFF", "dALFF", "ReHo", "CBF", "glucose_metabolism"))
"""Measures that a paper may simply call activity."""
_OF_TRACERS = frozenset(("CBF", "glucose_metabolism"))
"""Those of them that functional MRI does not measure."""
_MANGANESE = ("manganese-enhanced", "Manganese-enhanced", "MEMRI")
_FDG = re.compile(r"FDG|fluoro\w*gluc|deoxyglucose")
_FMRI = re.compile(r"fMRI|functional (?:magnetic|MRI|MR )|BOLD")
_WITH = r"\b(?:[Uu]sing|[Uu]nderwent|record\w+|measured|acquir\w+|collected|with|by|means of)\s"
_ELECTRIC = guarded(
    rf"{_WITH}(?:[\w-]+\s){{0,4}}(?:EEG|MEG|electro-?encephalogra\w+|magneto-?encephalogra\w+)\b"
    r"|\b[es]?LORETA\b",
    *("EEG", "MEG", "encephalogra", "LORETA"),
)
"""Says that currents were measured, and not only that others did."""
_HAEMODYNAMIC = re.compile(
    rf"{_WITH}(?:[\w-]+\s){{0,4}}(?:fMRI|functional (?:magnetic|MRI|MR )|BOLD|PET\b)"
    r"|fMRI (?:study|data|experiment|scan|session)|(?:simultaneous|combined|concurrent)\w* EEG"
)
_ELSEWHERE = re.compile(
    r"\b(?:physical|daily|enzym\w+|disease|sexual|leisure|leisure-time|clinical|inflammatory|locomotor"
    r"|muscle|muscular|sports?|social|sympathetic|parasympathetic|electrodermal|cardiac|verb|verbal"
    r"|behaviou?ral|treatment|therapeutic|drug|immune|conductance|correct|incorrect|startle|button"
    r"|T[12]\*?(?:[- ]weighted)?|FLAIR|PET|TSPO|tracer|radiotracer|fluorescence|vagal|nerve"
    r"|motor (?:cortex )?evoked|autonomic|cortisol|stress hormone|placebo)[\s-]$",
    re.IGNORECASE,
)
"""Before "activity" or "response": what is no activity of the brain."""
_OPTICAL = ("fNIRS", "near-infrared", "near infrared", "Near-infrared", "Near infrared")
_DIFFUSION = frozenset(("FA", "MD", "RD", "AD"))
_ALONE = re.compile(r"\A(?!.*Alzheimer)", re.DOTALL)
_CONNECTED = re.compile(
    r"\b(?:was|were|is|are|be|more|less|stronger|weaker|\w+ly)\s(?P<verb>connected|coupled)"
    r"(?=\s(?:with|to)\b)"
)
CONNECTIVITY = frozenset(("FC", "SC", "EC", "dFC"))
"""Measures of what joins two places."""
_TASK = re.compile(
    r"\b(?:tasks?|paradigm|event-related|during (?:the )?stimulation|activations?)\b"
)


_CAUSAL = ("DCM", "dynamic causal", "Dynamic causal", "Granger")
_FUNCTIONAL = re.compile(
    r"(?:rs-?)?FCs?\b|(?:resting[ -]state |intrinsic )?[Ff]unctional|resting|[Ss]eed|intrinsic"
    r"|coherence|phase"
)
_SIGN = re.compile(r"[+\u2212]|[-\u2013](?!\w)")
"""Makes a short form the name of a group: ``CP+``."""
_COMPONENT = re.compile(
    r"\b[NP]\d{1,3}[abdm]?(?:[-/\u2013][NP]\d{1,3}[ab]?)?"
    r"(?=\s(?:peak\s)?(?:amplitudes?|latenc\w+|components?|potentials?)\b)"
)
_LATENCY_OF = re.compile(r"\blatenc(?:y|ies) (?:of|for) (?:the )?$")
_LATENCY = re.compile(r"\s(?:\w+\s)?latenc(?:y|ies)\b")
_ASYMMETRY = re.compile(r"\b[Aa]symmetr(?:y|ies) (?:of|in|for) (?:the )?$")
LATENCY = "other:ERP latency"


def _with_components(text: str, named: list[Match]) -> list[Match]:
    """Let ``N135 amplitude`` name a potential that the vocabulary does not hold."""
    if "amplitude" not in text and "latenc" not in text and "component" not in text:
        return named
    known = {match.start for match in named}
    components = [
        Match(id="ERP", start=hit.start(), end=hit.end())
        for hit in _COMPONENT.finditer(text)
        if hit.start() not in known
    ]
    return sorted([*named, *components], key=lambda match: match.start)


def _of_asymmetry(text: str, match: Match) -> Match:
    """Let the asymmetry of a measure be one of its own: ``leftward asymmetry of FA``."""
    if _ASYMMETRY.search(text, max(0, match.start - 22), match.start):
        return match._replace(id="other:lateralization")
    return match


def _timed(text: str, match: Match) -> Match | None:
    """Tell the latency of a potential from its size; what a muscle answers is no potential."""
    if match.id != "ERP":
        return match
    if text[max(0, match.start - 6) : match.start].lower() in ("motor ", "motor-"):
        return None
    if _LATENCY_OF.search(text, max(0, match.start - 20), match.start) or (
        "latenc" in text[match.end : match.end + 20] and _LATENCY.match(text, match.end)
    ):
        return match._replace(id=LATENCY)
    return match


def _diffusivities(text: str, named: Sequence[Match]) -> dict[str, str]:
    """Return the short forms that stand for diffusivities beside fractional anisotropy."""
    if not any(match.id in _DIFFUSION for match in named):
        return {}
    return {short: short for short in ("MD", "RD", "AD") if short != "AD" or _ALONE.search(text)}


def _with_connected(text: str, named: Sequence[Match]) -> Sequence[Match]:
    """Let ``connected with`` name the connectivity that a paper studies."""
    studied = {match.id for match in named} & CONNECTIVITY
    if not studied or ("connected" not in text and "coupled" not in text):
        return named
    id = "FC" if "FC" in studied else min(studied)
    verbs = [
        Match(id=id, start=verb.start("verb"), end=verb.end()) for verb in _CONNECTED.finditer(text)
    ]
    return sorted((*named, *verbs), key=lambda match: match.start) if verbs else named


def _directed(text: str, named: Sequence[Match]) -> Sequence[Match]:
    """Let loose words such as ``connection`` be of influence where a paper models nothing else."""
    if not any(match.id == "EC" for match in named) and not holds_any(text, _CAUSAL):
        return named
    if any(match.id == "FC" and _FUNCTIONAL.match(text, match.start) for match in named):
        return named
    return [match._replace(id="EC") if match.id == "FC" else match for match in named]


@lru_cache(maxsize=2)
def measures_of(text: str, vocabulary: Vocabulary) -> "MeasureFinder":
    """Find the measures of an abstract, once for the reader and for the checks of what it read."""
    return MeasureFinder(text, vocabulary)


class MeasureFinder:
    """Finds the measures of one abstract."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        """Read the abstract once."""
        named = vocabulary.find(text, "measure")
        defined = _diffusivities(text, named) | vocabulary.defined(text, "measure", named)
        measures = vocabulary.find(text, "measure", defined) if defined else named
        of_brain = [
            match
            for match in measures
            if (wider(match.id) == METABOLITE or not _SIGN.match(text, match.end))
            and (
                match.id != ACTIVATION
                or (
                    " " in text[match.start : match.end]
                    and not text.startswith("signal", match.start)
                )
                or not _ELSEWHERE.search(text, max(0, match.start - 25), match.start)
            )
        ]
        of_brain = with_bands(text, _with_components(text, of_brain))
        if "symmetr" in text:
            of_brain = [_of_asymmetry(text, match) for match in of_brain]
        timed = [match for each in of_brain if (match := _timed(text, each))]
        timed = list(of_ratios(text, timed))
        self.matches = tuple(of_one_tracer(traced(text, _with_connected(text, timed))))
        self.activity = self._activity(text)
        """The measure that ``activity`` stands for here."""
        self.matches = tuple(_directed(text, self.matches))
        optical = holds_any(text, _OPTICAL) and not _FMRI.search(text)
        self._renamed = {} if self.activity == ACTIVATION else {ACTIVATION: self.activity}
        self._renamed |= {"FC": "FC_fNIRS"} if optical else {}
        self._haemodynamic = frozenset(
            match.start for match in self.matches if text.startswith("BOLD", match.start)
        )

    def within(self, span: Span) -> list[Match]:
        """Return the measures of a stretch, under the name that the whole abstract gives them."""
        named = matches_in(span, self.matches)
        if not self._renamed:
            return named
        return [
            match
            if match.start in self._haemodynamic
            else match._replace(id=self._renamed.get(match.id, match.id))
            for match in named
        ]

    def _activity(self, text: str) -> str:
        if holds_any(text, _MANGANESE):
            return "other:manganese-enhanced signal"
        electric = _ELECTRIC.search(text)
        if electric and not _HAEMODYNAMIC.search(text):
            return "EEG_source"
        if not electric and holds_any(text, _OPTICAL) and not _FMRI.search(text):
            return "HbO"
        named = {match.id for match in self.matches if match.id in _LOCAL}
        if named <= {"glucose_metabolism"} and _FDG.search(text) and not _FMRI.search(text):
            return "glucose_metabolism"
        elsewhere = named <= _OF_TRACERS and _FMRI.search(text)
        sure = len(named) == 1 and not elsewhere and not _TASK.search(text)
        return named.pop() if sure else ACTIVATION
