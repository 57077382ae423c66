"""A service on loopback, for the tests of what asks one."""

from collections.abc import Iterator

import pytest

from tests.json_server import JsonService, serving


@pytest.fixture(scope="module")
def server() -> Iterator[JsonService]:
    """One for each module; a test gives it an answer of its own by ``begin``."""
    with serving(lambda _path, _asked: {}) as service:
        yield service
