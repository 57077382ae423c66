"""A bot that keeps a review of the literature alive."""

__version__ = "0.1.0"
