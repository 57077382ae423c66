"""The file in which GitHub Actions leaves the event that started a job."""

from collections.abc import Mapping
from pathlib import Path

from bot import json_input
from bot.errors import Mistake


def number_of_event(file: Path) -> int:
    """The number of the pull request or issue that the event in ``file`` is about.

    Raises:
        Mistake: the file is missing or holds something else.
    """
    try:
        event = json_input.loads(file.read_bytes())
    except FileNotFoundError:
        raise Mistake(
            f"there is no file {file}", hint='GitHub Actions names it "$GITHUB_EVENT_PATH".'
        ) from None
    except ValueError:
        event = None
    subjects = (event.get(key) for key in ("issue", "pull_request")) if _is(event) else ()
    for subject in subjects:
        if _is(subject) and isinstance(subject.get("number"), int):
            return int(subject["number"])
    raise Mistake(
        f"{file} holds no event of GitHub's",
        hint="It should be the JSON of an issue_comment, issues or pull_request event.",
    )


def _is(value: object) -> bool:
    return isinstance(value, Mapping)
