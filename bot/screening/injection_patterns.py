"""The patterns of instructions to a program, compiled from ``prompt_injection.yaml``."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ruamel.yaml import YAML

_LATIN_ENDS = "\u0400"
"""Letters from here on are of scripts that part no words as Latin does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InjectionPatterns:
    """What gives an instruction away."""

    first_words: tuple[re.Pattern[str], re.Pattern[str]]
    """The words that may begin one: in Latin script, and in others."""
    following: Mapping[str, tuple[tuple[re.Pattern[str], bool], ...]]
    """By first word: what must follow it, and whether that counts within a sentence."""
    markup: re.Pattern[str]
    """Markup of chats, and answers in JSON."""


@cache
def patterns() -> InjectionPatterns:
    """The patterns; the file is read once."""
    text = files("bot.screening").joinpath("prompt_injection.yaml").read_text("utf-8")
    tree = YAML(typ="safe").load(text)
    parts = {name: _joined(pattern) for name, pattern in tree["parts"].items()}
    following: dict[str, tuple[tuple[re.Pattern[str], bool], ...]] = {}
    for table, anywhere in (("anywhere", True), ("at_a_start", False)):
        for entry in tree[table]:
            then = _following(entry["then"], parts)
            for word in entry["first"].split():
                following[word] = (*following.get(word, ()), (then, anywhere))
    latin = {word for word in following if word < _LATIN_ENDS}
    return InjectionPatterns(
        first_words=(
            re.compile(rf"[^a-z]({_any_of(latin)})(?![a-z])"),
            re.compile(rf"({_any_of(set(following) - latin)})"),
        ),
        following=following,
        markup=_markup(parts["quote"]),
    )


def _markup(quote: str) -> re.Pattern[str]:
    return re.compile(
        # One set of characters to begin with, which is found fast.
        rf"[<\[#\"'`\u2018-\u201f\u00ab\u00bb]((?<=<)(\||</?sys>>|(start|end)_of_turn>"
        r"|/?(system|assistant|instructions?|user)([\W_]\w{1,12})?>)"
        r"|(?<=\[)/?(inst\]|system\](?=[:\n(]))|(?<=#)#\s(instruction|system)s?\W{0,2}[:\n]"
        rf"|met{quote}\s?:|(verdict|decision|label|include|relevant|eligible|criterion){quote}\s?:"
        rf"\s?({quote}|true|1))"
    )


def _joined(pattern: str) -> str:
    """A pattern without the line ends and blanks that only lay it out."""
    return "".join(pattern.split())


def _following(pattern: str, parts: Mapping[str, str]) -> re.Pattern[str]:
    whole = re.sub("<([a-z]+)>", lambda part: parts[part[1]], _joined(pattern))
    return re.compile(whole.replace("_", r"[\W_]{1,4}"))


def _any_of(words: Iterable[str]) -> str:
    """A pattern for these words that tries only those with the right first letter."""
    by_letter: dict[str, list[str]] = {}
    for word in sorted(words, reverse=True):
        by_letter.setdefault(word[0], []).append(word[1:])
    return "|".join(f"{letter}(?:{'|'.join(rest)})" for letter, rest in by_letter.items())
