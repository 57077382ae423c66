"""The topic that a review names, with its vocabulary: a built-in one, or files of its own."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bot import settings
from bot.contained_paths import contained
from bot.domain.nearest_name import nearest_name
from bot.domain.protocol import Protocol
from bot.errors import Mistake
from bot.extraction import terms, vocabulary_check
from bot.extraction.own_terms import with_own_terms
from bot.extraction.vocabulary import Vocabulary, load
from bot.topics import loading
from bot.yaml_faults import excess

_RULES = "neuroimaging"
"""The topic whose rules and words count for a vocabulary of the review's own that brings none."""


def chosen_vocabulary(protocol: Protocol, root: Path) -> Vocabulary | None:
    """Load the vocabulary that the review at ``root`` names, None when it names none.

    A built-in topic goes by its name. Else it is a YAML file of the review, or a folder of them;
    a folder with a ``topic.yaml`` is a topic of its own.

    Raises:
        Mistake: there is none, it is not sound, or a target is none of its regions.
    """
    name = protocol.vocabulary
    if not name:
        return None
    vocabulary = load(name) if name in terms.names() else _own(name, root)
    vocabulary = with_own_terms(vocabulary, protocol)
    topic = vocabulary.topic.of_review(_question(protocol))
    if topic is not vocabulary.topic:
        vocabulary = replace(vocabulary, topic=topic)
    regions = vocabulary.terms["region"]
    for target in protocol.targets:
        if target.region not in regions:
            near = nearest_name(target.region, regions, cutoff=0.5)
            raise Mistake(
                f"{settings.FILE}: 'targets': the vocabulary has no region '{target.region}'",
                hint=f"Did you mean '{near}'?" if near else "Name the id of a region.",
            )
    return vocabulary


def _question(protocol: Protocol) -> str:
    """What a protocol asks about and includes."""
    included = (criterion.include for criterion in protocol.criteria.values())
    return " ".join((protocol.title, protocol.question, *included))


def topic_name(vocabulary: Vocabulary | None) -> str:
    """Return the name of the topic, under which its templates and prompts stand."""
    return vocabulary.topic.name if vocabulary else ""


def _own(name: str, root: Path) -> Vocabulary:
    """Load a vocabulary of the review's own."""
    texts = _texts(name, root.resolve())
    rules = texts.pop(f"{Path(name)}/{loading.FILE}", None)
    vocabulary = Vocabulary.of(name, texts, loading.load(_RULES))
    if rules is not None:
        file = f"{Path(name)}/{loading.FILE}"
        topic = loading.parse(file, name, rules, vocabulary.terms)
        vocabulary = replace(vocabulary, topic=topic)
    faults = vocabulary_check.faults(vocabulary)
    if faults:
        others = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        raise Mistake(
            f"the vocabulary '{name}' is not sound: {faults[0]}{others}",
            hint="Mend it in its file: every way of writing may stand for one thing only.",
        )
    return vocabulary


def _own_names(place: Path, root: Path) -> Iterator[str]:
    """Yield what a review could name instead of ``place``: its vocabularies that lie beside it."""
    beside = place.parent if place.is_relative_to(root) and place != root else root
    for path in sorted(beside.iterdir()) if beside.is_dir() else ():
        words = any(path.glob("*.yaml")) if path.is_dir() else path.suffix == ".yaml"
        name = path.relative_to(root).as_posix()
        if words and name != settings.FILE and not path.name.startswith("."):
            yield name


def _texts(name: str, root: Path) -> dict[str, str]:
    place = (root / name).resolve()
    inside = place.is_relative_to(root) and place != root
    files = sorted(place.glob("*.yaml")) if place.is_dir() else [place]
    if not inside or not files or not all(path.is_file() for path in files):
        near = nearest_name(name, (*terms.names(), *_own_names(place, root)))
        raise Mistake(
            f"{settings.FILE} names the vocabulary '{name}', and there is none",
            hint=f"Did you mean '{near}'?"
            if near
            else f"Name a built-in one ({', '.join(terms.names())}), or a YAML file, or a folder"
            " of YAML files, in the review.",
        )
    try:
        paths = [str(file.relative_to(root)) for file in files]
        texts = {path: contained(root, path).read_text("utf-8") for path in paths}
    except UnicodeDecodeError:
        raise Mistake(
            f"the vocabulary '{name}' is not written in UTF-8", hint="Save its files as UTF-8."
        ) from None
    for file, text in texts.items():
        if fault := excess(text):
            raise Mistake(f"{file}, line {fault[0]}: {fault[1]}", hint="Write it out, and flatter.")
    return texts
