"""The review as an assistant may ask it: read again whenever its files change."""

from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from bot import settings
from bot.errors import Mistake
from bot.rendering.lookup.claims import LookupData
from bot.wiring import open_review
from bot.wiring.review_folder import usable_root

if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer

_Stamp = tuple[tuple[str, int, int], ...]


class CurrentReview:
    """The review in a directory as it stands at each call."""

    def __init__(self, directory: Path) -> None:
        """Name the directory; a mistake in it is reported at once."""
        self._root = usable_root(directory)
        self._lock = Lock()
        self._stamp = self._files()
        self._lookup = open_review(self._root).lookup

    def __call__(self) -> LookupData:
        """What is looked up in, read anew where a file of the review has changed."""
        with self._lock:
            stamp = self._files()
            if stamp != self._stamp:
                self._lookup = open_review(self._root).lookup
                self._stamp = stamp
            return self._lookup

    def _files(self) -> _Stamp:
        """Name, time and size of every file that answers come from."""
        paths = (self._root / settings.FILE, *(self._root / "state").rglob("*"))
        stats = ((path, path.stat()) for path in sorted(paths) if path.is_file())
        return tuple((str(path), stat.st_mtime_ns, stat.st_size) for path, stat in stats)


def assistant_server(directory: Path) -> "MCPServer":
    """The server of the review in ``directory``.

    Raises:
        Mistake: the extra is not installed.
    """
    try:
        from bot.adapters.mcp_server import mcp_server  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise Mistake(
            "an assistant asks by the MCP SDK, which is not installed",
            hint="Install it with: pip install 'living-review-bot[mcp]'",
        ) from error
    return mcp_server(CurrentReview(directory))
