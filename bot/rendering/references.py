"""References in Vancouver style, by a citation processor, with links to PubMed and the DOI."""

import re
from functools import lru_cache
from importlib.resources import as_file, files
from typing import Any

from bot.domain.records import Record
from bot.rendering.escaping import Safe, link, markdown
from bot.rendering.exports.items import item

_TWO_ENDS = re.compile(r"([?!])\.(?= )")
_STYLE = "vancouver.csl"
_DOI = "https://doi.org/"
_PUBMED = "https://pubmed.ncbi.nlm.nih.gov/"


@lru_cache(maxsize=20_000)
def reference(record: Record) -> Safe:
    """One reference in Markdown, everything foreign in it inert."""
    links = [
        f"{name}: {link(shown, address)}."
        for name, shown, address in (
            ("PMID", record.pmid, f"{_PUBMED}{record.pmid}/"),
            ("doi", record.doi, f"{_DOI}{record.doi}"),
        )
        if shown
    ]
    return Safe(" ".join([markdown(vancouver(record)), *links]))


def vancouver(record: Record) -> str:
    """One reference as plain text, without links."""
    from citeproc import Citation, CitationItem, CitationStylesBibliography, formatter
    from citeproc.source.json import CiteProcJSON

    known = item(record)
    for author in known.get("author", ()):
        if "given" in author:
            # Vancouver style sets initials close.
            author["given"] = author["given"].replace(" ", "")
    source = CiteProcJSON([known])
    made = CitationStylesBibliography(_style(), source, formatter.plain)
    made.register(Citation([CitationItem(known["id"])]))
    # The processor sets a full stop behind a title's own end mark, and a dash into pages.
    return _TWO_ENDS.sub(r"\1", str(made.bibliography()[0]).replace("–", "-")).strip()


@lru_cache
def _style() -> Any:  # noqa: ANN401 - citeproc has no types
    from citeproc import CitationStylesStyle

    with as_file(files("bot.rendering").joinpath(_STYLE)) as path:
        return CitationStylesStyle(str(path), validate=False)
