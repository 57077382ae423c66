"""Findings as annotations of the papers' words (W3C Web Annotation Data Model, 2017)."""

import json
from collections.abc import Iterator
from urllib.parse import quote

from bot.domain.records import Record
from bot.domain.state import State
from bot.domain.studies import Finding, Study
from bot.rendering.escaping import one_line
from bot.rendering.labels import TermLabels

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_ENCODE = json.JSONEncoder(ensure_ascii=False).encode
_TO_CHECK = "to be checked by a person"


def annotations(state: State, names: TermLabels) -> str:
    """All findings as one collection, one annotation per line.

    A paper without any address has none: an annotation needs something that it is about.
    """
    items = [_ENCODE(item) for item in _items(state, names)]
    lines = ",\n".join(items)
    head = _ENCODE(
        {
            "@context": CONTEXT,
            "id": "#findings",
            "type": "AnnotationCollection",
            "label": "Findings of the included studies",
            "total": len(items),
        }
    ).removesuffix("}")
    page = '"first": {"id": "#page", "type": "AnnotationPage", "startIndex": 0, "items": ['
    return f"{head},\n{page}\n{lines}\n]}}}}\n"


def _items(state: State, names: TermLabels) -> Iterator[dict[str, object]]:
    for record in state.included:
        study = state.studies.get(record.id)
        address = paper_address(record)
        if study and address:
            for finding in study.findings:
                yield _annotation(finding, study, address, names)


def _annotation(
    finding: Finding, study: Study, address: str, names: TermLabels
) -> dict[str, object]:
    bodies = [_body("describing", _words(finding, names))]
    if not study.counts(finding):
        bodies.append(_body("tagging", _TO_CHECK))
    words: dict[str, object] = {"type": "TextQuoteSelector", "exact": finding.quote.text}
    return {
        "id": f"#{quote(f'{study.id}-{finding.id}')}",
        "type": "Annotation",
        "motivation": "describing",
        "body": bodies,
        "target": {
            "type": "SpecificResource",
            "source": address,
            # What a person stated without a quote is about the paper as a whole.
            **({"selector": words} if finding.quote.text else {}),
        },
    }


def _body(purpose: str, value: str) -> dict[str, str]:
    return {
        "type": "TextualBody",
        "purpose": purpose,
        "format": "text/plain",
        "language": "en",
        "value": value,
    }


def _words(finding: Finding, names: TermLabels) -> str:
    """Region, measure, direction and comparison in one line."""
    about = f"{names.where(finding)}{names.detail(finding)}"
    direction = names.direction(finding.measure)[finding.direction]
    variable = f" with {finding.clinical_variable}" if finding.clinical_variable else ""
    return one_line(f"{about}: {direction}{variable} ({names.compared(finding)})")


def paper_address(record: Record) -> str:
    """The paper's DOI as an address, else where a database has it; empty if nowhere."""
    doi = one_line(record.doi)
    return f"https://doi.org/{quote(doi, safe='/():;.-_')}" if doi else record.link
