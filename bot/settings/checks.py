"""What a protocol of the right form may still get wrong: ranges, names, and what goes together."""

from collections.abc import Iterator
from itertools import chain
from math import inf, nextafter
from sys import float_info

from ruamel.yaml.comments import CommentedMap

from bot.domain.nearest_name import hint_of_names
from bot.domain.protocol import Protocol
from bot.domain.records import bare_doi
from bot.domain.sources import PUBMED, ROUTES, SOURCES
from bot.domain.strategies import BadExpression, Expression
from bot.errors import Mistake
from bot.settings.environment import is_address
from bot.settings.value_checks import ValueFault, value_faults
from bot.yaml_faults import Place, line_of

FILE = "review.yaml"
_RANGES = {
    ("screening", "include_above"): (0, 1, "between 0 and 1"),
    ("screening", "recall_target"): (nextafter(0, 1), nextafter(1, 0), "between 0 and 1"),
    ("screening", "per_run"): (1, inf, "1 or more"),
    ("screening", "audit_per_run"): (0, inf, "0 or more"),
    ("screening", "stop_share"): (0, 1, "between 0 and 1"),
    ("screening", "stop_after"): (0, inf, "0 or more"),
    ("model", "max_usd_per_run"): (0, float_info.max, "0 or more"),
    ("model", "usd_per_million_in"): (0, float_info.max, "0 or more"),
    ("model", "usd_per_million_out"): (0, float_info.max, "0 or more"),
    ("model", "max_tokens_per_run"): (0, inf, "0 or more"),
    # A server may be burdened with so many questions at the same time.
    ("model", "concurrency"): (1, 32, "1 to 32"),
    ("reviewers", "decisions"): (1, 5, "1 to 5"),
    ("digest", "quiet_after"): (0, inf, "0 or more"),
}
"""The least and the largest value of each number, and both in words."""
_LEAST = {
    "lines": "a concept with its words, as sleep: 'sleep*[tiab]'",
    "strategies": "a name with an expression over the lines",
}
"""What a search cannot do without."""


def check(protocol: Protocol, tree: CommentedMap) -> None:
    """Refuse a protocol that cannot be followed; ``tree`` is the document it was read from.

    Raises:
        Mistake: the first fault, with its line and what would be right.
    """
    checks = (
        _range_faults, _model_faults, _address_faults, _missing_parts, _search_faults,
        _known_item_faults, _route_faults, _source_faults, value_faults,
    )  # fmt: skip
    for place, message, hint in chain.from_iterable(faults(protocol) for faults in checks):
        raise Mistake(f"{FILE}, line {line_of(tree, place)}: {message}", hint=hint)


def _unfit(place: tuple[str, str], value: object, wanted: str) -> ValueFault:
    return ValueFault(place, f"'{'.'.join(place)}' is {value}", f"It should be {wanted}.")


def _range_faults(protocol: Protocol) -> Iterator[ValueFault]:
    for place, (least, largest, wanted) in _RANGES.items():
        value = getattr(getattr(protocol, place[0]), place[1])
        if not least <= value <= largest:
            yield _unfit(place, value, wanted)


def _model_faults(protocol: Protocol) -> Iterator[ValueFault]:
    model = protocol.model
    if model.second and model.name in ("", model.second):
        yield _unfit(("model", "second"), model.second, "another model than 'name'")
    if (model.usd_per_million_in > 0) != (model.usd_per_million_out > 0):
        wanted = "a price if the other is one, else 0"
        yield _unfit(("model", "usd_per_million_out"), model.usd_per_million_out, wanted)


def _address_faults(protocol: Protocol) -> Iterator[ValueFault]:
    for name in ("home", "page"):
        address = getattr(protocol.digest, name)
        if address and not is_address(address):
            yield _unfit(("digest", name), address, "an address that begins with https://")


def _missing_parts(protocol: Protocol) -> Iterator[ValueFault]:
    for name, example in _LEAST.items():
        if not getattr(protocol.search, name):
            yield ValueFault(
                ("search", name), f"'search.{name}' is empty", f"Name at least one: {example}."
            )


def _search_faults(protocol: Protocol) -> Iterator[ValueFault]:
    """Expressions that cannot be read or that name lines which do not exist."""
    expressions: dict[Place, str] = {
        ("search", "strategies", name, "expression"): strategy.expression
        for name, strategy in protocol.search.strategies.items()
    }
    for key in ("must_mention", "should_mention"):
        if text := getattr(protocol.screening, key):
            expressions["screening", key] = text
    for place, text in expressions.items():
        try:
            Expression(text).evaluate(lambda _: True)
        except BadExpression as error:
            yield ValueFault(
                place,
                f"'{'.'.join(map(str, place))}': {error}",
                "Write line names joined by AND, OR, NOT and brackets.",
            )
            continue
        for name in Expression(text).names:
            if protocol.lines.name_of(name) is None:
                hint = hint_of_names(name, protocol.search.lines)
                yield ValueFault(place, f"no search line is called '{name}'", hint)


def _route_faults(protocol: Protocol) -> Iterator[ValueFault]:
    for at, route in enumerate(protocol.citations.routes):
        if route not in ROUTES:
            place = ("citations", "routes", at)
            yield ValueFault(place, f"no route is '{route}'", hint_of_names(route, ROUTES))


def _source_faults(protocol: Protocol) -> Iterator[ValueFault]:
    """Databases that do not exist, a review without PubMed, and a database never searched."""
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
        allowed = [known for known in SOURCES if place[0] == "sources" or known != PUBMED]
        if code not in allowed:
            hint = hint_of_names(code, allowed)
            yield ValueFault(place, f"no database is called '{code}' here", hint)
    if PUBMED not in protocol.sources:
        yield ValueFault(
            ("sources",),
            f"'sources' is without {PUBMED}",
            f"Add {PUBMED}: known papers, citations and corrections are looked up there.",
        )
    for code in protocol.sources:
        follows = set(SOURCES[code].routes) & set(protocol.citations.routes)
        searched = any(strategy.elsewhere.get(code, "").strip() for strategy in plan.values())
        if code != PUBMED and not (searched or follows):
            yield ValueFault(
                ("sources",),
                f"no strategy says how {code} is searched",
                f"Give one the query in its syntax, as elsewhere: {{{code}: '…'}}.",
            )


def _known_item_faults(protocol: Protocol) -> Iterator[ValueFault]:
    """Known items that are neither PMID nor DOI: nothing could find them."""
    for at, item in enumerate(protocol.known_items):
        text = bare_doi(str(item))
        if not (text.isascii() and text.isdigit()) and not text.startswith("10."):
            yield ValueFault(
                ("known_items", at),
                f"'{text[:60]}' is no known item",
                "Write a PMID, as 12345678, or a DOI, as 10.1000/xyz.",
            )
