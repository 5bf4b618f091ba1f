"""Dialogues, none of which knows another: `step` gives the floor to one of them.

A dialogue shows its `screen`, takes a `press` of one of its choices, and may `hear` words; where it cannot tell what
was meant it gives None, and `step` finds the kind answer.
"""
