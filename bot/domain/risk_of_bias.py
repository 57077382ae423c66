"""Risk of bias of a trial, as people judge it by the domains of RoB 2."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import ClassVar

from bot.domain import STRICT, Strictness


class BiasJudgement(StrEnum):
    """How likely a trial is to be wrong in one respect, in the words of RoB 2."""

    LOW = "low"
    SOME = "some concerns"
    HIGH = "high"


BIAS_DOMAINS: Mapping[str, str] = MappingProxyType(
    {
        "randomisation": "Chance alone decided who was in which arm, and nobody could foresee it.",
        "deviations": "People were treated as intended, and analysed as randomised.",
        "missing_data": "Outcomes are there for nearly everybody.",
        "measurement": "Who measured could not be swayed by knowing the arm.",
        "reporting": "The result was not chosen from several.",
    }
)
"""The domains of RoB 2 (BMJ 2019;366:l4898), and what a low risk in each means."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskOfBias:
    """Risk of bias as people judge it, by domain; nothing where nobody did."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    randomisation: BiasJudgement | None = None
    deviations: BiasJudgement | None = None
    missing_data: BiasJudgement | None = None
    measurement: BiasJudgement | None = None
    reporting: BiasJudgement | None = None

    @property
    def by_domain(self) -> Mapping[str, BiasJudgement | None]:
        """The judgement of each domain, by its name."""
        return {domain: getattr(self, domain) for domain in BIAS_DOMAINS}

    @property
    def overall(self) -> BiasJudgement | None:
        """The worst of the domains; nothing while one that would not settle it is not judged."""
        judged = tuple(self.by_domain.values())
        if BiasJudgement.HIGH in judged:
            return BiasJudgement.HIGH
        if None in judged:
            return None
        return BiasJudgement.SOME if BiasJudgement.SOME in judged else BiasJudgement.LOW
