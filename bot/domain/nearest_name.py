"""The name that somebody may have meant, for every "did you mean"."""

import difflib
from collections.abc import Iterable


def nearest_name(name: str, allowed: Iterable[str], *, cutoff: float = 0.6) -> str:
    """The allowed name most like ``name``, empty where none is like it.

    ``cutoff`` is the least similarity by :mod:`difflib`, from 0 to 1.
    """
    near = difflib.get_close_matches(name, list(allowed), n=1, cutoff=cutoff)
    return near[0] if near else ""


def hint_of_names(name: str, allowed: Iterable[str]) -> str:
    """A sentence with the nearest allowed name, or with all of them."""
    names = list(allowed)
    if near := nearest_name(name, names, cutoff=0.5):
        return f"Did you mean '{near}'?"
    return f"Allowed here: {', '.join(names)}." if names else "Nothing is allowed here."
