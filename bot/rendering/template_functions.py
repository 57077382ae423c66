"""What every template may call, and how a typed view reaches a template."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from types import MappingProxyType
from typing import Any

from bot.domain.risk_of_bias import BIAS_DOMAINS, BiasJudgement
from bot.domain.sources import title_of
from bot.domain.studies import Study
from bot.rendering import bibliography, directions, labels, phrases
from bot.rendering.addresses import licence_address
from bot.rendering.decision_reasons import decision_reasons
from bot.rendering.escaping import Address, Safe, code, link
from bot.rendering.references import reference
from bot.rendering.region_index import places_of
from bot.rendering.sentences import subject
from bot.rendering.tallies import support, units

Render = Callable[..., str]
"""Fills the template of a name."""
NOT_READ = "not yet read"


def values(view: Any) -> dict[str, object]:  # noqa: ANN401 - any dataclass
    """The fields of a view by name, as its template uses them; what they hold stays as it is."""
    return {field.name: getattr(view, field.name) for field in fields(view)}


def groups(study: Study | None) -> str:
    """The groups as printed, or why there are none."""
    if study is None:
        return NOT_READ
    return "; ".join(group.printed for group in study.groups) or labels.NOT_EXTRACTED


def pull_link(number: int) -> Safe:
    """A pull request by its number, which GitHub links by itself."""
    return Safe(f"#{number}")


FUNCTIONS: Mapping[str, object] = MappingProxyType(
    {
        "address": Address,
        "bias_domains": BIAS_DOMAINS,
        "bias_levels": tuple(map(str, BiasJudgement)),
        "arrow": directions.arrow,
        "authors": bibliography.authors,
        "co_authors": bibliography.co_authors,
        "code": code,
        "counted": phrases.counted,
        "database": title_of,
        "day": phrases.day,
        "decision_reasons": decision_reasons,
        "direction": directions.direction,
        "ended": phrases.ended,
        "extraction": phrases.extraction,
        "groups": groups,
        "happened": phrases.happened,
        "instead": bibliography.instead,
        "licence_address": licence_address,
        "link": link,
        "named": bibliography.named,
        "not_extracted": labels.NOT_EXTRACTED,
        "not_read": NOT_READ,
        "place": bibliography.place,
        "places_of": places_of,
        "pull_link": pull_link,
        "quotation": phrases.quotation,
        "ranked": phrases.ranked,
        "ranged": phrases.ranged,
        "reference": reference,
        "safe": Safe,
        "sentence_case": phrases.sentence_case,
        "sentences": " ".join,
        "short": bibliography.short,
        "side": labels.side,
        "subject": subject,
        "subject_headings": bibliography.subject_headings,
        "support": support,
        "units": units,
    }
)
"""What stands in every template, by name."""
