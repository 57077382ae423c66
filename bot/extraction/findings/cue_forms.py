"""How a direction cue stands in its sentence, told by the words around it."""

from collections.abc import Sequence

from bot.extraction.findings.cue_vocabulary import load, words_around
from bot.extraction.findings.cues import Token

_SHORTEST = 5
"""Letters that an adverb has more than: ``only`` is none of these."""


def _goes_on(words: Sequence[Token], after: int) -> bool:
    """Whether a second modifier is joined to the one before: ``increased and decreased FC``."""
    if after + 1 >= len(words) or words[after].word not in ("and", "or"):
        return False
    lexemes = load().lexemes.get((words[after + 1].word,), ())
    behind = words[after + 2].word if after + 2 < len(words) else "."
    joined = any("modifier" in lexeme.forms for lexeme in lexemes)
    return joined and behind not in words_around("closes")


def form_of(forms: Sequence[str], words: Sequence[Token], first: int, after: int) -> str:
    """Return how a cue stands: before its noun, behind its subject, doing something, as a noun."""
    if len(forms) == 1:
        return forms[0]
    before = _ahead(words, first)
    behind = words[after].word if after < len(words) else "."
    if "noun" in forms and "transitive" not in forms and "predicate" not in forms:
        return "noun"
    if "modifier" in forms and _goes_on(words, after):
        return "modifier"
    if behind in words_around("closes"):
        return _closed(forms, before, behind)
    if "modifier" in forms and (
        before in words_around("before_modifier") or "transitive" not in forms
    ):
        return "modifier"
    return "transitive" if "transitive" in forms else forms[0]


def _ahead(words: Sequence[Token], first: int) -> str:
    """Return the word before a cue, but for adverbs: ``showed markedly reduced``."""
    at = first - 1
    while at >= 0 and words[at].word.endswith("ly") and len(words[at].word) > _SHORTEST:
        at -= 1
    return words[at].word if at >= 0 else ","


def _closed(forms: Sequence[str], before: str, behind: str) -> str:
    """Return the form of a cue behind which its noun cannot follow."""
    if "noun" in forms and before not in words_around("auxiliary"):
        return "noun" if behind in ("in", "of", "within", "for", "between") else "predicate"
    return "predicate" if "predicate" in forms else forms[0]
