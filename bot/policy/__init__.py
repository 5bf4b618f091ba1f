"""Verbs of moving messages and people: pure functions; no IO, no clock, no randomness."""
