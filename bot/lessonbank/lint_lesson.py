"""What a lesson needs as a whole: sentences of a length that is read, options that give nothing away, known words."""

import re
from collections.abc import Mapping, Sequence

from bot.lessonbank.files import BankFile
from bot.lessonbank.folder import Files
from bot.lessonbank.lint_language import SENTENCE_END
from bot.lessonbank.schema import CardPart, LessonFile, RecapPart, SinglePart, StepPart, TermPart
from bot.lessonbank.walk import Passage, texts
from bot.model.lesson import Audience
from bot.model.markup import parse
from bot.model.text import Items, Paragraph
from bot.tutor.fold import fold, has_phrase

MEAN_WORDS = 12
"""Words of a sentence on average; longer ones lose readers with six years of school, though each may be well built."""
FEWEST_SENTENCES = 8
"""Of fewer sentences an average says little."""
CARD_BLOCKS = 4
"""Paragraphs and lists on a card, besides what it quotes; more of them are more than one idea."""
TWIN_WORDS = 4
"""Words in the place of a picture; fewer tell nothing to whoever does not see it."""
FEWEST_OPTIONS = 3
OFFICIALS_FIRST = "Dùng việc giả định. Không dán hồ sơ của dân, văn bản có dấu Mật."
"""How a lesson for officials begins."""

File = BankFile[LessonFile]


def lint(file: File) -> None:
    """Notes what is amiss with a lesson as a whole; its author is to mend it, and nobody's learning stops."""
    if file.content is None:
        return
    _lint_first_line(file, file.content)
    _lint_reading(file, file.content.steps)
    _lint_cards(file, file.content.steps)
    _lint_right_options(file, file.content.steps)


def _lint_first_line(file: File, lesson: LessonFile) -> None:
    first = lesson.steps[0]
    is_said = isinstance(first, CardPart) and first.text.startswith(OFFICIALS_FIRST)
    if lesson.audience[0] is Audience.OFFICIAL and not is_said:
        message = f"a lesson for officials begins with a card that says first: {OFFICIALS_FIRST}"
        file.blame(("steps", 0), message, is_fatal=False)


def _lint_reading(file: File, steps: Sequence[StepPart]) -> None:
    sentences = [each for said in texts(enumerate(steps)) for each in SENTENCE_END.split(said.text)]
    counts = [count for count in map(_words, sentences) if count]
    if len(counts) >= FEWEST_SENTENCES and sum(counts) > MEAN_WORDS * len(counts):
        mean = sum(counts) / len(counts)
        message = f"sentences of {mean:.1f} words on average; at most {MEAN_WORDS}: part the longest ones"
        file.blame(("steps",), message, is_fatal=False)


def _words(sentence: str) -> int:
    return sum(any(char.isalnum() for char in word) for word in sentence.split())


def _lint_cards(file: File, steps: Sequence[StepPart]) -> None:
    for position, step in enumerate(steps):
        if not isinstance(step, CardPart | RecapPart):
            continue
        blocks = [block for block in parse(step.text) if isinstance(block, Paragraph | Items)]
        lists = sum(isinstance(block, Items) for block in blocks)
        if len(blocks) > CARD_BLOCKS or (isinstance(step, CardPart) and lists > 1):
            message = f"more than one idea: at most {CARD_BLOCKS} paragraphs, with one list among them: split it"
            file.blame(("steps", position, "text"), message, is_fatal=False)
        if isinstance(step, CardPart) and step.image is not None and len(step.image.text_twin.split()) < TWIN_WORDS:
            message = "say in a sentence what the picture shows: it stands in its place for whoever does not see it"
            file.blame(("steps", position, "image", "text_twin"), message, is_fatal=False)


def _lint_right_options(file: File, steps: Sequence[StepPart]) -> None:
    """Whoever knows how tests are made finds the right option by its place or length, and learns nothing."""
    checks = [(at, step) for at, step in enumerate(steps) if isinstance(step, SinglePart)]
    telling = [(at, step) for at, step in checks if len(step.options) >= FEWEST_OPTIONS]
    if len(telling) > 1 and all(step.options[0].right for _, step in telling):
        file.blame(
            ("steps", telling[-1][0], "options"), "the right option always stands first: mix them", is_fatal=False
        )
    if len(telling) > 1 and all(_is_longest(step) for _, step in telling):
        message = "the right option is always the longest: shorten it, or let a wrong one say as much"
        file.blame(("steps", telling[-1][0], "options"), message, is_fatal=False)


def _is_longest(check: SinglePart) -> bool:
    right = max(len(option.label) for option in check.options if option.right)
    return all(len(option.label) < right for option in check.options if not option.right)


def lint_terms(files: Files) -> None:
    """Notes where a word of the glossary is used by a lesson before anything has told what it means."""
    glossary = files.glossary.content if files.glossary is not None else None
    lessons = {name: file for (_, name), file in files.lessons.items() if file.content is not None}
    said = {name: _said(file) for name, file in lessons.items()}
    for term in glossary.terms if glossary is not None else ():
        means = tuple(map(fold, term.means))
        told = {name for name, passages in said.items() if _tells(means, passages)}
        for name, file in lessons.items():
            before = _before(name, lessons)
            if before <= lessons.keys() and not told & before:  # what one that cannot be read tells is not known
                _lint_term(file, term, means, said[name])


Said = Sequence[tuple[Passage, str]]
"""What a lesson says, step by step, each with its folded text."""


def _said(file: File) -> Said:
    steps = file.content.steps if file.content is not None else ()
    return [(passage, fold(passage.text)) for passage in texts(enumerate(steps))]


def _lint_term(file: File, term: TermPart, means: Sequence[str], said: Said) -> None:
    forms = re.compile("|".join(rf"(?<!\w){re.escape(form)}(?!\w)" for form in (term.term, *term.also)))
    first = next((passage for passage, _ in said if forms.search(passage.text)), None)
    if first is None:
        return
    until = max(number for number, (each, _) in enumerate(said) if each.path[:2] == first.path[:2])
    if not _tells(means, said[: until + 1]):
        message = f"'{term.term}' comes before it is told what it means: say “{term.means[0]}” (glossary.yaml)"
        file.blame(first.path, message, is_fatal=False)


def _tells(means: Sequence[str], said: Said) -> bool:
    return any(has_phrase(folded, words) for _, folded in said for words in means)


def _before(name: str, lessons: Mapping[str, File]) -> set[str]:
    """The lessons that come before one, however far."""
    before: set[str] = set()
    waiting = [name]
    while waiting:
        file = lessons.get(waiting.pop())
        needed = file.content.prerequisites if file is not None and file.content is not None else []
        waiting += set(needed) - before
        before |= set(needed)
    return before
