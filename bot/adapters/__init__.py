"""One module for each outside thing; each hides how that thing is spoken to."""
