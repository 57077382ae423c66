"""``review.yaml`` and the environment, read strictly: an unknown key is an error with its line."""

import difflib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from math import inf
from typing import Any, get_args, get_type_hints
from urllib.parse import urlsplit

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError

from bot.domain.protocol import ROUTES, SOURCES, Protocol
from bot.domain.records import PUBMED, bare_doi
from bot.domain.strategies import BadExpression, Expression
from bot.errors import Mistake

FILE = "review.yaml"
Path = tuple[str | int, ...]
_PROTOCOL = TypeAdapter(Protocol)
_UNKNOWN = ("unexpected_keyword_argument", "extra_forbidden")
_AT_ONCE = 32
"""Questions to a language model at the same time that a server may be burdened with."""
_PLAIN = {str: "the text", bool: "the truth value", int: "the number", float: "the number"}


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What the environment says; secrets are never shown by ``repr``."""

    eutils_url: str
    europe_pmc_url: str
    ncbi_api_key: str
    github_token: str
    github_repository: str
    github_api_url: str
    github_server_url: str
    openai_api_key: str
    openai_base_url: str
    smtp_url: str
    recipients: tuple[str, ...]
    """Who gets mail one by one; their addresses are nobody else's business."""

    @property
    def answers(self) -> bool:
        """Whether a language model can be asked: servers at home want no key."""
        return bool(self.openai_api_key or self.openai_base_url)

    def __repr__(self) -> str:
        """The class name alone: some of the fields are secrets."""
        return "Settings(…)"


def from_environment(environment: Mapping[str, str]) -> Settings:
    """The settings that stand in the environment, defaults for the rest.

    Raises:
        Mistake: an address that is none.
    """

    def value(name: str) -> str:
        return environment.get(name, "").strip()

    for name in ("NCBI_EUTILS_URL", "EUROPE_PMC_URL", "GITHUB_API_URL", "GITHUB_SERVER_URL"):
        if value(name) and not value(name).startswith(("http://", "https://")):
            raise Mistake(f"{name} is '{value(name)}'", hint="It should begin with https://")
    if value("OPENAI_BASE_URL") and not _is_address(value("OPENAI_BASE_URL")):
        # Not shown: a key is easily pasted into the wrong one of the two.
        raise Mistake("OPENAI_BASE_URL is no address", hint="It should begin with https://")
    return Settings(
        eutils_url=value("NCBI_EUTILS_URL") or "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/",
        europe_pmc_url=value("EUROPE_PMC_URL")
        or "https://www.ebi.ac.uk/europepmc/webservices/rest/",
        ncbi_api_key=value("NCBI_API_KEY"),
        github_token=value("GITHUB_TOKEN"),
        github_repository=value("GITHUB_REPOSITORY"),
        github_api_url=value("GITHUB_API_URL") or "https://api.github.com",
        github_server_url=value("GITHUB_SERVER_URL") or "https://github.com",
        openai_api_key=value("OPENAI_API_KEY"),
        openai_base_url=value("OPENAI_BASE_URL"),
        smtp_url=value("SMTP_URL"),
        recipients=tuple(dict.fromkeys(value("DIGEST_RECIPIENTS").replace(",", " ").split())),
    )


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def parse(text: str) -> Protocol:
    """The protocol that ``text``, the content of ``review.yaml``, states.

    Raises:
        Mistake: the first fault found, with its line and what would be right.
    """
    tree = _tree(text)
    try:
        protocol = _PROTOCOL.validate_json(json.dumps(tree, default=str))
    except TypeError:
        line = _odd_key(tree) or 1
        raise Mistake(
            f"{FILE}, line {line}: a key is no plain word", hint="Put it in quotes, or mend it."
        ) from None
    except ValidationError as error:
        # A misspelt key also leaves the right one missing: the misspelling is the cause.
        first = min(error.errors(), key=lambda one: one["type"] not in _UNKNOWN)
        raise _explain(first, tree) from None
    _check_ranges(protocol, tree)
    _check_search(protocol, tree)
    _check_known(protocol, tree)
    _check_routes(protocol, tree)
    _check_sources(protocol, tree)
    return protocol


def _tree(text: str) -> CommentedMap:
    try:
        tree = YAML(typ="rt").load(text)
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else text.count("\n", 0, getattr(error, "position", 0)) + 1
        problem = getattr(error, "problem", None) or getattr(error, "reason", "unreadable")
        raise Mistake(
            f"{FILE}, line {line}: not valid YAML: {problem}",
            hint="Check the indentation and quotes around that line.",
        ) from None
    if not isinstance(tree, CommentedMap):
        raise Mistake(
            f"{FILE}, line 1: it should hold keys such as 'title:' and 'question:'",
            hint="`living-review init` writes a commented one to start from.",
        )
    return tree


