"""One verb for each module; only ``run`` knows their order."""
