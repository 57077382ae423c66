"""Figures: pictures in SVG, each with words for whoever cannot see it and a table twin."""
