"""What the words around a cue make of it: a name, a part of another cue, or denied."""

from collections.abc import Sequence
from dataclasses import replace

from bot.extraction.findings.cue_vocabulary import BE, load, words_around
from bot.extraction.findings.cues import Cue, Token

_MODIFIES = 4
_AHEAD = 3
"""Words before a cue that tell what it is."""
_BEFORE_LIST = 3
_STEPS = frozenset(("rise", "drop", "fall"))
"""Nouns that tell a change of a measure where they stand as ``a rise in ReHo``."""
_PARTICIPLES = frozenset(("associated", "related", "linked", "connected to"))
_WAS = BE | {"be", "been", "being", "had", "has", "have", "became", "fully", "not"}
_CAUSED = frozenset(("induced", "evoked", "elicited", "produced", "provoked", "triggered"))
_NEGATES = 8
_GIVEN = frozenset(
    ("treatment", "stimulation", "intervention", "medication", "task", "therapy", "training",
     "exercise", "drug", "feedback", "placebo", "pain", "touch", "music")
)  # fmt: skip
"""What a condition may go without: ``relative to no treatment, lower``."""
_HARDLY = frozenset(("little", "scant", "scarce"))
"""Words that deny what they are of: ``little evidence of reduced volume``."""
_PROOF = frozenset(("evidence", "indication", "indications", "sign", "signs", "support"))
_OF_PEOPLE = frozenset(("taking", "receiving", "treated", "using", "having", "exposed", "on"))
"""Words behind ``not`` that say what people lack: ``patients not taking it``."""
_VARYING = frozenset(
    ("variable", "asymmetric", "asymmetrical", "symmetric", "symmetrical", "heterogeneous",
     "homogeneous", "lateralized", "lateralised")
)  # fmt: skip
_TISSUE = frozenset(("volume", "matter", "tissue", "gm", "wm", "gmv", "thickness", "density"))


def is_of_another_field(words: Sequence[Token], cue: Cue) -> bool:
    """Whether a word only looks like a cue: ``neural correlates``, ``adults were recruited``."""
    behind = words[cue.after].word if cue.after < len(words) else "."
    ahead = [token.word for token in words[max(0, cue.index - _AHEAD) : cue.index]]
    if _is_of_tissue(words, cue, ahead, behind):
        return False
    return any(test(cue, ahead, behind) for test in _OF_ANOTHER_FIELD)


def _is_of_tissue(words: Sequence[Token], cue: Cue, ahead: Sequence[str], behind: str) -> bool:
    """Whether a gain or loss is of tissue or of a measure: ``a loss of volume in A``."""
    known = words_around("of_another_field")
    if cue.word not in known or behind not in ("of", "in"):
        return False
    paired = {"and", "but", ","} & set(ahead) and any(
        token.word in known for token in words[: cue.index]
    )
    object_ = [token.word for token in words[cue.after + 1 : cue.after + 4]]
    named = cue.word in _STEPS and ahead[-1:] == ["a"] and object_[:1] != ["the"]
    return bool(paired) or named or any(word in _TISSUE for word in object_)


def _is_of_things(cue: Cue, ahead: Sequence[str], behind: str) -> bool:
    """Whether a noun is not of a measure: ``the rise``, ``neural correlates of``."""
    if cue.word in ("loss", "losses") and ahead[-1:] and ahead[-1] in _TISSUE:
        return False  # "grey matter volume loss was seen"
    if cue.word in words_around("of_another_field"):
        measured = behind == "of" or cue.word == "loss" or "%" in ahead or "showed" in ahead
        return behind not in ("of", "in") or not measured
    return cue.word == "correlates" and behind == "of"


def _is_cause(cue: Cue, ahead: Sequence[str], behind: str) -> bool:
    """Whether a verb only tells where something comes from: ``the response evoked by snow``."""
    return cue.word in _CAUSED and behind == "by" and _WAS.isdisjoint(ahead)


def _is_normalized(cue: Cue, ahead: Sequence[str], behind: str) -> bool:
    """Whether a value was only put on a scale: ``the normalized uptake``."""
    if cue.word not in ("normalized", "normalised"):
        return False
    return _WAS.isdisjoint(ahead) and behind not in words_around("closes")


def _says_extent(cue: Cue, ahead: Sequence[str], behind: str) -> bool:
    """Whether a degree is of an extent: ``in A and, to a lesser extent, in B``."""
    degree = cue.word in ("lesser", "greater", "larger", "smaller", "lower", "higher", "less")
    return degree and behind in ("extent", "degree") and "to" in ahead


def _says_where(cue: Cue, ahead: Sequence[str], behind: str) -> bool:
    """Whether a word tells where a change is clearest: ``reductions, most pronounced in A``."""
    del behind
    return cue.word == "pronounced" and ahead[-1:] in (["more"], ["most"], ["less"], ["least"])


def _likens(cue: Cue, ahead: Sequence[str], behind: str) -> bool:
    """Whether words of likeness say no null: ``the same region``, ``was more similar to B``."""
    if cue.word in ("similar", "alike", "comparable"):
        return ahead[-1:] in (["more"], ["less"], ["most"], ["least"])
    if cue.word != "the same":
        return False
    determines = behind not in words_around("closes") and behind != "as"
    return determines or ahead[-1:] in (["with"], ["of"], ["in"], ["to"], ["at"], ["for"])


