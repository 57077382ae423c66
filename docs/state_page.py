"""The reference page of the files under ``state/``, from the dataclasses that are kept there."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules

import bot.domain
from bot.adapters.store.ledgers import LEDGERS, SNAPSHOTS
from bot.adapters.store.state_format import FORMAT
from bot.domain.studies import Study
from docs.tables import described, section

PAGE = "docs/reference/state.md"
_FILES: Mapping[str, type] = {
    **{ledger.file: ledger.kind for ledger in LEDGERS},
    SNAPSHOTS.file: SNAPSHOTS.kind,
    "studies/ID.yaml": Study,
}
_HEAD = f"""\
# What lies in state/

Everything that the bot remembers, as text, so that git shows every change. A ledger (`.jsonl`) has one JSON object in each
line; lines are only ever added, and of several on one paper the last counts. Fields with their default are left out.
Study files are YAML, and people may edit them.

`state/format.json` names the format, which is {FORMAT} now; where it is missing the format is 1. Within a format fields may be
added. [`upgrade`](../how-to/upgrade.md) brings a former format to this one, and a newer one is refused.
"""


def state_page() -> str:
    """The page as Markdown."""
    return "\n".join([_HEAD, *(line for name in _FILES for line in _file(name))]) + "\n"


def _file(name: str) -> Iterator[str]:
    tree = described(_FILES[name], _classes())
    yield from section(f"`{name}`", "", tree, tree)


def _classes() -> Iterator[type]:
    """Yield every class of the domain."""
    for module in iter_modules(bot.domain.__path__, f"{bot.domain.__name__}."):
        yield from (
            each for each in vars(import_module(module.name)).values() if isinstance(each, type)
        )
