"""One module for each database of papers; each hides how that database is asked."""
