"""Foreseen failures: what is wrong, what to do about it, and the exit code that says so.

Foreseen
├── Failure        1  the job cannot be done as things stand
├── Mistake        2  a person's slip in settings or arguments
├── ServiceFailed  3  an outside service failed; the next run catches up
│   └── Overtaken     somebody else was faster; it is done again at once
└── PersonNeeded   4  only a person can decide
"""

import errno

_FREE_SPACE = "Free some space on that disk and run it again: what was saved before is whole."
_REMEDIES = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), _FREE_SPACE),
    errno.EIO: "Look whether that disk is sound, and run it again.",
    errno.EROFS: "That disk is read-only: work on a clone of the review elsewhere.",
    errno.EMFILE: "Raise the limit of open files (`ulimit -n`), and run it again.",
}
"""What to do about what the operating system refuses, by its number."""
_REMEDY = "Check that it exists, and that you may read and write there."


class Foreseen(Exception):
    """A failure that was foreseen: it is told to the user, never shown as a traceback."""

    exit_code = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        """Say in ``message`` what is wrong and where, in ``hint`` what to do."""
        super().__init__(message)
        self.message = message
        self.hint = hint


class Failure(Foreseen):
    """The job cannot be done as things stand."""

    exit_code = 1


class Mistake(Foreseen):
    """A person's slip in settings or arguments."""

    exit_code = 2


class ServiceFailed(Foreseen):
    """An outside service failed; nothing was changed and the next run catches up."""

    exit_code = 3


class Overtaken(ServiceFailed):
    """Somebody else moved the branch while this was at work: to be done again on top of theirs."""


class PersonNeeded(Foreseen):
    """The bot must not choose here: a person is needed."""

    exit_code = 4


def as_foreseen(fault: Foreseen | OSError) -> Foreseen:
    """The fault, with what to do about it also where the operating system refused something."""
    if isinstance(fault, Foreseen):
        return fault
    return Failure(
        f"{fault.filename or 'the system'}: {fault.strerror or fault}",
        hint=_REMEDIES.get(fault.errno or 0, _REMEDY),
    )
