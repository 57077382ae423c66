"""The file in which GitHub Actions leaves the event that started a job."""

from pathlib import Path

from bot import json_input
from bot.errors import Mistake
from bot.events.payloads import Event, UnreadableEvent, parse_event


def read(file: Path) -> Event | None:
    """The event in ``file``, None when there is nothing in it for the bot.

    Raises:
        Mistake: the file is missing or holds something else.
    """
    try:
        return parse_event(json_input.loads(file.read_bytes()))
    except FileNotFoundError:
        raise Mistake(
            f"there is no file {file}", hint='GitHub Actions names it "$GITHUB_EVENT_PATH".'
        ) from None
    except (ValueError, UnreadableEvent):
        raise Mistake(
            f"{file} holds no event of GitHub's",
            hint="It should be the JSON of an issue_comment or pull_request event.",
        ) from None
