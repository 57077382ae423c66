"""The elements of a PubMed record: their children by name, and the text in them.

A file of PubMed's has 30,000 records and a review may look through all of PubMed: children are
sorted by name once, instead of being searched for each field.
"""

from collections.abc import Iterable, Mapping, Sequence

from lxml.etree import XMLPullParser, _Element

from bot.domain.records import printed

Children = Mapping[str, Sequence[_Element]]
"""The children of an element by their names."""


def words(element: _Element | None) -> str:
    """All text of an element through its markup, with single spaces."""
    if element is None:
        return ""
    if not len(element):
        return printed(element.text or "")
    return printed("".join(map(str, element.itertext())))


def children_of(elements: Iterable[_Element]) -> dict[str, list[_Element]]:
    """The children of all ``elements``, by their names and in order."""
    children: dict[str, list[_Element]] = {}
    for element in elements:
        for child in element:
            children.setdefault(child.tag, []).append(child)
    return children


def first_text(children: Children, name: str) -> str:
    """The first text among the children of a name that is not empty."""
    for element in children.get(name, ()):
        if text := words(element):
            return text
    return ""


def texts(elements: Iterable[_Element]) -> tuple[str, ...]:
    """The texts of ``elements`` in order, each once, without empty ones."""
    return tuple(dict.fromkeys(filter(None, map(words, elements))))


def new_parser(names: Iterable[str]) -> XMLPullParser:
    """A parser that gives each element of these names as soon as it is complete.

    NCBI's XML needs no DTD and no entities, and what comes from the network must not make us
    fetch, open or expand anything; ``huge_tree`` would lift the guards of libxml2 for nothing.
    """
    return XMLPullParser(
        events=("end",),
        tag=tuple(names),
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
    )
