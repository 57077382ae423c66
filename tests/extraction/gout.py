"""Sentences on patients with gout, as the reader reads them: far from its own subject."""

from bot.extraction.reader import read

METHODS = "METHODS: Patients with gout and healthy controls were scanned.\nRESULTS: "
Said = set[tuple[str, str, str]]


def said(text: str) -> Said:
    """Return measure, places and direction of all that is read, if only to be checked."""
    return {
        (
            finding.measure,
            "-".join(sorted(filter(None, (finding.region, finding.region_b)))),
            finding.direction.value,
        )
        for finding in read("", METHODS + text).findings
    }
