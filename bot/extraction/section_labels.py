"""Labels of the sections of an abstract: ``RESULTS:``, ``## Results``, ``**Results**``."""

import re
from collections.abc import Iterator

_LABEL = (
    r"(?:(?:METHODS?|METHODOLOGY)(?:/| AND )(?:PRINCIPAL )?FINDINGS|PRINCIPAL FINDINGS"
    r"|CONCLUSIONS?/SIGNIFICANCE|(?:METHODS|MEASUREMENTS) AND (?:MAIN )?RESULTS"
    r"|LAY (?:SUMMARY|ABSTRACT)|INTRODUCTION|BACKGROUND|CONTEXT|RATIONALE|OBJECTIVES?|AIMS?"
    r"|PURPOSE|HYPOTHESIS|(?:MATERIALS?|PATIENTS|SUBJECTS|PARTICIPANTS) AND METHODS?"
    r"|METHODS?|METHODOLOGY|DESIGN|STUDY DESIGN"
    r"|DESIGN, SETTINGS?,? AND PARTICIPANTS|MAIN OUTCOMES?(?: AND|,) MEASURES?|EXPOSURES?"
    r"|IMPORTANCE|CONCLUSIONS? AND RELEVANCE|MATERIALS"
    r"|PARTICIPANTS|PATIENTS|SUBJECTS|SETTING|MEASUREMENTS|INTERVENTIONS?|(?:MAIN |KEY )?RESULTS?"
    r"|(?:MAIN |KEY )?FINDINGS|DISCUSSIONS?|(?:MAIN )?CONCLUSIONS?|INTERPRETATIONS?|HIGHLIGHTS"
    r"|SIGNIFICANCE|IMPLICATIONS|LIMITATIONS|PERSPECTIVE|TRIAL REGISTRATION|FUNDING)"
    r"(?: ?(?:AND|&|/) ?(?:AIMS?|OBJECTIVES?|PURPOSE|CONCLUSIONS?|DISCUSSIONS?|SIGNIFICANCE))?"
)
_INLINE = re.compile(rf"(?:^\s*|(?<=[.?!)]\s))(?P<known>{_LABEL})\s?:\s", re.IGNORECASE)
_MARKED = re.compile(
    rf"(?:^|(?<=\s))(?:#{{2,4}}\s+(?P<marked>{_LABEL}|\w+)\s+"
    rf"|\*\*(?P<bold>{_LABEL})\s?[:.]?\*\*\s?:?\s+)",
    re.IGNORECASE,
)
_GLUED = re.compile(
    r"(?:^\s*|(?<=[.?!)]\s))(?P<known>Background|Introduction|Context|Objectives?|Aims?|Purpose"
    r"|(?:(?:Materials|Patients|Participants) and )?[Mm]ethods?|Results?|Findings|Discussion"
    r"|Conclusions?|Significance)(?=[A-Z][a-z])"
)
"""A label that lost its colon, and the space behind it: ``ResultsDelayed recall``."""
_FEWEST_GLUED = 2
_OF_GLUED = (
    *("Background", "Introduction", "Context", "Objective", "Aim", "Purpose", "ethod", "Result"),
    *("Finding", "Discussion", "Conclusion", "Significance"),
)
"""Letters of which the pattern needs some."""
_LISTED_LAST = re.compile(r"(?<=[.?!)]\s)(?P<known>Highlights)\s(?=[A-Z\u25ba])")
_CAPITALS = re.compile(r"\s*(?P<other>[A-Z][A-Z &/,()'-]{2,80}):\s")


def labels_in(line: str) -> Iterator[re.Match[str]]:
    """Yield where the labels of a line stand, each with the space behind it."""
    first = _CAPITALS.match(line)
    marked = _MARKED.finditer(line) if "##" in line or "**" in line else ()
    known = list(marked) or (list(_INLINE.finditer(line)) if ":" in line else [])
    known = known or _without_colons(line)
    if first and not (known and known[0].start() == 0):
        yield first
    yield from known


def _without_colons(line: str) -> list[re.Match[str]]:
    """Return the labels that stand without a colon, where it is sure that they are labels."""
    glued = list(_GLUED.finditer(line)) if any(word in line for word in _OF_GLUED) else []
    if len({label["known"] for label in glued}) >= _FEWEST_GLUED:
        return glued
    return list(_LISTED_LAST.finditer(line)) if "Highlights" in line else []


def label_of(heading: re.Match[str]) -> str:
    """Return the label itself, in capitals."""
    return str(next(filter(None, heading.groups()))).upper()
