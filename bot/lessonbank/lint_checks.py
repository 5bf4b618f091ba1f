"""Checks whose answer cannot be reached, and options that say nothing to whoever picks them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import assert_never

from bot.lessonbank import schema
from bot.lessonbank.build import FALSE, TRUE
from bot.lessonbank.faults import Path
from bot.lessonbank.files import BankFile
from bot.lessonbank.schema import LessonFile
from bot.model.ids import ChoiceId
from bot.model.message import Choice
from bot.tutor.choices import match
from bot.tutor.fold import words

MOST_CHOICES = 9
"""As many choices as can be told by one letter or digit."""
LABEL_CHARACTERS = 60
"""What a phone shows of a button; 30 are better."""
_MARKED = tuple(
    Choice(ChoiceId(f"any:{number}"), "…", is_answer=number < MOST_CHOICES) for number in range(2 * MOST_CHOICES)
)
"""Choices that nothing but their marks can mean: letters for answers, numbers for ways on."""

File = BankFile[LessonFile]


def labels(check: schema.CheckPart) -> tuple[str, ...]:
    """What stands on the buttons of a check."""
    match check:
        case schema.SinglePart() | schema.MultiplePart():
            return tuple(option.label for option in check.options)
        case schema.OrderPart():
            return tuple(item.label for item in check.items)
        case _:
            return ()


def feedback(check: schema.CheckPart) -> tuple[str, ...]:
    """All that may be said to an answer."""
    return tuple(each for each in _feedback(check) if each)


def _feedback(check: schema.CheckPart) -> Iterator[str | None]:
    match check:
        case schema.SinglePart() | schema.MultiplePart():
            yield from (option.feedback for option in check.options)
        case schema.TrueFalsePart(feedback=said):
            yield said
        case schema.ShortPart():
            yield from (family.feedback for family in check.accept)
            yield from (family.feedback for family in check.near)
            yield check.otherwise
        case schema.OrderPart(feedback=said):
            yield said
        case _:
            assert_never(check)


def lint(file: File, path: Path, check: schema.CheckPart) -> None:
    """Notes what cannot work in the check that stands at `path`."""
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
    elif right == len(check.options):
        file.blame((*path, "options"), "every option is right: there is nothing to find out")
    elif right > 1 and isinstance(check, schema.SinglePart):
        file.blame((*path, "options"), f"{right} options are right, and only one can be picked; take type: multiple")
    for position, option in enumerate(check.options):
        if not option.right and not option.feedback:
            file.blame((*path, "options", position), "a wrong option needs feedback: what speaks against it?")
    _lint_ids(file, (*path, "options"), [option.id for option in check.options])
    _lint_labels(file, (*path, "options"), labels(check))


def _lint_ids(file: File, path: Path, ids: Sequence[str]) -> None:
    for position, name in enumerate(ids):
        if name in ids[:position]:
            file.blame((*path, position, "id"), f"the id '{name}' stands here twice")


def _lint_labels(file: File, path: Path, texts: Sequence[str]) -> None:
    lint_labels(file, [(*path, position, "label") for position in range(len(texts))], texts, LABEL_CHARACTERS)


def lint_labels(file: File, places: Sequence[Path], texts: Sequence[str], most_characters: int) -> None:
    """A label that somebody types means its choice, and no label can be taken for the mark of another one."""
    folded = [words(text) for text in texts]
    for position, (where, text) in enumerate(zip(places, texts, strict=True)):
        if len(text) > most_characters:
            file.blame(where, f"{len(text)} characters on one button; at most {most_characters}")
        if not folded[position]:
            file.blame(where, "a label needs a word that can be typed")
        elif folded[position] in folded[:position]:
            file.blame(where, "typed without accents this label equals another one: change a word")
        elif match(text, _MARKED) is not None:
            file.blame(where, "a label like the mark of another choice, such as A or 1: add a word")


def _lint_short(file: File, path: Path, check: schema.ShortPart) -> None:
    if not check.otherwise:
        file.blame((*path, "otherwise"), "say something to whoever answers what nobody expected")
    for number, family in enumerate(check.near):
        if not family.feedback:
            file.blame((*path, "near", number), "a near answer needs feedback: it is there for that")
    earlier: list[tuple[int, str]] = []
    for rank, where, phrase in _phrases(path, check):
        folded = " ".join(words(phrase))
        taken = next(((of, each) for of, each in earlier if f" {each} " in f" {folded} "), None)
        if not folded:
            file.blame(where, "no letter or digit is left of this phrase")
        elif folded in {each for _, each in earlier}:
            file.blame(where, f"folded, '{folded}' stands here twice")
        elif taken is not None and taken[0] != rank:
            file.blame(where, f"never reached: folded, it holds '{taken[1]}', which is looked for first")
        if folded:
            earlier.append((rank, folded))


def _phrases(path: Path, check: schema.ShortPart) -> Iterator[tuple[int, Path, str]]:
    """All phrases in the order in which they are looked for, with the rank of their family and their place."""
    accepted = [("accept", number, family.phrases) for number, family in enumerate(check.accept)]
    near = [("near", number, family.phrases) for number, family in enumerate(check.near)]
    for rank, (name, number, phrases) in enumerate((*accepted, *near)):
        for position, phrase in enumerate(phrases):
            yield rank, (*path, name, number, "phrases", position), phrase


def _lint_order(file: File, path: Path, check: schema.OrderPart) -> None:
    if not check.feedback:
        file.blame((*path, "feedback"), "say something to whoever found another order")
    ids = [item.id for item in check.items]
    _lint_ids(file, (*path, "items"), ids)
    if Counter(check.shown) != Counter(ids):
        file.blame((*path, "shown"), f"'shown' must hold each id once: {', '.join(ids)}")
    if check.shown == ids:
        file.blame((*path, "shown"), "shown in the right order already: mix it")
    _lint_labels(file, (*path, "items"), labels(check))
