"""What a paper says of how it was done: facts and groups, each with the words it rests on."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from bot.domain import STRICT, Strictness

LONGEST_QUOTE = 300
"""Characters. Abstracts are not ours to republish: only short quotes are kept."""

_HEAD_ENDS = re.compile(
    r"[;:]|(?<![\w-])(?:with|without|who|whose|that|which|of|in|on|at|for|from|to|by|after|before|under|had"
    r"|were|was|receiving|treated|taking|using|aged|undergoing)\b",
    re.IGNORECASE,
)
"""Where the first noun of a label has been said: ``counselling of patients`` is counselling."""
_ASIDE = re.compile(r"\([^)]*\)")
_COUNTED = re.compile(
    r"\b(?:participants|patients|outpatients|inpatients|people|persons|individuals|humans|subjects"
    r"|volunteers|HCs|adults|seniors|elders|adolescents|teenagers|youths|children|infants|newborns"
    r"|neonates|toddlers|babies|women|men|males|females|girls|boys|mothers|fathers|parents|couples"
    r"|siblings|twins|relatives|carers|caregivers|survivors|controls|cases|carriers|responders"
    r"|\w*(?:smok|drink|us|work|perform|complet|sleep|learn|speak)ers|workers|students|athletes"
    r"|musicians|veterans|soldiers|nurses|residents|recipients|donors|amputees|pairs|families"
    r"|households|clusters|practices|hospitals|schools|eyes|knees|hips|limbs)\b",
    re.IGNORECASE,
)
"""What a number may stand before: those who are counted, and no name of a treatment."""
_SHARED = ("with ", "without", "who ")
"""Open the label of people whose noun stands with another group: ``20 with pain, 19 without``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words of the paper, verbatim, with their place."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    text: str
    start: int
    """Offset in characters of the first letter within ``part``."""
    part: str = "abstract"
    """``title``, ``abstract``, or a section: ``full text, Results > Group differences``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One value read from the paper, and the words it rests on."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    value: str
    quote: Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group of participants as printed; ``n`` is never computed."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    label: str
    n: int | None
    """Nothing where no size is printed."""
    quote: Quote
    role: str = ""
    """The vocabulary's id of the part it plays; empty where that was not read."""
    time: str = ""
    """``recruited`` or ``analysed``, where the words beside the number say which."""

    @property
    def printed(self) -> str:
        """Size and label: ``44 women in pain``, and ``yoga (n = 44)`` where it names nobody."""
        if self.n is None:
            return self.label
        head = _HEAD_ENDS.split(_ASIDE.sub("", self.label), maxsplit=1)[0]
        counted = _COUNTED.search(head) or self.label.startswith(_SHARED)
        return f"{self.n} {self.label}" if counted else f"{self.label} (n = {self.n})"


@dataclass(frozen=True, slots=True)
class Facts:
    """What a paper says of how it was done, by kind; which kinds there are is the topic's to say.

    A value is an id of the vocabulary where there is one for it, else the paper's own word.
    """

    by_kind: Mapping[str, tuple[Fact, ...]] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        """Leave out kinds of which nothing is stated: they are as good as not there."""
        stated = {kind: facts for kind, facts in self.by_kind.items() if facts}
        object.__setattr__(self, "by_kind", stated)

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: object, handler: Any) -> dict[str, Any]:  # noqa: ANN401 - pydantic's
        """Study files hold the mapping itself, without a name of its own."""
        mapping = handler(dict[str, tuple[Fact, ...]])
        return {
            "type": "function-after",
            "schema": mapping,
            "function": {"type": "no-info", "function": cls},
            "serialization": {
                "type": "function-wrap",
                "function": lambda facts, serialise: serialise(facts.by_kind),
                "schema": mapping,
            },
        }

    def of(self, kind: str) -> tuple[Fact, ...]:
        """The facts of one kind, none where the paper does not state it."""
        return self.by_kind.get(kind, ())

    def values(self, kind: str) -> tuple[str, ...]:
        """The values of one kind, each once."""
        return tuple(dict.fromkeys(fact.value for fact in self.of(kind)))

    @property
    def all(self) -> tuple[Fact, ...]:
        """Every fact of every kind."""
        return tuple(fact for facts in self.by_kind.values() for fact in facts)


NOTHING = Facts()
