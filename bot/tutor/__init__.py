"""Verbs of teaching: pure functions; no IO, no clock, no randomness."""
