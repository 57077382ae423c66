"""Peak coordinates for programs of meta-analysis: Sleuth's text and a NiMADS studyset."""

import json

from bot.domain.records import Record
from bot.domain.state import State
from bot.domain.studies import Focus, Study
from bot.rendering.escaping import one_line
from bot.rendering.exports.items import author, citation_key, title
from bot.rendering.figures.drawing import number
from bot.synthesis.pooling import subjects

_REFERENCES = {"MNI": "MNI", "TAL": "Talairach"}


def _read(state: State) -> list[tuple[Record, Study]]:
    """The included studies that print coordinates."""
    return [
        (record, study)
        for record in state.included
        if (study := state.studies.get(record.id)) and study.foci
    ]


def sleuth(state: State, space: str) -> str:
    """The foci of one space in Sleuth's format, one block for each contrast of a study.

    A study that prints no group size is left out: Sleuth's format demands one.
    """
    blocks = [
        "\n".join(
            [
                f"// {citation_key(record)}: {_contrast(contrast)}",
                f"// Subjects={subjects(study)}",
                *("\t".join(map(number, (focus.x, focus.y, focus.z))) for focus in foci),
            ]
        )
        for record, study in _read(state)
        if subjects(study)
        for contrast, foci in _contrasts(study, space).items()
    ]
    return "\n\n".join([f"// Reference={_REFERENCES[space]}", *blocks]) + "\n" if blocks else ""


def studyset(state: State) -> str:
    """All foci as a NiMADS studyset: studies, their contrasts as analyses, and their points.

    Empty where no study prints any.
    """
    read = _read(state)
    if not read:
        return ""
    studies = [
        {
            "id": record.id,
            "name": title(record),
            "authors": ", ".join(map(author, record.authors)),
            "publication": one_line(record.journal),
            "metadata": {"pmid": record.pmid, "doi": record.doi, "year": record.year},
            "analyses": [
                _analysis(record, study, space, contrast, foci)
                for space in _REFERENCES
                for contrast, foci in _contrasts(study, space).items()
            ],
        }
        for record, study in read
    ]
    whole = {"id": "living-review", "name": "Studies with peak coordinates", "studies": studies}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _analysis(
    record: Record, study: Study, space: str, contrast: str, foci: list[Focus]
) -> dict[str, object]:
    sizes = [group.n for group in study.groups if group.n]
    name = f"{record.id}-{space}-{_contrast(contrast)}"
    return {
        "id": name,
        "name": _contrast(contrast),
        "metadata": {"sample_sizes": sizes} if sizes else {},
        "conditions": [{"id": f"{name}-condition", "name": _contrast(contrast)}],
        "weights": [1.0],
        "images": [],
        "points": [
            {
                "id": f"{name}-{at}",
                "coordinates": [focus.x, focus.y, focus.z],
                "space": space,
                "values": [],
            }
            for at, focus in enumerate(foci, 1)
        ],
    }


def _contrasts(study: Study, space: str) -> dict[str, list[Focus]]:
    contrasts: dict[str, list[Focus]] = {}
    for focus in study.foci:
        if _space(focus) == space:
            contrasts.setdefault(focus.contrast, []).append(focus)
    return contrasts


def _space(focus: Focus) -> str:
    return "TAL" if focus.space.upper().startswith("TAL") else "MNI"


def _contrast(contrast: str) -> str:
    # A colon would part the study from its contrast once more.
    return one_line(contrast).replace(":", " -").replace(";", ",") or "contrast not reported"
