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
    import rispy

    return str(rispy.dumps([_ris(item) for item in items(records)]))


def _entry(one: Item) -> dict[str, str]:
    values = {
        # Braces within keep the capitals, and a group's name whole.
        "title": f"{{{_latex(one['title'])}}}",
        "author": " and ".join(_bib_name(author) for author in one.get("author", ())),
        "journal": _latex(one.get("container-title", "")),
        "shortjournal": _latex(one.get("container-title-short", "")),
        "volume": _latex(one.get("volume", "")),
        "number": _latex(one.get("issue", "")),
        "pages": _latex(one.get("page", "")).replace("-", "--"),
        "doi": one.get("DOI", "").translate(_URL_BRACES),
        "url": one.get("URL", "").translate(_URL_BRACES),
        "pmid": one.get("PMID", ""),
        "pmcid": one.get("PMCID", ""),
        "language": _latex(one.get("language", "")),
    }
    date = one.get("issued", {}).get("date-parts", [[]])[0]
    for key, value in zip(("year", "month"), date, strict=False):
        values[key] = str(value)
    kept = {key: value for key, value in values.items() if value}
    return {"ENTRYTYPE": "article", "ID": one["id"], **kept}


def _bib_name(author: dict[str, str]) -> str:
    if "literal" in author:
        return f"{{{_latex(author['literal'])}}}"
    parts = (author["family"], author.get("suffix", ""), author["given"])
    return ", ".join(_latex(part) for part in parts if part)


def _latex(text: str) -> str:
    return "".join(_LATEX.get(letter, letter) for letter in text)


def _ris(one: Item) -> dict[str, object]:
    start, _, end = one.get("page", "").partition("-")
    date = one.get("issued", {}).get("date-parts", [[]])[0]
    values = {
        "type_of_reference": "JOUR",
        "id": one["id"],
        "title": one["title"],
        "authors": [_ris_name(author) for author in one.get("author", ())],
        "secondary_title": one.get("container-title", ""),
        "alternate_title1": one.get("container-title-short", ""),
        "year": str(date[0]) if date else "",
        "volume": one.get("volume", ""),
        "number": one.get("issue", ""),
        "start_page": start,
        "end_page": end,
        "language": one.get("language", ""),
        "doi": one.get("DOI", ""),
        "accession_number": one.get("PMID", ""),
        "urls": [one["URL"]] if "URL" in one else [],
    }
    return {key: value for key, value in values.items() if value}


def _ris_name(author: dict[str, str]) -> str:
    if "literal" in author:
        return author["literal"]
    return ", ".join(author[key] for key in ("family", "given", "suffix") if key in author)
