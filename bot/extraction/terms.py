"""Terms are read from YAML files, strictly: a slip is an error that says where and what to do."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from bot.domain.nearest_name import hint_of_names
from bot.errors import Mistake
from bot.yaml_faults import loaded

TOPICS = "bot.topics"
"""Holds one folder for each built-in topic, with its vocabulary."""
_VOCABULARY = "vocabulary"
KINDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "region": ("regions", "networks", "tracts"),
        "measure": ("measures", "outcomes"),
        "modality": ("modalities",),
        "comparison": ("comparisons",),
        "group_role": ("group_roles",),
        "species": ("species",),
        "design": ("designs",),
        "cancer": ("cancers",),
        "pain": ("pains",),
        "origin": ("origins",),
        "intervention": ("interventions",),
        "comparator": ("comparators",),
        "population": ("populations",),
        "analgesic": ("analgesics",),
        "scale": ("scales",),
        "software": ("software",),
        "atlas": ("atlases",),
        "statistic": ("statistics",),
        "correction": ("corrections",),
        "scope": ("scopes",),
        "phase": ("phases",),
        "family": ("families",),
        "variable": ("variables",),
        "theme": ("themes",),
    }
)
"""Kinds of term, and the lists of the files that hold each."""
LISTS: Mapping[str, str] = MappingProxyType(
    {name: kind for kind, names in KINDS.items() for name in names}
)
"""The kind of term in each list."""
AMBIGUOUS = "ambiguous"
"""The list of short forms of several meanings, with these."""
Point = tuple[float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One region, measure, cancer, scale or the like, with its id and display name."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    """How papers write it."""
    bound_aliases: tuple[str, ...] = ()
    """Words that name it only beside others: a measure beside its region, a medicine beside a word
    such as ``received``."""
    parents: tuple[str, ...] = ()
    """Ids of the wider terms that it rolls up to for display, the nearest first."""
    family: str = ""
    """The measures that may be compared with one another."""
    scale: str = ""
    """What its sign is of, where it does not rise and fall with the rest of its family."""
    several: bool = False
    """Whether it stands for several quantities, so that two signs of it mean nothing together."""
    modality: str = ""
    kind: str = ""
    """Of a place: ``region``, ``network`` or ``tract``."""
    connects: bool = False
    """Whether the measure is of two regions, and not of one."""
    regionless: bool = False
    """Whether the measure is of no region, so that none is missing where none is named."""
    midline: bool = False
    """Whether left and right mean nothing here."""
    coarse: bool = False
    """Whether the place is too wide for one point to stand for it."""
    mni: Point | None = None
    """An approximate centre in millimetres, of the left one where there are two."""
    origin: str = ""
    """Of a pain: ``tumour``, ``treatment``, or ``mixed`` where its name does not tell."""
    exposure: bool = False
    """Whether this treats the tumour, and is seldom what a study of the pain tries out."""
    theme: str = ""
    """The part of the answer that findings on this belong to."""
    index: str = ""
    """Of a comparison: in whom, or when, within a sentence; ``DONE`` stands for what was done."""
    against: str = ""
    """Of a comparison: in whom else, or when else."""
    letter: str = ""
    """Of a comparison: what stands for it in figures."""
    tag: str = ""
    """Of a comparison: its letter on the site's map, where figures of groups do not show it."""
    short: str = ""
    """What stands where the name would be too long: in sentences, or in the key of a figure."""
    more: str = ""
    """Of a measure: what a higher value is called, such as ``greater``."""
    less: str = ""
    """Of a measure: what a lower value is called."""
    better: str = ""
    """Of an outcome: which way is better, ``lower`` or ``higher``; empty where nobody said so."""
    bearer: str = ""
    """Of a measure: what is ``more`` or ``less``, where that is not said of the measure itself."""
    asked: bool = False
    """Whether the field, or the protocol, asks for it, so that its absence is a gap."""
    residual: bool = False
    """Whether it is what is left beside the others, "mixed or unspecified": never a gap."""

    @property
    def network(self) -> bool:
        """Whether this is a network, so that its own connectivity is within it."""
        return self.kind == "network"


@dataclass(frozen=True, slots=True)
class Terms:
    """What the files of one vocabulary hold."""

    terms: Mapping[str, Mapping[str, Term]]
    ambiguous: Mapping[str, tuple[str, ...]]


_KEYS = {field.name for field in fields(Term)} - {"kind"}
_WORDS = ("aliases", "bound_aliases", "parents")
_FLAGS = ("several", "connects", "regionless", "midline", "coarse", "exposure", "asked", "residual")


def names() -> list[str]:
    """Return the names of the built-in vocabularies."""
    folders = files(TOPICS).iterdir()
    return sorted(topic.name for topic in folders if topic.joinpath(_VOCABULARY).is_dir())