def _is_of_another_property(cue: Cue, ahead: Sequence[str], behind: str) -> bool:
    """Whether a degree is of how a measure goes: ``was more variable``, ``habituated less``."""
    if cue.word not in ("more", "less"):
        return False
    verb = ahead[-1] if ahead and behind in words_around("closes") else ""
    return behind in _VARYING or (verb.endswith("ed") and (verb,) not in load().lexemes)


def _is_of_people(cue: Cue, ahead: Sequence[str], behind: str) -> bool:
    """Whether people are what was recruited or depressed, or are those who responded."""
    if cue.word == "depressed":
        return behind in words_around("people") or behind in ("mood", "group", "mothers")
    if cue.word in ("recovered", "improved"):  # "well recovered patients"
        of_some = behind in ("and", "or") and ahead[-1:] in (["in"], ["than"], ["the"], ["with"])
        return behind in words_around("people") or of_some
    if cue.word in ("responded", "respond"):
        return "who" in ahead
    recruited = cue.word == "recruited" and ahead[-1:] in (["were"], ["was"])
    return recruited and bool(words_around("people") & set(ahead[:-1]))


def _names_a_side(cue: Cue, ahead: Sequence[str], behind: str) -> bool:
    """Whether a word only says which of two sides is meant: ``in the affected hand``."""
    named = ahead[-1:] in (["the"], ["an"], ["of"], ["in"], ["both"], ["their"])
    return cue.word in ("affected", "unaffected") and named and behind not in words_around("closes")


def _relates_nothing(cue: Cue, ahead: Sequence[str], behind: str) -> bool:
    """Whether a word of relation tells none: ``regions linked to reward``, ``predicted pain``."""
    del behind
    if cue.sign != "related" or cue.form != "predicate":
        return False
    noun = next((word for word in reversed(ahead) if not word.endswith("ly")), "")
    if cue.word == "predicted":
        return not ahead or noun in ("the", "a", "of", "for", "and")
    if cue.word == "independent of":  # "correlated with pain independent of age"
        return words_around("auxiliary").isdisjoint(ahead)
    return cue.word in _PARTICIPLES and noun in words_around("areas")


_OF_ANOTHER_FIELD = (
    _is_of_things, _is_cause, _is_normalized, _says_where, _says_extent, _likens, _is_of_people,
    _names_a_side, _relates_nothing, _is_of_another_property,
)  # fmt: skip


def is_measured(cue: Cue, cues: Sequence[Cue]) -> bool:
    """Whether likeness is what there is more of, or it is of relations: ``additional links``."""
    if cue.word == "additional":
        return any(other.correlates and 0 <= other.index - cue.after <= 1 for other in cues)
    likeness = cue.sign == "none" and cue.form == "noun"
    return likeness and any(
        other.changes and 0 <= cue.index - other.after < _MODIFIES for other in cues
    )


def is_of_a_measure(cue: Cue, cues: Sequence[Cue]) -> bool:
    """Whether a change is said by the word before it already: ``atrophic changes``."""
    changed = cue.sign == "altered" and cue.form == "noun"
    return changed and any(other.measure and other.after == cue.index for other in cues)


def opposed(words: Sequence[Token], cues: list[Cue]) -> list[Cue]:
    """Let ``increased and decreased`` say that something changed, not which way."""
    kept: list[Cue] = []
    for cue in cues:
        last = kept[-1] if kept else None
        near = (
            last is not None
            and cue.index - last.after == 1
            and words[last.after].word in ("and", "or", "/", ",")
        )
        alike = last is not None and last.form == cue.form
        if last and near and alike and {last.sign, cue.sign} == {"increase", "decrease"}:
            kept[-1] = replace(cue, sign="altered", start=last.start, index=last.index)
        else:
            kept.append(cue)
    return kept


def is_negated(words: Sequence[Token], cue: Cue) -> bool:
    """Whether a negation stands before a cue with no cut between, or in it: ``unrelated``."""
    if cue.word in words_around("unrelated"):
        return True
    ahead = words[max(0, cue.index - _NEGATES) : cue.index]
    for number in range(len(ahead) - 1, -1, -1):
        word = ahead[number].word
        behind = ahead[number + 1].word if number + 1 < len(ahead) else ""
        hardly = word in _HARDLY and (behind in _PROOF if behind else cue.form == "noun")
        if hardly or word in words_around("negations") or word.endswith("n't"):
            if word == "not" and behind in _OF_PEOPLE:
                continue
            at = cue.index - len(ahead) + number
            before = words[at - 1].word if at else ""
            if word == "no" and behind in _GIVEN:
                continue
            aside = before in ("and", ",") and "," in {token.word for token in ahead[number:]}
            return behind not in ("only", "just") and before != "but" and not aside
        if word in words_around("cuts") or (
            word.endswith("ed") and word not in words_around("reporting")
        ):
            return False
    return False


def denied_list(words: Sequence[Token]) -> int:
    """Return where a numbered list opens that is denied as a whole; else the sentence's end.

    So is ``did not have (i) less of A; (ii) less of B``.
    """
    for at, token in enumerate(words):
        if token.word == "(" and _opens_list(words, at):
            near = [token.word for token in words[max(0, at - _BEFORE_LIST) : at]]
            return at if words_around("negations") & set(near) else len(words)
    return len(words)


def _opens_list(words: Sequence[Token], at: int) -> bool:
    behind = [token.word for token in words[at + 1 : at + 3]]
    return behind[1:] == [")"] and behind[0] in ("i", "1", "a")
