"""What every process of the program reads and makes at its start, once for all that are forked from one that has it."""

import inspect

from bot.lessonbank.load import shipped_triage
from bot.lessonbank.versions import canonical, read_canonical
from bot.locale.load import load_phrases
from bot.model import codec
from bot.tutor.triage import assess
from tests.bank import catalog
from tests.play import learner

load_phrases()
assess("ấm máy", shipped_triage())
for _lesson in catalog().lessons.values():
    read_canonical(canonical(_lesson))
codec.load_state(codec.dump_state(learner().state))
inspect.stack()  # coverage.py asks for it in each process; the first time it looks at the files of all modules
