"""Judges of attempts that are reached over a network; the rubric in `tutor` needs none."""
