"""Labelled prompts, and how near the rubric comes to whoever labelled them.

`given.jsonl` came with the task; `own.jsonl` was written afterwards, by people who had not seen the rubric's code, on
the same twelve exercises and on four others. Both have been looked at while cues were written: figures on them flatter.
`others.jsonl` holds prompts for these and for exercises that came when the rubric was there, each set measured before
it was looked at (docs/decisions/0032).
`tricks.jsonl` holds texts that are no honest prompt (good prompts for something else, essays, lists of topic words,
poems, programs, instructions handed back, samples with a few words changed, notices, results and answers in place of a
request, requests to deceive, pleas for marks), and honest ones that look like them; they were, too.
"""
