"""Exports: the review's data for spreadsheets, statistics programs and reference managers."""
