"""Asking the review: a look-up at the terminal, and the same answers for an assistant."""

from dataclasses import asdict
from typing import Annotated

import typer

from bot.cli.options import HERE, AsJson, Dir, print_json, say
from bot.errors import Mistake


def ask(
    question: Annotated[str, typer.Argument(help='A few words, as "insula ReHo".')],
    *,
    directory: Dir = HERE,
    as_json: AsJson = False,
) -> None:
    """Look up what the review says of a region, a measure or anything else it names."""
    from bot import wiring
    from bot.rendering.lookup.claims import search_claims
    from bot.rendering.lookup.text import as_text

    if not question.strip():
        raise Mistake("the question is empty", hint='Ask in a few words, as `ask "insula ReHo"`.')
    answers = search_claims(question, wiring.open_review(directory).lookup)
    if as_json:
        print_json(asdict(answers))
    else:
        print(as_text(answers))


def mcp(
    *,
    directory: Dir = HERE,
    http: Annotated[
        int,
        typer.Option(
            min=0, max=65535, help="Serve at this port of 127.0.0.1, not on standard input."
        ),
    ] = 0,
) -> None:
    """Let an assistant ask the review, read-only, over the Model Context Protocol."""
    from bot.wiring.assistant import assistant_server

    server = assistant_server(directory)
    from bot.adapters.mcp_server import serve_http, serve_stdio

    if not http:
        serve_stdio(server)
        return
    say(f"Listening at http://127.0.0.1:{http}/mcp for programs of this machine.")
    serve_http(server, http)
