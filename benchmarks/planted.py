"""Invented papers of a review and beside it: found by its search, passed over, or out of its reach.

All share the sentences of their kind and differ in their words; those out of reach say with other
words what the search lines of the demo's protocol ask for.
"""

from collections.abc import Iterator, Sequence
from random import Random

from benchmarks.baseline import Paper

_ILLNESS = ("breast cancer", "bone metastases", "multiple myeloma", "lung cancer")
_ILLNESS_BEYOND = ("malignant melanoma", "glioma in remission", "osteosarcoma", "mesothelioma")
_COMPLAINT = ("chronic pain", "neuropathic pain after paclitaxel", "arthralgia", "bone pain")
_COMPLAINT_BEYOND = (
    "persistent soreness",
    "burning dysesthesia",
    "allodynia",
    "lasting discomfort",
)
_METHOD = (
    "resting state fMRI",
    "functional connectivity",
    "grey matter volume",
    "arterial spin labelling",
)
_METHOD_BEYOND = (
    "cortical thickness",
    "magnetoencephalography",
    "morphometry of the cortex",
    "BOLD imaging",
)
_PLACE = (
    "insula",
    "anterior cingulate cortex",
    "thalamus",
    "prefrontal cortex",
    "periaqueductal gray",
)
_RESULT = ("was lower", "was higher", "was reduced", "was stronger", "correlated with severity")
_OFF_TOPIC = (
    "survival after surgery for {illness} was assessed with staging by FDG uptake of the tumour",
    "nurses asked patients with {illness} about {complaint} in a survey of home care",
    "doses of morphine for {complaint} in {illness} were audited in hospital records of one year",
    "{method} guided the resection of metastases in patients with {illness}",
)


def relevant(chance: Random, *, beyond: bool) -> Paper:
    """A paper that belongs; ``beyond`` the reach of the search, or within it."""
    illness = chance.choice(_ILLNESS_BEYOND if beyond else _ILLNESS)
    complaint = chance.choice(_COMPLAINT_BEYOND if beyond else _COMPLAINT)
    method = chance.choice(_METHOD_BEYOND if beyond else _METHOD)
    places = chance.sample(_PLACE, 2)
    patients, controls = chance.randint(14, 60), chance.randint(14, 60)
    drug = "treatment" if beyond else "analgesic treatment"
    sentences = [
        f"How the brain differs in people with {illness} and {complaint} is not known.",
        f"We compared {method} in {patients} patients with {complaint} and {controls} without it.",
        f"{method.capitalize()} of the {places[0]} {chance.choice(_RESULT)} in {complaint}.",
        f"In the {places[1]} it {chance.choice(_RESULT)}, and changed after {drug} of {illness}.",
        f"Mechanisms of {complaint} in the brain involve the {places[0]} and the {places[1]}.",
    ]
    kept = [sentence for sentence in sentences if chance.random() > 0.2]  # noqa: PLR2004 - most
    title = f"{method.capitalize()} of the {places[0]} in {illness} with {complaint}."
    return Paper(title=title, abstract=" ".join(kept or sentences))


def irrelevant(chance: Random) -> Paper:
    """A paper that the search finds and that does not belong."""
    words = {
        "illness": chance.choice(_ILLNESS),
        "complaint": chance.choice(_COMPLAINT),
        "method": chance.choice(_METHOD),
    }
    lines = [line.format(**words) for line in chance.sample(_OFF_TOPIC, 2)]
    extra = f"Also {words['method']} and {words['complaint']} in {words['illness']} were named."
    return Paper(title=f"{lines[0].capitalize()}.", abstract=f"{lines[1].capitalize()}. {extra}")


_DECOYS = (
    "{method} of the {place} {result} in migraine. {method} of the {place} {result} in depression.",
    "Survival with {illness} was longer after surgery. Recurrence of {illness} was rare.",
    "{complaint} after knee surgery {result}. Exercise eased {complaint} of the shoulder.",
    "Rats with {complaint} {result} in the spinal cord. Nerve injury raised channels.",
    "{method} of the {place} {result} with age. Healthy people were scanned twice.",
)


def decoy(chance: Random) -> Paper:
    """A paper out of the search's reach that shares some of the words and does not belong."""
    words = {
        "method": chance.choice((*_METHOD, *_METHOD_BEYOND)),
        "place": chance.choice(_PLACE),
        "result": chance.choice(_RESULT),
        "illness": chance.choice(_ILLNESS_BEYOND),
        "complaint": chance.choice(_COMPLAINT_BEYOND),
    }
    lines = [line.format(**words) for line in chance.sample(_DECOYS, 2)]
    return Paper(title=lines[0].partition(".")[0] + ".", abstract=" ".join(lines))


def papers(seed: int, included: int, excluded: int) -> Iterator[tuple[Paper, bool]]:
    """What people decided: included papers and excluded ones."""
    chance = Random(seed)  # noqa: S311 - invented papers, not secrets
    for _ in range(included):
        yield relevant(chance, beyond=False), True
    for _ in range(excluded):
        yield irrelevant(chance), False


def out_of_reach(seed: int, count: int) -> Sequence[Paper]:
    """Papers that belong and that no search line names."""
    chance = Random(seed)  # noqa: S311 - as above
    return [relevant(chance, beyond=True) for _ in range(count)]
