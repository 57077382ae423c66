"""Word lists are read from YAML: each entry a regular expression over small letters.

Entries are parted by " ~ ", a space is any white space, and ``{name}`` stands for a list above.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from ruamel.yaml import YAML

_NAME = re.compile(r"\{([a-z][a-z_.]*)\}")


@lru_cache
def word_lists(package: str, file: str = "words.yaml") -> Mapping[str, tuple[str, ...]]:
    """The lists of one file, nested ones by ``heads.people`` and the like."""
    tree = YAML(typ="safe").load(files(package).joinpath(file).read_text("utf-8"))
    flat: dict[str, str] = {}
    for name, content in tree.items():
        nested = content if isinstance(content, dict) else {"": content}
        flat |= {f"{name}.{part}".rstrip("."): words for part, words in nested.items()}
    lists: dict[str, tuple[str, ...]] = {}
    for name, words in flat.items():
        whole = _NAME.sub(lambda match: "|".join(lists.get(match[1], (match[0],))), words)
        lists[name] = tuple(word.strip() for word in whole.split("~"))
    return lists


def alternatives(package: str, *names: str) -> str:
    """The entries of these lists as one pattern without a group."""
    lists = word_lists(package)
    entries = (entry for name in names for entry in lists[name])
    return "(?:" + "|".join(entry.replace(" ", r"\s") for entry in entries) + ")"


def whole_words(package: str, *names: str) -> re.Pattern[str]:
    """The entries of these lists, no letter or hyphen before and no letter behind them."""
    return re.compile(rf"(?<![\w-]){alternatives(package, *names)}(?!\w)")
