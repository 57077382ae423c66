"""The steps of the weekly run, one to a module; only ``weekly`` knows their order."""