def built_in(name: str) -> dict[str, str]:
    """Return the files of a built-in vocabulary, by name.

    Raises:
        Mistake: there is none of that name.
    """
    if name not in names():
        raise Mistake(
            f"There is no vocabulary called {name!r}.",
            hint=f"Built-in vocabularies: {', '.join(names())}.",
        )
    folder = files(TOPICS).joinpath(name, _VOCABULARY)
    paths = sorted(folder.iterdir(), key=lambda path: path.name)
    return {path.name: path.read_text("utf-8") for path in paths if path.name.endswith(".yaml")}


def read(texts: Mapping[str, str]) -> Terms:
    """Read the terms of these files, by name.

    Raises:
        Mistake: the first fault, with its file.
    """
    by_kind: dict[str, dict[str, Term]] = {kind: {} for kind in KINDS}
    ambiguous: dict[str, tuple[str, ...]] = {}
    order = (*LISTS, AMBIGUOUS)
    lists = [
        (name, file, content)
        for file, text in texts.items()
        for name, content in _lists(file, text)
    ]
    for name, file, content in sorted(lists, key=lambda listed: order.index(listed[0])):
        if name == AMBIGUOUS:
            ambiguous |= _meanings(file, content)
            continue
        known = by_kind[LISTS[name]]
        for term in _terms(file, name, content):
            if term.id in known:
                raise Mistake(
                    f"{file}: the id '{term.id}' stands twice among the {name}",
                    hint="Put the words of both into the aliases of one.",
                )
            known[term.id] = term
    frozen = {kind: MappingProxyType(by_id) for kind, by_id in by_kind.items()}
    return Terms(MappingProxyType(frozen), MappingProxyType(ambiguous))


def _lists(file: str, text: str) -> Iterable[tuple[str, Any]]:
    tree = loaded(file, text)
    if not isinstance(tree, dict):
        raise Mistake(f"{file}: holds no lists", hint=f"It may hold: {', '.join(LISTS)}.")
    for name in tree:
        if name not in LISTS and name != AMBIGUOUS:
            raise Mistake(
                f"{file}: there is no list called '{name}'",
                hint=hint_of_names(str(name), sorted((*LISTS, AMBIGUOUS))),
            )
    return tree.items()


def _terms(file: str, name: str, content: object) -> Iterator[Term]:
    if not isinstance(content, list):
        raise Mistake(f"{file}: '{name}' is no list", hint="Begin each term with '- {id: '.")
    kind = name.removesuffix("s") if name in KINDS["region"] else ""
    for entry in content:
        fault, hint = _fault(entry)
        if fault:
            raise Mistake(f"{file}: {name}: {fault}", hint=hint)
        words = {key: tuple(entry.get(key, ())) for key in _WORDS}
        place = {"mni": tuple(entry["mni"])} if "mni" in entry else {}
        own = {"family": entry["id"]} if name == "outcomes" else {}
        yield Term(**{**own, **entry, **words, **place}, kind=kind)


def _fault(entry: object) -> tuple[str, str]:
    """What is wrong with one entry, and what to do; empty words if nothing is."""
    if not isinstance(entry, dict) or not {"id", "name"} <= entry.keys():
        return f"{str(entry)[:60]} has no id and name", "Write '- {id: ..., name: ...}'."
    id = entry["id"]
    for key, value in entry.items():
        if key not in _KEYS:
            return f"'{id}' has the unknown key '{key}'", hint_of_names(str(key), sorted(_KEYS))
        if key == "mni":
            sound = isinstance(value, list) and len(value) == len(("x", "y", "z"))
            wanted = "three numbers: [x, y, z]"
            sound = sound and all(type(number) in (int, float) for number in value)
        elif key in _WORDS:
            sound = isinstance(value, list) and all(
                isinstance(word, str) and word for word in value
            )
            wanted = "a list of words; put numbers and yes or no in quotes"
        else:
            kind, wanted = (bool, "true or false") if key in _FLAGS else (str, "text")
            sound = isinstance(value, kind)
        if not sound:
            return f"'{key}' of '{id}' is {str(value)[:60]}", f"It should be {wanted}."
    return "", ""


def _meanings(file: str, content: object) -> dict[str, tuple[str, ...]]:
    if not isinstance(content, dict) or not all(
        isinstance(value, list) and len(value) > 1 for value in content.values()
    ):
        raise Mistake(
            f"{file}: '{AMBIGUOUS}' does not give each short form several meanings",
            hint="Write 'CP: [cancer pain, chronic pancreatitis]'.",
        )
    return {str(short): tuple(map(str, meanings)) for short, meanings in content.items()}
