"""NLM's folder of update files on loopback: real HTTP with ranges, and faults where told."""

import hashlib
from collections import deque
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from types import TracebackType
from typing import Self

from bot.demo.loopback import Loopback


@dataclass
class FileServer:
    """Serves files by name, each with its MD5."""

    files: dict[str, bytes] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    """MD5s that are not those of the files."""
    failing: deque[str] = field(default_factory=deque)
    """Names that are answered with a fault, once for each time that they stand here."""
    asked: list[str] = field(default_factory=list)
    """Each file asked for, with the range of bytes."""

    def __enter__(self) -> Self:
        served = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                name = self.path.rpartition("/updatefiles/")[2]
                asked = self.headers.get("Range", "")
                served.asked.append(f"{name} {asked.removeprefix('bytes=')}".strip())
                status, body, extra = served.answer(name, asked)
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                for key, value in extra.items():
                    self.send_header(key, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self._loopback = Loopback(Handler)
        self._loopback.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._loopback.stop()

    @property
    def url(self) -> str:
        return f"{self._loopback.url}/pubmed/"

    def answer(self, name: str, asked: str) -> tuple[int, bytes, dict[str, str]]:
        if self.failing and self.failing[0] == name:
            self.failing.popleft()
            return 503, b"", {}
        if not name:
            links = (f'<a href="{file}">{file}</a> <a href="{file}.md5">' for file in self.files)
            return 200, "\n".join(["<pre>", *links]).encode(), {}
        if (file := name.removesuffix(".md5")) != name:
            digest = self.digests.get(file) or hashlib.md5(self.files[file]).hexdigest()  # noqa: S324 - NLM's
            return 200, f"MD5({file})= {digest}\n".encode(), {}
        content = self.files[name]
        start, _, end = asked.removeprefix("bytes=").partition("-")
        if not asked:
            return 200, content, {}
        if int(start) >= len(content):
            return 416, b"", {"Content-Range": f"bytes */{len(content)}"}
        part = content[int(start) : int(end) + 1]
        return 206, part, {"Content-Range": f"bytes {start}-{end}/{len(content)}"}
