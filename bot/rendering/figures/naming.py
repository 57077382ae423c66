"""The names by which figures call regions, families and comparisons."""

from dataclasses import dataclass

from bot.domain.claims import Claim
from bot.domain.studies import Direction
from bot.extraction.vocabulary import OTHER, Vocabulary
from bot.rendering.figures.drawing import ARROWS
from bot.rendering.wording import counted

FAMILIES = {
    "structure_gm": "Grey-matter structure",
    "structure_wm": "White-matter structure",
    "glymphatic": "Glymphatic system",
    "local_function": "Local activity at rest",
    "network_function": "Functional connectivity",
    "network_structure": "Structural connectivity",
    "evoked_function": "Activity evoked by a task",
    "perfusion_metabolism": "Perfusion and metabolism",
    "topology": "Network topology",
    "molecular": "Receptors and molecules",
    "electrophysiology": "Electrophysiology",
    "unspecified": "Measure not stated",
}
"""Families of measures, in the order in which figures show them."""
SHORT = {
    "pain_vs_hc": ("H", "against healthy people"),
    "pain_vs_cancer_no_pain": ("C", "against cancer without pain"),
    "pain_high_vs_low": ("L", "much pain against little pain"),
    "patients_vs_hc": ("P", "patients against healthy people"),
    "patients_vs_patients": ("G", "one group of patients against another"),
    "mixed_cancer_vs_control": ("M", "mixed symptoms, not pain alone, against controls"),
    "model_vs_control": ("A", "animals: model against control"),
}
"""Comparisons between groups by the letter and the words that figures have room for."""
WORDS = {
    Direction.INCREASE: "higher",
    Direction.DECREASE: "lower",
    Direction.NONE: "no difference",
    Direction.ALTERED: "differs, direction not stated",
    Direction.POSITIVE_CORRELATION: "goes up together",
    Direction.NEGATIVE_CORRELATION: "goes the other way",
}


@dataclass(frozen=True, kw_only=True)
class Names:
    """What turns ids into words; an id that the vocabulary does not know is made readable."""

    vocabulary: Vocabulary | None = None

    def of(self, kind: str, key: str) -> str:
        """The display name of a term."""
        terms = self.vocabulary.terms.get(kind, {}) if self.vocabulary else {}
        return terms[key].name if key in terms else _readable(key)

    def region(self, key: str) -> str:
        """The name of a region, network or tract."""
        return self.of("region", key) if key else "No region named"

    def comparison(self, key: str) -> str:
        """What is compared with what."""
        return self.of("comparison", key) if key else "Comparison not stated"


def family_of(claim: Claim) -> str:
    """The key of a claim's family; what is of another scale stands apart from it."""
    return f"{claim.family}:{claim.scale}" if claim.scale else claim.family


def family(key: str) -> str:
    """The name of a family of measures, with its scale where that is not the usual one."""
    plain, _, scale = key.partition(":")
    name = FAMILIES.get(plain) or _readable(plain).capitalize() or FAMILIES["unspecified"]
    return f"{name} ({_readable(scale)})" if scale else name


def place_of(key: str) -> tuple[int, str]:
    """Where a family stands in the order of families."""
    known, plain = list(FAMILIES), key.partition(":")[0]
    return (known.index(plain) if plain in FAMILIES else len(known), key)


def tally(claim: Claim) -> str:
    """Cohorts by direction, short: ``↑2 ↓1``."""
    return " ".join(f"{ARROWS[one]}{n}" for one in Direction if (n := claim.cohorts.get(one, 0)))


def spelled(claim: Claim) -> str:
    """Cohorts by direction, in words."""
    return ", ".join(
        f"{WORDS[one]} in {counted(n, 'cohort')}"
        for one in Direction
        if (n := claim.cohorts.get(one, 0))
    )


def _readable(key: str) -> str:
    return key.removeprefix(OTHER).replace("_", " ")
