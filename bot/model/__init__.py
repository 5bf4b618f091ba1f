"""Nouns: frozen dataclasses and closed unions; no IO, no clock, no framework."""
