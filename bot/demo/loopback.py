"""A real server on loopback: what the invented PubMed stands on, and the servers of the tests."""

import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from selectors import EVENT_READ, DefaultSelector
from socket import socketpair


class Loopback(ThreadingHTTPServer):
    """Listens on a free port of loopback, one thread a request."""

    daemon_threads = True
    request_queue_size = 128
    timeout = 0.0
    """Seconds to wait for a request that has come already."""

    def __init__(self, handler: type[BaseHTTPRequestHandler]) -> None:
        """Take a port; nothing is answered before :meth:`start`."""
        super().__init__(("127.0.0.1", 0), handler)
        self._end, self._ended = socketpair()
        self._thread = threading.Thread(target=self._answer, daemon=True)

    @property
    def url(self) -> str:
        """Its address, without a path."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def start(self) -> None:
        """Answer from now on."""
        self._thread.start()

    def stop(self) -> None:
        """Stop listening."""
        self._end.close()
        self._thread.join()
        self._ended.close()
        self.server_close()

    def _answer(self) -> None:
        # As `serve_forever`, which looks again and again whether it is to end.
        with DefaultSelector() as selector:
            selector.register(self, EVENT_READ)
            end = selector.register(self._ended, EVENT_READ)
            while (end, EVENT_READ) not in selector.select():
                self.handle_request()

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a client that hung up."""
        # Clients under test hang up in the middle on purpose.
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]
