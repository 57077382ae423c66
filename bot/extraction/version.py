"""The version of the reader, apart from its patterns: these take half a second to load."""

VERSION = "reader 15"
"""What another version has read is read again."""
