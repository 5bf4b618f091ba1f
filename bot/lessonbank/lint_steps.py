"""Steps that cannot work: answers that cannot be reached, screens that do not fit, words that are missing."""

from collections import Counter
from collections.abc import Iterable

from bot.lessonbank import schema
from bot.lessonbank.build import FALSE, TRUE
from bot.lessonbank.faults import Path
from bot.lessonbank.files import BankFile
from bot.lessonbank.schema import LessonFile, StepPart
from bot.lessonbank.walk import checks
from bot.model.attempt import Criterion
from bot.tutor.fold import fold, words
from bot.tutor.route import WORDS

CARD_WORDS = 60
"""A card is one idea: what fits an old phone's screen in large letters."""
SCREEN_UTF16 = 2_000
"""The smallest channel's message, in UTF-16 units. Source: Zalo Bot API, sendMessage, 2026."""
RESERVED_UTF16 = 200
"""Left free for the head of a step and the ways on below it."""
LABEL_CHARACTERS = 60
CRITERIA = 6
"""The most criteria of one rubric, besides privacy (curriculum reference, section 3.2)."""

File = BankFile[LessonFile]


def lint(file: File, lesson: LessonFile) -> None:
    """Notes what cannot work in the lesson's steps."""
    _lint_ids(file, lesson)
    _lint_recap(file, lesson)
    for position, step in enumerate(lesson.steps):
        _lint_size(file, ("steps", position), step)
        if isinstance(step, schema.ExercisePart):
            _lint_exercise(file, ("steps", position), step)
    for path, check in checks(lesson):
        _lint_check(file, path, check)


def _lint_ids(file: File, lesson: LessonFile) -> None:
    for position in _repeated([step.id for step in lesson.steps]):
        file.blame(("steps", position, "id"), f"the step id '{lesson.steps[position].id}' stands here twice")


def _repeated(values: Iterable[str]) -> list[int]:
    """The positions of values that stood before."""
    seen: set[str] = set()
    repeated = []
    for position, value in enumerate(values):
        if value in seen:
            repeated.append(position)
        seen.add(value)
    return repeated


def _lint_recap(file: File, lesson: LessonFile) -> None:
    last = len(lesson.steps) - 1
    for position, step in enumerate(lesson.steps):
        if isinstance(step, schema.RecapPart) and position != last:
            file.blame(("steps", position), "the recap is the lesson's last step")
    if not isinstance(lesson.steps[last], schema.RecapPart):
        file.blame(("steps", last), "a lesson ends with a recap, the card to keep")


def _lint_size(file: File, path: Path, step: StepPart) -> None:
    if isinstance(step, schema.CardPart | schema.RecapPart):
        count = len(step.text.split())
        if count > CARD_WORDS:
            file.blame((*path, "text"), f"{count} words on one card; one idea takes at most {CARD_WORDS}: split it")
    units = len("\n".join(_shown(step)).encode("utf-16-le")) // 2
    if units > SCREEN_UTF16 - RESERVED_UTF16:
        file.blame(
            path, f"the screen takes {units} characters; Zalo carries {SCREEN_UTF16 - RESERVED_UTF16}: shorten it"
        )


def _shown(step: StepPart) -> list[str]:
    """What stands on the screen of a step at its longest."""
    match step:
        case schema.CardPart():
            return [step.text, step.image.text_twin if step.image is not None else ""]
        case schema.RecapPart():
            return [step.title, step.text]
        case schema.ExercisePart():
            return [step.instruction if len(step.instruction) > len(step.sample) else step.sample]
        case schema.DoPart():
            return [step.task, step.evidence_question]
        case schema.SinglePart() | schema.MultiplePart():
            return [step.question, *(option.label for option in step.options)]
        case schema.OrderPart():
            return [step.question, *(item.label for item in step.items)]
        case _:
            return [step.question]


def _lint_check(file: File, path: Path, check: schema.CheckPart) -> None:
    if not check.hints:
        file.blame((*path, "hints"), "a check needs at least one hint")
    match check:
        case schema.SinglePart() | schema.MultiplePart():
            _lint_options(file, path, check)
        case schema.TrueFalsePart():
            if not check.feedback:
                wrong = (FALSE if check.answer else TRUE)[1]
                file.blame((*path, "feedback"), f"say what speaks against '{wrong}'")
        case schema.ShortPart():
            _lint_short(file, path, check)
        case schema.OrderPart():
            _lint_order(file, path, check)