def _explain(error: ErrorDetails, tree: CommentedMap) -> Mistake:
    place: Path = error["loc"]
    where = f"{FILE}, line {_line(tree, place)}"
    name = ".".join(str(part) for part in place)
    if error["type"] in _UNKNOWN:
        allowed = _keys_at(place[:-1])
        return Mistake(
            f"{where}: unknown key '{place[-1]}'",
            hint=_nearest(str(place[-1]), allowed),
        )
    if error["type"] in ("missing", "missing_argument"):
        return Mistake(f"{where}: '{name}' is missing", hint="Add it; it has no default.")
    value = error["input"]
    kind = _PLAIN.get(type(value), "a list or a group of keys:")
    shown = "empty" if value is None else f"{kind} {json.dumps(value, ensure_ascii=False)[:60]}"
    wanted = error["msg"].removeprefix("Input should be ").replace("array", "list")
    return Mistake(f"{where}: '{name}' is {shown}", hint=f"It should be {wanted}.")


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
        ("digest", "quiet_after", protocol.digest.quiet_after >= 0, "0 or more"),
        ("digest", "home", _page(protocol.digest.home), "an address that begins with https://"),
        ("digest", "page", _page(protocol.digest.page), "an address that begins with https://"),
        ("model", "concurrency", 1 <= model.concurrency <= _AT_ONCE, f"1 to {_AT_ONCE}"),
    )
    for group, name, sound, wanted in checks:
        if not sound:
            raise Mistake(
                f"{FILE}, line {_line(tree, (group, name))}:"
                f" '{group}.{name}' is {getattr(getattr(protocol, group), name)}",
                hint=f"It should be {wanted}.",
            )


def _page(text: str) -> bool:
    return not text or _is_address(text)


def _check_search(protocol: Protocol, tree: CommentedMap) -> None:
    """Refuse expressions that cannot be read or that name lines which do not exist."""
    plan = protocol.search
    expressions: dict[Path, str] = {
        ("search", "strategies", name, "expression"): strategy.expression
        for name, strategy in plan.strategies.items()
    }
    for name in ("must_mention", "should_mention"):
        if text := getattr(protocol.screening, name):
            expressions["screening", name] = text
    for place, text in expressions.items():
        where = f"{FILE}, line {_line(tree, place)}"
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
                    hint=_nearest(name, plan.lines),
                )
    if not plan.strategies:
        raise Mistake(
            f"{FILE}, line {_line(tree, ('search', 'strategies'))}: 'search.strategies' is empty",
            hint="Name at least one strategy.",
        )


def _check_routes(protocol: Protocol, tree: CommentedMap) -> None:
    for at, route in enumerate(protocol.citations.routes):
        if route not in ROUTES:
            raise Mistake(
                f"{FILE}, line {_line(tree, ('citations', 'routes', at))}: no route is '{route}'",
                hint=_nearest(route, ROUTES),
            )


def _check_sources(protocol: Protocol, tree: CommentedMap) -> None:
    """Refuse databases that do not exist, a review without PubMed, and one never searched."""
    plan = protocol.search.strategies
    named: list[tuple[Path, str]] = [
        (("sources", at), code) for at, code in enumerate(protocol.sources)
    ]
    named += [
        (("search", "strategies", name, "elsewhere", code), code)
        for name, strategy in plan.items()
        for code in strategy.elsewhere
    ]
    for place, code in named:
        allowed = SOURCES if place[0] == "sources" else [one for one in SOURCES if one != PUBMED]
        if code not in allowed:
            raise Mistake(
                f"{FILE}, line {_line(tree, place)}: no database is called '{code}' here",
                hint=_nearest(code, allowed),
            )
    line = _line(tree, ("sources",))
    if PUBMED not in protocol.sources:
        raise Mistake(
            f"{FILE}, line {line}: 'sources' is without {PUBMED}",
            hint=f"Add {PUBMED}: known papers, citations and corrections are looked up there.",
        )
    for code in protocol.sources:
        if code != PUBMED and not any(
            strategy.elsewhere.get(code, "").strip() for strategy in plan.values()
        ):
            raise Mistake(
                f"{FILE}, line {line}: no strategy says how {code} is searched",
                hint=f"Give one the query in its syntax, as elsewhere: {{{code}: '…'}}.",
            )


def _check_known(protocol: Protocol, tree: CommentedMap) -> None:
    """Refuse known items that are neither PMID nor DOI: nothing could find them."""
    for at, item in enumerate(protocol.known_items):
        text = bare_doi(str(item))
        if not (text.isascii() and text.isdigit()) and not text.startswith("10."):
            raise Mistake(
                f"{FILE}, line {_line(tree, ('known_items', at))}: '{text[:60]}' is no known item",
                hint="Write a PMID, as 12345678, or a DOI, as 10.1000/xyz.",
            )


def _nearest(name: str, allowed: Iterable[str]) -> str:
    names = list(allowed)
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
    if near:
        return f"Did you mean '{near[0]}'?"
    return f"Allowed here: {', '.join(names)}." if names else "Nothing is allowed here."


def _keys_at(place: Path) -> list[str]:
    """The keys the protocol allows at ``place``, found by walking the dataclasses."""
    kind: Any = Protocol
    for part in place:
        if is_dataclass(kind):
            kind = get_type_hints(kind).get(str(part), str)
        else:
            kind = next((arg for arg in reversed(get_args(kind)) if arg is not ...), str)
    return [field.name for field in fields(kind)] if is_dataclass(kind) else []


def _odd_key(tree: object) -> int | None:
    """The line of the first key that is no text."""
    if isinstance(tree, CommentedMap):
        for key, value in tree.items():
            line = _odd_key(value) if isinstance(key, str) else int(tree.lc.data[key][0]) + 1
            if line:
                return line
    return None


def _line(tree: object, place: Path) -> int:
    """The line of ``place``, or of the nearest thing above it that has one."""
    line = 1
    for part in place:
        if isinstance(tree, CommentedMap) and part in tree:
            # A key taken over from elsewhere by `<<` has no line of its own.
            line = tree.lc.data[part][0] + 1 if part in tree.lc.data else line
        elif isinstance(tree, CommentedSeq) and isinstance(part, int) and part < len(tree):
            line = tree.lc.item(part)[0] + 1
        else:
            break
        tree = tree[part]
    return int(line)
