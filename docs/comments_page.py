"""The reference page of comments in a pull request, from the commands themselves."""

from bot.events.commands import COMMANDS

PAGE = "docs/reference/comments.md"
_HEAD = """\
# Comments in a pull request

A comment on the bot's pull request that begins with one of these is followed, if whoever wrote it may write to the
repository; everybody else may ask `/why` and `/help`. Several stand below each other. Every comment gets one answer, which says
what was done. `ID` is the number of the paper in the pull request, its PMID or its DOI. Several papers or findings
may be named at once, as in `/exclude 5-9 and 12 study` or `/drop 3 f1 f2`. Ticking a box does the same.

| comment | does |
|---|---|"""


def comments_page() -> str:
    """The page as Markdown."""
    commands = sorted(COMMANDS.values(), key=lambda command: command.usage)
    rows = (f"| `{command.usage}` | {command.summary} |" for command in commands)
    return "\n".join([_HEAD, *rows]) + "\n"