def _lint_options(file: File, path: Path, check: schema.SinglePart | schema.MultiplePart) -> None:
    right = sum(option.right for option in check.options)
    if right == 0:
        file.blame((*path, "options"), "no option is right: nobody could go on; write 'right: true' on one")
    if right > 1 and isinstance(check, schema.SinglePart):
        file.blame((*path, "options"), f"{right} options are right, and only one can be picked; take type: multiple")
    if right == len(check.options):
        file.blame((*path, "options"), "every option is right: there is nothing to find out")
    for position, option in enumerate(check.options):
        if not option.right and not option.feedback:
            file.blame((*path, "options", position), "a wrong option needs feedback: what speaks against it?")
    for position in _repeated(option.id for option in check.options):
        file.blame((*path, "options", position, "id"), "this option id stands here twice")
    _lint_labels(file, (*path, "options"), [option.label for option in check.options])


def _lint_labels(file: File, path: Path, labels: list[str]) -> None:
    for position in _repeated(fold(label) for label in labels):
        message = "typed without accents this label equals another one: change a word"
        file.blame((*path, position, "label"), message)
    for position, label in enumerate(labels):
        if len(label) > LABEL_CHARACTERS:
            message = f"{len(label)} characters on one button; at most {LABEL_CHARACTERS}"
            file.blame((*path, position, "label"), message)
        if len(fold(label)) == 1 or fold(label).isdigit():
            message = "a label of one letter or a number is mistaken for the mark of another choice: add a word"
            file.blame((*path, position, "label"), message)


def _lint_short(file: File, path: Path, check: schema.ShortPart) -> None:
    if not check.otherwise:
        file.blame((*path, "otherwise"), "say something to whoever answers what nobody expected")
    right = [" ".join(words(phrase)) for family in check.accept for phrase in family.phrases]
    for position in _repeated(right):
        file.blame((*path, "accept"), f"folded, '{right[position]}' stands here twice")
    for number, family in enumerate(check.near):
        if not family.feedback:
            file.blame((*path, "near", number), "a near answer needs feedback: it is there for that")
        for place, phrase in enumerate(family.phrases):
            folded = f" {' '.join(words(phrase))} "
            swallowing = next((each for each in right if f" {each} " in folded), None)
            if swallowing is not None:
                where = (*path, "near", number, "phrases", place)
                file.blame(where, f"never reached: folded, it holds '{swallowing}', which is right")
    _lint_commands(file, path, check)


def _lint_commands(file: File, path: Path, check: schema.ShortPart) -> None:
    """An expected answer wins over a command; only one that is nothing but a way out would shut the learner in."""
    for number, family in enumerate(check.accept):
        for place, phrase in enumerate(family.phrases):
            if not words(phrase):
                file.blame((*path, "accept", number, "phrases", place), "no letter or digit is left of this phrase")
            elif phrase.casefold() in {"menu", "hủy", "huỷ"} and phrase.casefold() in WORDS:
                file.blame(
                    (*path, "accept", number, "phrases", place), f"'{phrase}' leads out of lessons; take another"
                )


def _lint_order(file: File, path: Path, check: schema.OrderPart) -> None:
    if not check.feedback:
        file.blame((*path, "feedback"), "say something to whoever found another order")
    ids = [item.id for item in check.items]
    for position in _repeated(ids):
        file.blame((*path, "items", position, "id"), "this id stands here twice")
    if Counter(check.shown) != Counter(ids):
        file.blame((*path, "shown"), f"'shown' must hold each id once: {', '.join(ids)}")
    if check.shown == ids:
        file.blame((*path, "shown"), "shown in the right order already: mix it")
    _lint_labels(file, (*path, "items"), [item.label for item in check.items])


def _lint_exercise(file: File, path: Path, exercise: schema.ExercisePart) -> None:
    if Criterion.TASK not in exercise.weights:
        file.blame((*path, "weights"), "'task' must have a weight: a prompt that asks for nothing is none")
    if len(set(exercise.weights) - {Criterion.PRIVACY}) > CRITERIA:
        file.blame((*path, "weights"), f"more than {CRITERIA} criteria: take what this lesson teaches")
