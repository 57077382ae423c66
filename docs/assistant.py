"""The conversation over the demo in the how-to of asking a review through an assistant.

.venv/bin/python docs/assistant.py
"""

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from mcp import Client

from bot.adapters.mcp_server import mcp_server
from bot.demo.story import tell
from bot.wiring.assistant import CurrentReview
from bot.wiring.runtime import Runtime

PAGE = Path(__file__).parent / "how-to" / "assistant.md"
BELOW = "<!-- Made by docs/assistant.py: what stands below is written anew. -->\n"
_BRANCH = "origin/living-review/update"
_NOBODY = ("-c", "user.name=A reviewer", "-c", "user.email=reviewer@example.org")


@dataclass(frozen=True, kw_only=True)
class Question:
    """What a clinician asks, and the tool that an assistant calls for it."""

    words: str
    tool: str
    arguments: Mapping[str, str | int]


QUESTIONS = (
    Question(
        words="Is resting activity of the insula higher or lower in people with cancer pain?",
        tool="search_claims",
        arguments={"words": "insula ALFF ReHo", "limit": 2},
    ),
    Question(
        words="I give ketamine for cancer pain. What does it change in the thalamus?",
        tool="search_claims",
        arguments={"words": "ketamine thalamus", "limit": 1},
    ),
    Question(
        words="How many patients did Cinderhythe 2026 examine, and what was found?",
        tool="study",
        arguments={"paper": "900000037"},
    ),
    Question(
        words="Anything new since I last looked, or anything withdrawn?",
        tool="what_changed",
        arguments={},
    ),
    Question(
        words="A colleague cites Cobblethorpe 2026 on bone metastases. Is it in this review?",
        tool="why",
        arguments={"paper": "900000032"},
    ),
)


def main() -> None:
    """Run the demo, ask it, and write what it answers below the prose of the page."""
    folder = tell(Runtime(), lambda _: None, "living-review-bot") / "review"
    subprocess.run(
        ["git", *_NOBODY, "merge", "--quiet", "--no-ff", "-m", "Merge", _BRANCH],  # noqa: S607 - git as the path has it
        cwd=folder, check=True,
    )  # fmt: skip
    prose = PAGE.read_text("utf-8").partition(BELOW)[0]
    conversation = "\n".join(asyncio.run(_asked(folder)))
    PAGE.write_text(f"{prose}{BELOW}\n{conversation}", encoding="utf-8")
    sys.stdout.write(f"Wrote {PAGE}\n")


async def _asked(folder: Path) -> list[str]:
    lines: list[str] = []
    async with Client(mcp_server(CurrentReview(folder))) as client:
        for question in QUESTIONS:
            result = await client.call_tool(question.tool, dict(question.arguments))
            text = "\n".join(block.text for block in result.content if block.type == "text")
            lines += _shown(question, text)
    return lines


def _shown(question: Question, text: str) -> Iterator[str]:
    yield f"### {question.words}\n"
    yield f"`{question.tool}` {json.dumps(question.arguments)}\n"
    yield f"```text\n{text}\n```\n"


if __name__ == "__main__":
    main()
