"""The version of the reader, apart from its patterns: these take half a second to load."""

VERSION = "reader 13"
"""What another version has read is read again."""
