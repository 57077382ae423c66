"""Synthesis: what the included studies say together. Pure."""
