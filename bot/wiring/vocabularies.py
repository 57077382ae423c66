"""The vocabulary that a review names: a built-in one, or files of its own."""

import difflib
from pathlib import Path

from bot import settings
from bot.domain.protocol import Protocol
from bot.errors import Mistake
from bot.extraction import terms, vocabulary_check
from bot.extraction.vocabulary import Vocabulary, load


def chosen(protocol: Protocol, root: Path) -> Vocabulary | None:
    """Load the vocabulary that the review at ``root`` names, None when it names none.

    A built-in one goes by its name; else it is a YAML file of the review, or a folder of them.

    Raises:
        Mistake: there is none, it is not sound, or a target is none of its regions.
    """
    name = protocol.vocabulary
    if not name:
        return None
    held = load(name) if name in terms.names() else _own(name, root)
    regions = held.terms["region"]
    for target in protocol.targets:
        if target.region not in regions:
            near = difflib.get_close_matches(target.region, regions, n=1, cutoff=0.5)
            raise Mistake(
                f"{settings.FILE}: 'targets': the vocabulary has no region '{target.region}'",
                hint=f"Did you mean '{near[0]}'?" if near else "Name the id of a region.",
            )
    return held


def _own(name: str, root: Path) -> Vocabulary:
    """Load a vocabulary of the review's own."""
    held = Vocabulary.of(name, _texts(name, root.resolve()))
    faults = vocabulary_check.faults(held)
    if faults:
        others = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        raise Mistake(
            f"the vocabulary '{name}' is not sound: {faults[0]}{others}",
            hint="Mend it in its file: every way of writing may stand for one thing only.",
        )
    return held


def _texts(name: str, root: Path) -> dict[str, str]:
    place = (root / name).resolve()
    inside = place.is_relative_to(root) and place != root
    files = sorted(place.glob("*.yaml")) if place.is_dir() else [place]
    if not inside or not files or not all(one.is_file() for one in files):
        raise Mistake(
            f"{settings.FILE} names the vocabulary '{name}', and there is none",
            hint=f"Name a built-in one ({', '.join(terms.names())}), or a YAML file, or a folder"
            " of YAML files, in the review.",
        )
    try:
        return {str(one.relative_to(root)): one.read_text("utf-8") for one in files}
    except UnicodeDecodeError:
        raise Mistake(
            f"the vocabulary '{name}' is not written in UTF-8", hint="Save its files as UTF-8."
        ) from None
