"""What a protocol of the right form may still get wrong: ranges, names, and what goes together."""

from math import inf

from ruamel.yaml.comments import CommentedMap

from bot.domain.nearest_name import hint_of_names
from bot.domain.protocol import Protocol
from bot.domain.records import bare_doi
from bot.domain.sources import PUBMED, ROUTES, SOURCES
from bot.domain.strategies import BadExpression, Expression
from bot.errors import Mistake
from bot.settings.environment import is_address
from bot.settings.value_checks import value_faults
from bot.yaml_faults import Place, line_of

FILE = "review.yaml"
_AT_ONCE = 32
"""Questions to a language model at the same time that a server may be burdened with."""

_LEAST = {
    "lines": "a concept with its words, as sleep: 'sleep*[tiab]'",
    "strategies": "a name with an expression over the lines",
}
"""What a search cannot do without."""
_MOST_PEOPLE = 5
"""People who may have to decide one paper."""


def check(protocol: Protocol, tree: CommentedMap) -> None:
    """Refuse a protocol that cannot be followed; ``tree`` is the document it was read from.

    Raises:
        Mistake: the first fault, with its line and what would be right.
    """
    _check_ranges(protocol, tree)
    _check_least(protocol, tree)
    _check_search(protocol, tree)
    _check_known_items(protocol, tree)
    _check_routes(protocol, tree)
    _check_sources(protocol, tree)
    for place, message, hint in value_faults(protocol):
        raise Mistake(f"{FILE}, line {line_of(tree, place)}: {message}", hint=hint)


def _check_ranges(protocol: Protocol, tree: CommentedMap) -> None:
    screening, model = protocol.screening, protocol.model
    both_prices = (model.usd_per_million_in > 0) == (model.usd_per_million_out > 0)
    checks = (
        ("screening", "include_above", 0 <= screening.include_above <= 1, "between 0 and 1"),
        ("screening", "recall_target", 0 < screening.recall_target < 1, "between 0 and 1"),
        ("screening", "per_run", screening.per_run >= 1, "1 or more"),
        ("screening", "audit_per_run", screening.audit_per_run >= 0, "0 or more"),
        ("screening", "stop_share", 0 <= screening.stop_share <= 1, "between 0 and 1"),
        ("screening", "stop_after", screening.stop_after >= 0, "0 or more"),
        (
            "model",
            "second",
            not model.second or model.name not in ("", model.second),
            "another model than 'name'",
        ),
        ("model", "max_usd_per_run", 0 <= model.max_usd_per_run < inf, "0 or more"),
        ("model", "usd_per_million_in", 0 <= model.usd_per_million_in < inf, "0 or more"),
        ("model", "usd_per_million_out", 0 <= model.usd_per_million_out < inf, "0 or more"),
        ("model", "usd_per_million_out", both_prices, "a price if the other is one, else 0"),
        ("model", "max_tokens_per_run", model.max_tokens_per_run >= 0, "0 or more"),
        (
            "reviewers",
            "decisions",
            1 <= protocol.reviewers.decisions <= _MOST_PEOPLE,
            f"1 to {_MOST_PEOPLE}",
        ),
        ("digest", "quiet_after", protocol.digest.quiet_after >= 0, "0 or more"),
        ("digest", "home", _address(protocol.digest.home), "an address that begins with https://"),
        ("digest", "page", _address(protocol.digest.page), "an address that begins with https://"),
        ("model", "concurrency", 1 <= model.concurrency <= _AT_ONCE, f"1 to {_AT_ONCE}"),
    )
    for group, name, sound, wanted in checks:
        if not sound:
            raise Mistake(
                f"{FILE}, line {line_of(tree, (group, name))}:"
                f" '{group}.{name}' is {getattr(getattr(protocol, group), name)}",
                hint=f"It should be {wanted}.",
            )


def _address(text: str) -> bool:
    return not text or is_address(text)


def _check_least(protocol: Protocol, tree: CommentedMap) -> None:
    for name, example in _LEAST.items():
        if not getattr(protocol.search, name):
            raise Mistake(
                f"{FILE}, line {line_of(tree, ('search', name))}: 'search.{name}' is empty",
                hint=f"Name at least one: {example}.",
            )


def _check_search(protocol: Protocol, tree: CommentedMap) -> None:
    """Refuse expressions that cannot be read or that name lines which do not exist."""
    plan = protocol.search
    expressions: dict[Place, str] = {
        ("search", "strategies", name, "expression"): strategy.expression
        for name, strategy in plan.strategies.items()
    }
    for name in ("must_mention", "should_mention"):
        if text := getattr(protocol.screening, name):
            expressions["screening", name] = text
    for place, text in expressions.items():
        where = f"{FILE}, line {line_of(tree, place)}"
        try:
            Expression(text).evaluate(lambda _: True)
        except BadExpression as error:
            raise Mistake(
                f"{where}: '{'.'.join(map(str, place))}': {error}",
                hint="Write line names joined by AND, OR, NOT and brackets.",
            ) from None
        for name in Expression(text).names:
            if protocol.lines.name_of(name) is None:
                raise Mistake(
                    f"{where}: no search line is called '{name}'",
                    hint=hint_of_names(name, plan.lines),
                )


def _check_routes(protocol: Protocol, tree: CommentedMap) -> None:
    for at, route in enumerate(protocol.citations.routes):
        if route not in ROUTES:
            raise Mistake(
                f"{FILE}, line {line_of(tree, ('citations', 'routes', at))}: no route is '{route}'",
                hint=hint_of_names(route, ROUTES),
            )


def _check_sources(protocol: Protocol, tree: CommentedMap) -> None:
    """Refuse databases that do not exist, a review without PubMed, and one never searched."""
    plan = protocol.search.strategies
    named: list[tuple[Place, str]] = [
        (("sources", at), code) for at, code in enumerate(protocol.sources)
    ]
    named += [
        (("search", "strategies", name, "elsewhere", code), code)
        for name, strategy in plan.items()
        for code in strategy.elsewhere
    ]
    for place, code in named:
        allowed = SOURCES if place[0] == "sources" else [code for code in SOURCES if code != PUBMED]
        if code not in allowed:
            raise Mistake(
                f"{FILE}, line {line_of(tree, place)}: no database is called '{code}' here",
                hint=hint_of_names(code, allowed),
            )
    line = line_of(tree, ("sources",))
    if PUBMED not in protocol.sources:
        raise Mistake(
            f"{FILE}, line {line}: 'sources' is without {PUBMED}",
            hint=f"Add {PUBMED}: known papers, citations and corrections are looked up there.",
        )
    for code in protocol.sources:
        follows = set(SOURCES[code].routes) & set(protocol.citations.routes)
        searched = any(strategy.elsewhere.get(code, "").strip() for strategy in plan.values())
        if code != PUBMED and not (searched or follows):
            raise Mistake(
                f"{FILE}, line {line}: no strategy says how {code} is searched",
                hint=f"Give one the query in its syntax, as elsewhere: {{{code}: '…'}}.",
            )


def _check_known_items(protocol: Protocol, tree: CommentedMap) -> None:
    """Refuse known items that are neither PMID nor DOI: nothing could find them."""
    for at, item in enumerate(protocol.known_items):
        text = bare_doi(str(item))
        if not (text.isascii() and text.isdigit()) and not text.startswith("10."):
            line = line_of(tree, ("known_items", at))
            raise Mistake(
                f"{FILE}, line {line}: '{text[:60]}' is no known item",
                hint="Write a PMID, as 12345678, or a DOI, as 10.1000/xyz.",
            )
