"""Thirty invented studies of about twenty cohorts, with every kind of disagreement among them.

Teams, papers and words are fictional. ``state()`` is the whole; ``STRICT`` names the findings that
truly contradict each other, and nothing else here does.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.domain.decisions import Decision
from bot.domain.facts import Fact, Facts, Group, Quote
from bot.domain.records import Correction, Record
from bot.domain.state import State
from bot.domain.studies import AGREED, CONFLICT, TO_CHECK, Direction, Finding, Focus, Study
from bot.domain.verdicts import Judge, Verdict

WORDS = {
    Direction.INCREASE: "was higher",
    Direction.DECREASE: "was lower",
    Direction.NONE: "did not differ",
    Direction.ALTERED: "was altered",
    Direction.POSITIVE_CORRELATION: "rose with",
    Direction.NEGATIVE_CORRELATION: "fell with",
}
STRICT = {
    frozenset({("920000001", "f1"), ("920000002", "f1")}),
    frozenset({("920000003", "f2"), ("920000004", "f2")}),
    frozenset({("920000005", "f1"), ("920000006", "f1")}),
}
"""Pairs of study and finding: metabolism of the left precuneus, grey matter of the insula with
the strength of pain, and the connection of thalamus and first somatosensory cortex."""
RETRACTED = "920000028"
CHECKED = "920000029"
_STATUS = {"!": CONFLICT, "?": TO_CHECK, "=": AGREED}


@dataclass(frozen=True, kw_only=True)
class Invented:
    """One paper in short form; a finding is ``measure | place | direction | comparison | extra``.

    A place is ``side region``, or two of them parted by ``~``. The extra is what a correlation
    is with, or what was done.
    """

    team: str
    findings: tuple[str, ...]
    year: int = 2024
    n: dict[str, int] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)
    read_from: str = "abstract"
    cohort: str = ""
    tier: str = ""
    checked: tuple[str, ...] = ()
    foci: tuple[Focus, ...] = ()
    retracted: bool = False


def _foci(*places: tuple[float, float, float]) -> tuple[Focus, ...]:
    return tuple(
        Focus(x=x, y=y, z=z, space="MNI", contrast="pain versus healthy controls", source="Table 2")
        for x, y, z in places
    )


LUNG = {"cancers": "lung cancer", "pains": "bone metastasis pain", "origins": "tumour"}
BREAST = {
    "cancers": "breast cancer",
    "pains": "persistent post-surgical pain",
    "origins": "treatment",
}
MYELOMA = {"cancers": "multiple myeloma", "pains": "cancer-induced bone pain", "origins": "tumour"}
MIXED = {"cancers": "mixed/unspecified cancer", "pains": "chronic cancer pain"}
RAT = {"species": "rat", "pains": "cancer-induced bone pain"}
PET, MRI, REST = {"modalities": "FDG-PET"}, {"modalities": "sMRI"}, {"modalities": "rs-fMRI"}
DTI = {"modalities": "DTI", "corrections": "FDR"}
CAREFUL = {"corrections": "FWE", "analgesics": "morphine"}
THREE = {"pain": 24, "cancer_no_pain": 22, "healthy_control": 25}

PAPERS = (
    Invented(team="Moss", year=2021, n={"pain": 23, "cancer_no_pain": 21},
             facts=LUNG | PET | {"scopes": "whole_brain"}, findings=(
        "glucose_metabolism | left precuneus | increase | pain_vs_cancer_no_pain",
        "glucose_metabolism | right amygdala | increase | pain_vs_cancer_no_pain")),
    Invented(team="Fern", year=2022, n={"pain": 18, "cancer_no_pain": 19},
             facts=BREAST | PET | {"scopes": "region_of_interest"}, findings=(
        "glucose_metabolism | left precuneus | decrease | pain_vs_cancer_no_pain",
        "glucose_metabolism | hippocampus | increase | pain_high_vs_low")),
    Invented(team="Ash", year=2020, n={"pain": 31, "healthy_control": 30},
             facts=BREAST | MRI, findings=(
        "GMV | right insula | decrease | pain_vs_hc",
        "GMV | right insula | negative_correlation | within_pain_group | pain NRS scores",
        "GMV | hippocampus | decrease | pain_vs_hc")),
    Invented(team="Rain", year=2023, n={"pain": 28, "healthy_control": 27},
             facts=LUNG | MRI, findings=(
        "GMV | bilateral insula | decrease | pain_vs_hc",
        "GMV | bilateral insula | positive_correlation | within_pain_group | pain intensity",
        "GMV | right postcentral_gyrus | decrease | pain_vs_hc")),
    Invented(team="Snow", year=2022, n={"pain": 26, "healthy_control": 24},
             facts=MYELOMA | REST, findings=(
        "FC | thalamus ~ primary_somatosensory_cortex | increase | pain_vs_hc",
        "ReHo | left thalamus | increase | pain_vs_hc")),
    Invented(team="Star", year=2021, n={"pain": 20, "healthy_control": 22},
             facts=LUNG | REST, findings=(
        "FC | primary_somatosensory_cortex ~ thalamus | decrease | pain_vs_hc",
        "ALFF | anterior_cingulate_cortex | increase | pain_vs_hc",
        "ALFF | right putamen | increase | pain_vs_hc")),
    Invented(team="Moon", year=2019, n={"pain": 15, "healthy_control": 15},
             facts=MIXED | MRI, findings=(
        "GMV | insula | decrease | pain_vs_hc",
        "GMV | hippocampus | none | pain_vs_hc")),
    Invented(team="Sun", year=2023, n={"pain": 40, "healthy_control": 41}, read_from="full text",
             facts=LUNG | CAREFUL | {"modalities": "ASL"},
             foci=_foci((-12, -18, 8), (14, -20, 6)), findings=(
        "CBF | thalamus | decrease | pain_vs_hc",
        "CBF | thalamus | negative_correlation | within_pain_group | pain intensity")),
    Invented(team="Wind", year=2024, n={"pain": 36, "healthy_control": 35}, read_from="full text",
             facts=BREAST | CAREFUL | {"modalities": "ASL"}, foci=_foci((-10, -16, 10)), findings=(
        "CBF | thalamus | decrease | pain_vs_hc",
        "CBF | left thalamus | positive_correlation | within_pain_group | pain relief")),
    Invented(team="Sun", year=2024, n={"pain": 40}, read_from="full text",
             facts=LUNG | {"modalities": "ASL", "interventions": "radiotherapy (palliative)",
                           "corrections": "FDR"}, findings=(
        "CBF | thalamus | increase | post_vs_pre | radiotherapy (palliative)",)),
    Invented(team="Dew", year=2021, n={"pain": 25, "healthy_control": 26},
             facts=BREAST | MRI, findings=(
        "GMV | left amygdala | decrease | pain_vs_hc",
        "cortical_thickness | superior_frontal_gyrus | increase | pain_vs_hc")),
    Invented(team="Frost", year=2023, n={"pain": 29, "healthy_control": 30},
             facts=MYELOMA | REST, findings=(
        "ALFF | left amygdala | increase | pain_vs_hc",
        "ALFF | left dorsolateral_prefrontal_cortex | decrease | pain_vs_hc",
        "! GMV | bilateral insula | increase | pain_vs_hc")),
    Invented(team="Reed", year=2025, n=THREE, facts=LUNG | REST, findings=(
        "fALFF | left dorsolateral_prefrontal_cortex | increase | pain_vs_cancer_no_pain",
        "? ReHo | cerebellum | decrease | pain_vs_cancer_no_pain")),
    Invented(team="Clay", year=2018, n={"model": 10, "control": 10}, facts=RAT | REST, findings=(
        "ALFF | anterior_cingulate_cortex | decrease | model_vs_control",
        "ReHo | periaqueductal_gray | increase | model_vs_control")),
    Invented(team="Salt", year=2022, n={"intervention": 21, "waitlist": 20},
             facts=BREAST | REST | {"interventions": "MBSR"}, findings=(
        "FC | default_mode_network ~ default_mode_network | increase | post_vs_pre | MBSR",
        ("FC | amygdala ~ anterior_cingulate_cortex | decrease "
        "| intervention_vs_control_change | MBSR"))),
    Invented(team="Amber", year=2023, n={"intervention": 24, "sham": 24},
             facts=LUNG | REST | {"interventions": "acupuncture"}, findings=(
        "FC | default_mode_network ~ default_mode_network | decrease | post_vs_pre | acupuncture",
        "FC | periaqueductal_gray ~ insula | increase | post_vs_pre | acupuncture")),
    Invented(team="Dew", year=2022, n={"pain": 25, "healthy_control": 26},
             facts=BREAST | MRI, findings=(
        "GMV | left postcentral_gyrus | increase | pain_vs_hc",
        "GMV | superior_frontal_gyrus | increase | pain_vs_hc")),
    Invented(team="Pearl", year=2024, n={"pain": 27, "cancer_no_pain": 26},
             facts=LUNG | DTI, findings=(
        "FA | left uncinate_fasciculus | altered | pain_vs_cancer_no_pain",
        "FA | corpus_callosum | decrease | pain_vs_cancer_no_pain",
        "ALPS_index | glymphatic_system | decrease | pain_vs_cancer_no_pain")),
    Invented(team="Ivy", year=2025, n=THREE, facts=MYELOMA | DTI, findings=(
        "FA | left uncinate_fasciculus | decrease | pain_vs_cancer_no_pain",
        "MD | corpus_callosum | increase | pain_vs_cancer_no_pain",
        "ALPS_index | glymphatic_system | decrease | pain_vs_cancer_no_pain")),
    Invented(team="Snow", year=2023, n={"pain": 26, "healthy_control": 24},
             facts=MYELOMA | REST, findings=(
        "ReHo | left thalamus | decrease | pain_vs_hc",
        "ReHo | left thalamus | positive_correlation | within_pain_group | duration of pain")),
    Invented(team="Star", year=2022, facts=LUNG | REST, findings=(
        "ALFF | right putamen | decrease | pain_vs_hc",)),
    Invented(team="Moss", year=2022, n={"pain": 23, "cancer_no_pain": 21},
             facts=LUNG | PET, findings=(
        "glucose_metabolism | right amygdala | increase | pain_vs_cancer_no_pain",)),
    Invented(team="Quartz", year=2023, n={"pain": 33}, cohort="Harbour", facts=MIXED | REST,
             findings=(
        ("FC | amygdala ~ medial_prefrontal_cortex | negative_correlation "
        "| within_pain_group | HADS-A anxiety"),)),
    Invented(team="Slate", year=2024, n={"pain": 35}, cohort="Harbour", facts=MIXED | REST,
             findings=(
        ("FC | medial_prefrontal_cortex ~ amygdala | negative_correlation "
        "| within_pain_group | anxiety scores"),
        ("FC | default_mode_network ~ default_mode_network | positive_correlation "
        "| within_pain_group | MoCA scores"))),
    Invented(team="Mill", year=2022, n={"pain": 21, "healthy_control": 21}, cohort="Mill east",
             facts=BREAST | {"modalities": "task-fMRI"}, findings=(
        "task_activation | right anterior_insula | increase | pain_vs_hc",)),
    Invented(team="Mill", year=2022, n={"pain": 21, "healthy_control": 21}, cohort="Mill west",
             facts=BREAST | {"modalities": "task-fMRI"}, findings=(
        "task_activation | right anterior_insula | increase | pain_vs_hc",
        "task_activation | amygdala | none | pain_vs_hc")),
    Invented(team="Clay", year=2020, n={"model": 10, "control": 10},
             facts=RAT | PET, findings=(
        "glucose_metabolism | left precuneus | decrease | model_vs_control",)),
    Invented(team="Thorn", year=2021, n={"pain": 60, "healthy_control": 60}, retracted=True,
             facts=LUNG | MRI, findings=(
        "GMV | bilateral insula | increase | pain_vs_hc",)),
    Invented(team="Reed", year=2025, n=THREE, read_from="full text", checked=("f1", "groups"),
             facts=LUNG | MRI | CAREFUL, tier="direct", findings=(
        "= GMV | right insula | decrease | pain_vs_cancer_no_pain",
        ("= GMV | medial_prefrontal_cortex | positive_correlation "
        "| within_pain_group | age"))),
    Invented(team="Jade", year=2024, n={"intervention": 17},
             facts={"cancers": "breast cancer",
                    "pains": "chemotherapy-induced peripheral neuropathy",
                    "modalities": "EEG", "interventions": "EEG neurofeedback"}, findings=(
        "EEG_alpha_power | parietal_lobe | increase | post_vs_pre | EEG neurofeedback",
        "EEG_alpha_power | parietal_lobe | none | within_intervention_group | pain severity")),
)  # fmt: skip


def state(papers: Iterable[Invented] = PAPERS) -> State:
    """The invented state: every paper included, two more excluded and one that waits."""
    made = [(_record(at, one), _study(at, one)) for at, one in enumerate(papers, start=1)]
    records = tuple(record for record, _ in made)
    verdicts = {one.id: Verdict.INCLUDE for one in records}
    others = {
        _id(91): Verdict.EXCLUDE,
        _id(92): Verdict.EXCLUDE,
        _id(93): Verdict.UNSURE,
    }
    elsewhere = tuple(
        Record(id=id, pmid=id, title=f"Lanterns and sleep, part {id[-1]}", year=2024)
        for id in others
    )
    return State(
        records=records + elsewhere,
        decisions=tuple(_decision(id, verdict) for id, verdict in (verdicts | others).items()),
        studies={study.id: study for _, study in made},
    )


def finding(id: str, line: str, start: int = 0) -> Finding:
    """One finding from its short form, with an invented quote."""
    status = _STATUS.get(line[0], "")
    parts = [part.strip() for part in line.lstrip("!?= ").split("|")]
    measure, place, told, comparison, extra = (*parts, "")[:5]
    direction = Direction(told)
    first, second = (_end(end) for end in (f"{place} ~ ".split("~"))[:2])
    linked = extra if "correlation" in told or comparison.startswith("within") else ""
    where = " and the ".join(end for end in map(_spoken, (first, second)) if end)
    words = f"{measure} of the {where} {WORDS[direction]} {linked or 'in patients with pain'}."
    return Finding(
        id=id,
        measure=measure,
        region=first[1],
        hemisphere=first[0],
        region_b=second[1],
        hemisphere_b=second[0],
        direction=direction,
        comparison=comparison,
        clinical_variable=linked,
        intervention="" if linked else extra,
        quote=Quote(text=words, start=start),
        status=status,
    )


def _end(words: str) -> tuple[str, str]:
    """The side and the region of ``left insula``, either of which may be missing."""
    parts = words.split()
    return (parts[0] if len(parts) > 1 else "", parts[-1] if parts else "")


def _spoken(end: tuple[str, str]) -> str:
    return " ".join(end).strip().replace("_", " ")


def _study(at: int, one: Invented) -> Study:
    said: list[Finding] = []
    start = 0
    for number, line in enumerate(one.findings, start=1):
        said.append(finding(f"f{number}", line, start))
        start += len(said[-1].quote.text) + 1
    quote = Quote(text=f"An invented paper of the {one.team} team", start=0, part="title")
    facts = {kind: (Fact(value=value, quote=quote),) for kind, value in one.facts.items()}
    return Study(
        id=_id(at),
        read_from=one.read_from,
        reader="reader 2",
        text_hash=f"{at:016x}",
        facts=Facts(facts),
        groups=tuple(
            Group(label=role.replace("_", " "), n=n, role=role, quote=quote)
            for role, n in one.n.items()
        ),
        findings=tuple(said),
        foci=one.foci,
        cohort=one.cohort,
        tier=one.tier,
        checked=one.checked,
    )


def _record(at: int, one: Invented) -> Record:
    notice = Correction(kind="RetractionIn", citation="J Imag Neuroimaging. 2025;9:1")
    return Record(
        id=_id(at),
        pmid=_id(at),
        doi=f"10.1000/invented.{at}",
        title=f"An invented paper of the {one.team} team, number {at}",
        authors=tuple(
            f"{one.team}{ending} {letter}"
            for ending, letter in zip(("wood", "field", "stone", "brook"), "ABCD", strict=True)
        ),
        journal="Journal of Imaginary Neuroimaging",
        journal_abbreviation="J Imag Neuroimaging",
        published=str(one.year),
        year=one.year,
        volume=str(one.year - 2015),
        pages=f"{at}-{at + 8}",
        publication_types=("Journal Article",),
        languages=("eng",),
        corrections=(notice,) if one.retracted else (),
        entered=f"{one.year}-06-01",
        has_abstract=True,
        text_hash=f"{at:016x}",
    )


def _decision(id: str, verdict: Verdict) -> Decision:
    return Decision(
        record=id,
        verdict=verdict,
        judge=Judge.PERSON,
        by="reviewer",
        on="2026-11-16",
        reasons=("Read by the reviewer.",),
        criterion="topic" if verdict is Verdict.EXCLUDE else "",
    )


def _id(at: int) -> str:
    return f"9200000{at:02}"
