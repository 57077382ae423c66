"""Decisions as former versions wrote them: what models said stood in sentences among the reasons.

The only place that reads those sentences.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from bot import json_input
from bot.domain.model_votes import Dissent

_HEARD = b'"reading"'
"""The field that named the models, which only such lines have."""
_VOTE = re.compile(
    r"Model (?P<model>.+?): (?P<answers>.+); it (?:would (?:include|exclude) it|cannot tell)\."
)
_ANSWER = re.compile(
    r"(?:^|, )(?P<criterion>[^,“”()]+?) (?P<met>not met|not stated|met)"
    r"(?: \(“(?P<quote>[^“”]*)”\))?(?=, |$)"
)
_DISSENT = {
    "One model alone excludes no paper: a person decides.": Dissent.SINGLE_MODEL,
    "Rules and classifier would include it. The judges differ: a person decides.": (
        Dissent.PROGRAM_INCLUDES
    ),
    "Rules and classifier do not propose it. The judges differ: a person decides.": (
        Dissent.PROGRAM_WAITS
    ),
}


def with_votes(line: bytes) -> bytes:
    """A line of the ledger of decisions with its votes as fields; others as they are."""
    if _HEARD not in line:
        return line
    try:
        decision = json_input.loads(line)
        reading, sentences = decision.pop("reading"), decision["reasons"]
        if not (isinstance(reading, list) and isinstance(sentences, list)):
            return line
        votes = [vote for sentence in sentences if (vote := _vote(sentence, reading))]
        named = {vote["model"] for vote in votes}
        # Where no model could be used, a sentence stands that names none.
        asked = (name.rpartition(", prompt ") for name in reading)
        votes += [
            {"model": model, "prompt": prompt if separator else ""}
            for model, separator, prompt in asked
            if model not in named
        ]
        dissent = [_DISSENT[sentence] for sentence in sentences if sentence in _DISSENT]
        decision["reasons"] = [
            sentence
            for sentence in sentences
            if sentence not in _DISSENT and not _vote(sentence, reading)
        ]
        decision |= {"votes": votes, **({"dissent": dissent[0]} if dissent else {})}
    except (ValueError, KeyError, TypeError, AttributeError):
        # Whoever reads the line says what is wrong with it.
        return line
    return json.dumps(decision).encode()


def _vote(sentence: str, reading: list[str]) -> Mapping[str, Any] | None:
    match = _VOTE.fullmatch(sentence)
    answers = [answer.groupdict() for answer in _ANSWER.finditer(match["answers"])] if match else []
    if not match or not answers:
        return None
    prompts = (name.rpartition(", prompt ") for name in reading)
    return {
        "model": match["model"],
        "prompt": next((prompt for model, _, prompt in prompts if model == match["model"]), ""),
        "answers": [
            {key: value for key, value in answer.items() if value is not None} for answer in answers
        ],
    }
