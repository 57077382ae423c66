"""An assistant asks the review through the SDK's own client, in this process."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

import pytest

from bot.errors import Failure
from bot.rendering.labels import TermLabels
from bot.rendering.lookup.claims import LookupData
from bot.rendering.lookup.standing import standing
from bot.synthesis.synthesis import synthesised
from tests import weeks

if TYPE_CHECKING:
    from mcp import Client
    from mcp.types import CallToolResult

T = TypeVar("T")


@pytest.fixture(scope="module")
def lookup() -> LookupData:
    state = weeks.state().lettered
    return LookupData(
        state=state,
        synthesis=synthesised(state, weeks.VOCABULARY),
        names=TermLabels(vocabulary=weeks.VOCABULARY),
        review=standing(state, weeks.protocol()),
    )


def talked(lookup: Callable[[], LookupData], talk: Callable[["Client"], Awaitable[T]]) -> T:
    """What comes of one conversation with a server."""
    from mcp import Client

    from bot.adapters.mcp_server import mcp_server

    async def conversation() -> T:
        async with Client(mcp_server(lookup)) as client:
            return await talk(client)

    return asyncio.run(conversation())


def called(lookup: LookupData, tool: str, **arguments: object) -> "CallToolResult":
    return talked(lambda: lookup, lambda client: client.call_tool(tool, arguments))


def text_of(result: "CallToolResult") -> str:
    return "\n".join(block.text for block in result.content if block.type == "text")


def test_every_tool_is_read_only_and_says_what_it_is_for(lookup: LookupData) -> None:
    tools = talked(lambda: lookup, lambda client: client.list_tools()).tools

    assert {tool.name for tool in tools} == {
        "search_claims", "findings", "study", "what_changed", "ongoing_studies", "why",
    }  # fmt: skip
    for tool in tools:
        assert tool.annotations
        assert tool.annotations.read_only_hint
        assert tool.description
        assert tool.output_schema


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("search_claims", {"words": "insula grey matter"}),
        ("study", {"paper": "https://pubmed.ncbi.nlm.nih.gov/920000001/"}),
        ("what_changed", {}),
        ("why", {"paper": "920000001"}),
    ],
)
def test_an_answer_comes_in_words_and_as_data_with_its_citations(
    lookup: LookupData, tool: str, arguments: dict[str, object]
) -> None:
    result = called(lookup, tool, **arguments)

    assert not result.is_error
    assert result.structured_content
    assert "https://pubmed.ncbi.nlm.nih.gov/" in text_of(result)
    assert "last search 16 November 2026" in text_of(result)


def test_a_claim_leads_on_to_its_findings(lookup: LookupData) -> None:
    answers = called(lookup, "search_claims", words="precuneus", limit=1).structured_content
    assert answers

    result = called(lookup, "findings", claim=answers["answers"][0]["id"])

    assert answers["answers"][0]["sentence"] in text_of(result)


@pytest.mark.parametrize("tool", ["study", "why"])
def test_an_unknown_paper_is_an_error_that_says_what_to_do(lookup: LookupData, tool: str) -> None:
    result = called(lookup, tool, paper="99")

    assert result.is_error
    assert text_of(result).startswith("no record is known as '99'. Name the review's id")


def test_no_more_is_given_than_an_assistant_can_read(lookup: LookupData) -> None:
    from bot.adapters.mcp_server import MOST_CLAIMS

    assert called(lookup, "search_claims", words="pain", limit=MOST_CLAIMS + 1).is_error


def test_a_review_that_cannot_be_read_is_an_error_and_the_server_goes_on() -> None:
    def broken() -> LookupData:
        raise Failure("state/records.jsonl, line 3: is no record", hint="Take it back.")

    result = talked(broken, lambda client: client.call_tool("what_changed", {}))

    assert result.is_error
    assert text_of(result) == "state/records.jsonl, line 3: is no record. Take it back."
