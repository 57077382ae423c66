"""llama.cpp's own server with one model, behind the protocol that OpenAI's has: ``/v1``.

    python deploy/local_server.py MODEL.gguf 8099

Wants ``xllamacpp``, which is no dependency of the bot: ``deploy/local-model.lock`` names it by its
hash. Serves until it is interrupted.
"""

import argparse
import os
import threading

import xllamacpp  # type: ignore[import-not-found]

LONGEST = 4_000
"""Tokens of an answer: a small model goes round in circles."""
CONTEXT = 16_384
"""Tokens of a question and its answer; the longest question, which reads findings, has 5,400."""


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("model", help="A GGUF file.")
    parser.add_argument("port", type=int)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--longest", type=int, default=LONGEST, help="Tokens of an answer.")
    given = parser.parse_args()
    parameters = xllamacpp.CommonParams()
    parameters.model.path = given.model
    parameters.port = given.port
    parameters.n_ctx = CONTEXT
    parameters.n_predict = given.longest
    parameters.n_parallel = 1
    parameters.cpuparams.n_threads = given.threads
    parameters.cpuparams_batch.n_threads = given.threads
    server = xllamacpp.Server(parameters)
    print(f"{given.model} at {server.listening_address}", flush=True)
    threading.Event().wait()


if __name__ == "__main__":
    main()
