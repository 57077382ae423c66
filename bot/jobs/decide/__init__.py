"""Deciding on this machine: a person screens the papers that wait, and the ledger takes it in."""
