"""A record as documents name it: by author and year, its title, its authors and its journal."""

from bot.domain.records import Record
from bot.rendering.escaping import Safe, link, markdown
from bot.rendering.phrases import ended

DOUBT = "**expression of concern**"
NO_AUTHORS = "No authors listed"
_LONGEST_TITLE = 300
_HEADINGS = 8
"""Headings and keywords shown of a paper without an abstract."""
_AUTHORS = 6
"""Authors named before "et al." (ICMJE, Samples of Formatted References)."""


def named(record: Record) -> Safe:
    """First author and year, linked to the paper, and what puts it in doubt if anything does."""
    doubt = f" ({DOUBT})" if record.concern else ""
    return Safe(f"{link(record.label, record.link)}{doubt}")


def subject_headings(record: Record) -> tuple[str, ...]:
    """The first of what a paper is indexed under: MeSH headings, then the authors' keywords."""
    words = dict.fromkeys(heading.partition("/")[0] for heading in (*record.mesh, *record.keywords))
    return tuple(words)[:_HEADINGS]


def instead(record: Record) -> Safe:
    """What else is known of a paper without an abstract, and where its text is; else nothing."""
    if record.has_abstract:
        return Safe()
    words = subject_headings(record)
    parts = [f"Indexed under: {markdown('; '.join(words))}."] if words else []
    if record.vernacular_title:
        parts.append(f"Original title: {markdown(ended(short(record.vernacular_title)))}")
    links = []
    if record.pmcid:
        free = f"https://pmc.ncbi.nlm.nih.gov/articles/{record.pmcid}/"
        links.append(link("free in PubMed Central", free))
    if record.doi:
        links.append(link("at the publisher", f"https://doi.org/{record.doi}"))
    if links:
        parts.append(f"Full text: {', '.join(links)}.")
    return Safe(" ".join(parts))


def unstopped(title: str) -> str:
    """A title without the full stop that PubMed sets behind every one."""
    return title if title.endswith("..") else title.removesuffix(".")


def short(title: str) -> str:
    """A title as a heading prints it, cut at a word where it is longer than any should be."""
    title = unstopped(title)
    if len(title) <= _LONGEST_TITLE:
        return title
    return f"{title[:_LONGEST_TITLE].rpartition(' ')[0] or title[:_LONGEST_TITLE]} …"


def authors(record: Record) -> str:
    """The authors as a reference names them."""
    shown = ", ".join(short(author) for author in record.authors[:_AUTHORS])
    return f"{shown}, et al." if len(record.authors) > _AUTHORS else f"{shown or NO_AUTHORS}."


def co_authors(record: Record) -> str:
    """The authors after the first, whom the name of a paper does not name; empty without any."""
    shown = ", ".join(short(author) for author in record.authors[1:_AUTHORS])
    return f"{shown}, et al." if len(record.authors) > _AUTHORS else shown


def place(record: Record) -> str:
    """Journal, date, volume and pages as a reference prints them."""
    journal = record.journal_abbreviation or record.journal
    volume = record.volume + (f"({record.issue})" if record.issue else "")
    where = f"{volume}:{record.pages}" if record.pages else volume
    when = ";".join(part for part in (record.published or str(record.year or ""), where) if part)
    return ". ".join(part.rstrip(".") for part in (journal, when) if part) + "."
