"""Screening: from a record and its words to a verdict with reasons. Pure."""
