"""The one fingerprint of a text."""

import hashlib


def fingerprint(text: str, digits: int) -> str:
    """The first hexadecimal digits of the text's SHA-256: another text has another one."""
    # What is no Unicode (a lone surrogate) counts as a question mark.
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:digits]
