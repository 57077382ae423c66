"""References for managers that do not read CSL-JSON: BibTeX and RIS."""

from collections.abc import Iterable

from bot.domain.records import Record
from bot.rendering.exports.items import Item, items

# Braces by name: BibTeX counts them, escaped or not.
_LATEX = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
    "$": r"\$", "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_URL_BRACES = str.maketrans({"{": "%7B", "}": "%7D", " ": "%20"})


def references_bib(records: Iterable[Record]) -> str:
    """The references as BibTeX in UTF-8."""
    from bibtexparser import dumps
    from bibtexparser.bibdatabase import BibDatabase
    from bibtexparser.bwriter import BibTexWriter

    database = BibDatabase()
    database.entries = [_entry(item) for item in items(records)]
    writer = BibTexWriter()
    writer.order_entries_by = None
    return str(dumps(database, writer))


def references_ris(records: Iterable[Record]) -> str:
    """The references as RIS."""
    return ris_text(ris_entry(item) for item in items(records))


def ris_text(entries: Iterable[dict[str, object]]) -> str:
    """Entries by rispy's names as RIS; each begins with its type, as strict readers want it."""
    import rispy

    class Writer(rispy.RisWriter):  # type: ignore[misc] # rispy has no types
        """Numbers no entry."""

        def set_header(self, count: int) -> str:  # noqa: ARG002 - rispy counts
            """Nothing stands before an entry."""
            return ""

    return str(rispy.dumps(list(entries), implementation=Writer))


def _entry(csl: Item) -> dict[str, str]:
    values = {
        # Braces within keep the capitals, and a group's name whole.
        "title": f"{{{_latex(csl['title'])}}}",
        "author": " and ".join(_bib_name(author) for author in csl.get("author", ())),
        "journal": _latex(csl.get("container-title", "")),
        "shortjournal": _latex(csl.get("container-title-short", "")),
        "volume": _latex(csl.get("volume", "")),
        "number": _latex(csl.get("issue", "")),
        "pages": _latex(csl.get("page", "")).replace("-", "--"),
        "doi": csl.get("DOI", "").translate(_URL_BRACES),
        "url": csl.get("URL", "").translate(_URL_BRACES),
        "pmid": _latex(csl.get("PMID", "")),
        "pmcid": _latex(csl.get("PMCID", "")),
        "language": _latex(csl.get("language", "")),
    }
    date = csl.get("issued", {}).get("date-parts", [[]])[0]
    for key, value in zip(("year", "month"), date, strict=False):
        values[key] = str(value)
    kept = {key: value for key, value in values.items() if value}
    return {"ENTRYTYPE": "article", "ID": csl["id"], **kept}


def _bib_name(author: dict[str, str]) -> str:
    if "literal" in author:
        return f"{{{_latex(author['literal'])}}}"
    parts = (author["family"], author.get("suffix", ""), author["given"])
    return ", ".join(_latex(part) for part in parts if part)


def _latex(text: str) -> str:
    return "".join(_LATEX.get(letter, letter) for letter in text)


def ris_entry(csl: Item) -> dict[str, object]:
    """A CSL item by the names that rispy gives the tags of RIS."""
    start, _, end = csl.get("page", "").partition("-")
    date = csl.get("issued", {}).get("date-parts", [[]])[0]
    values = {
        "type_of_reference": "JOUR",
        "id": csl["id"],
        "title": csl["title"],
        "authors": [_ris_name(author) for author in csl.get("author", ())],
        "secondary_title": csl.get("container-title", ""),
        "alternate_title1": csl.get("container-title-short", ""),
        "year": str(date[0]) if date else "",
        "volume": csl.get("volume", ""),
        "number": csl.get("issue", ""),
        "start_page": start,
        "end_page": end,
        "language": csl.get("language", ""),
        "doi": csl.get("DOI", ""),
        "accession_number": csl.get("PMID", ""),
        "urls": [csl["URL"]] if "URL" in csl else [],
    }
    return {key: value for key, value in values.items() if value}


def _ris_name(author: dict[str, str]) -> str:
    if "literal" in author:
        return author["literal"]
    return ", ".join(author[key] for key in ("family", "given", "suffix") if key in author)
