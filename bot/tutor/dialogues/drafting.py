"""Writing to many: for which place, what it is, which lesson it opens, its words, and the answers of a poll."""

import re
from collections.abc import Mapping
from dataclasses import replace

from bot.model.broadcast import MOST_ANSWERS, Letter
from bot.model.dialogue import State
from bot.model.draft import BroadcastStage, Draft
from bot.model.ids import ChoiceId, LessonId, PlaceCode
from bot.model.lesson import Lesson
from bot.model.message import Choice, Kind, Message
from bot.model.text import Preformatted, Text, plain
from bot.tutor import classes, course, drafts, picking
from bot.tutor.broadcasting import NOTHING, drafting, nodes
from bot.tutor.choices import PlainChoice
from bot.tutor.context import Context, Turn
from bot.tutor.invitations import place_name
from bot.tutor.letters import SPELT, Blame, LetterFault, Placeholder
from bot.tutor.reaching import items
from bot.tutor.speech import line, offer, say

KINDS = ("message", "lesson", "next", "poll")
FEWEST_ANSWERS = 2
_MARK = re.compile(r"^(?:[-•*+]|\d{1,2}[.)]|[A-Ea-e][.)])\s*")
_EXAMPLE: Mapping[str, str] = {
    "addressed": SPELT[Placeholder.ADDRESSED],
    "addressed_capital": "{Bạn}",
    "place": SPELT[Placeholder.PLACE],
}


def begin(state: State, context: Context) -> Turn:
    """A new draft of an admin, in the place of one that was not sent; for which place, where they have several."""
    own = nodes(context)
    stage = BroadcastStage.WHAT if len(own) == 1 else BroadcastStage.NODE
    return Turn(drafts.at(stage, Draft(place=own[0]), state))


def screen(stage: BroadcastStage, state: State, context: Context) -> Message:
    """The question at hand."""
    draft, out = drafts.of(state), drafts.out(state, context)
    match stage:
        case BroadcastStage.NODE:
            places = tuple(
                Choice(drafting("node", node or NOTHING), place_name(node, state, context)) for node in nodes(context)
            )
            return Message(Kind.MENU, say("drafting.node", state, context), (*places, out))
        case BroadcastStage.WHAT:
            kinds = tuple(offer(drafting("kind", kind), f"drafting.kind.{kind}", state, context) for kind in KINDS)
            return Message(Kind.MENU, say("drafting.what", state, context), (*kinds, out))
        case BroadcastStage.LESSON:
            return _shelf("", state, context)
        case BroadcastStage.ANSWERS:
            return _ask_answers(draft, state, context)
        case _:
            return _ask_words(draft, state, context)


def _shelf(where: str, state: State, context: Context) -> Message:
    """The tracks, or the lessons of one."""
    found = picking.lessons(where, _lesson, _open_shelf, state, context)
    return Message(Kind.MENU, say("drafting.lesson", state, context), (*found, drafts.out(state, context)))


def _lesson(lesson: Lesson) -> ChoiceId:
    return drafting("lesson", lesson.id)


def _open_shelf(where: str) -> ChoiceId:
    return drafting("shelf", where)


def _ask_words(draft: Draft, state: State, context: Context) -> Message:
    """What may be written, with what is kept of it so far."""
    words = plain(draft.letter.text)
    if words:
        text = (*say("drafting.words_now", state, context), Preformatted(words))
        is_good = not drafts.wrong(draft.letter, context)
        keep = (offer(drafting("keep"), "drafting.keep", state, context),) if is_good else ()
        return Message(Kind.NOTICE, text, (*keep, _explain(state, context), drafts.out(state, context)))
    text = say("drafting.words", state, context) + _meanings(state, context)
    text += (*say("drafting.for_example", state, context), _example(state, context))
    return Message(Kind.NOTICE, text, (drafts.out(state, context),))


def _meanings(state: State, context: Context) -> Text:
    names = {each: each.name.lower() for each in Placeholder}
    return items([line(f"drafting.means.{names[each]}", state, context, name=SPELT[each]) for each in Placeholder])


def _example(state: State, context: Context) -> Preformatted:
    return Preformatted(line("drafting.example", state, context, **_EXAMPLE))


def _explain(state: State, context: Context) -> Choice:
    return offer(drafting("explain"), "drafting.explain", state, context)


def _ask_answers(draft: Draft, state: State, context: Context) -> Message:
    text = say("drafting.answers", state, context, most=MOST_ANSWERS)
    keep: tuple[Choice, ...] = ()
    if draft.letter.answers:
        text += (*say("drafting.answers_now", state, context), Preformatted("\n".join(draft.letter.answers)))
        keep = (offer(drafting("keep"), "drafting.keep", state, context),)
    return Message(Kind.NOTICE, text, (*keep, drafts.out(state, context)))


def press(choice: PlainChoice, stage: BroadcastStage, state: State, context: Context) -> Turn | None:
    """An answer that is offered; None for what no longer applies."""
    draft = drafts.of(state)
    match choice.what, stage:
        case "node", BroadcastStage.NODE:
            node = None if choice.argument == NOTHING else PlaceCode(choice.argument)
            is_own = node in nodes(context)
            return Turn(drafts.at(BroadcastStage.WHAT, replace(draft, place=node), state)) if is_own else None
        case "kind", BroadcastStage.WHAT if choice.argument in KINDS:
            return Turn(_of_kind(choice.argument, draft, state))
        case "shelf", BroadcastStage.LESSON:
            return Turn(state, message=_shelf(choice.argument, state, context))
        case "lesson", BroadcastStage.LESSON:
            return _opening(LessonId(choice.argument), draft, state, context)
        case "explain", BroadcastStage.WORDS:
            return Turn(state, note=say("drafting.words", state, context) + _meanings(state, context))
        case "keep", BroadcastStage.WORDS:
            return _said(draft, state, context)
        case "keep", BroadcastStage.ANSWERS if draft.letter.answers:
            return Turn(drafts.after(BroadcastStage.WHOM, draft, state))
        case _:
            return None


def _of_kind(kind: str, draft: Draft, state: State) -> State:
    """What it is; words that were written already are kept."""
    answers = draft.letter.answers if kind == "poll" else ()
    letter = replace(draft.letter, lesson=None, leads_on=kind == "next", answers=answers)
    stage = BroadcastStage.LESSON if kind == "lesson" else BroadcastStage.WORDS
    return drafts.at(stage, replace(draft, letter=letter, is_poll=kind == "poll"), state)


def _opening(lesson_id: LessonId, draft: Draft, state: State, context: Context) -> Turn | None:
    lesson = context.catalog.lessons.get(lesson_id)
    if lesson is None or not course.is_open(lesson, state, context):
        return None
    chosen = replace(draft, letter=replace(draft.letter, lesson=lesson_id))
    return Turn(drafts.at(BroadcastStage.WORDS, chosen, state))


def hear(text: str, stage: BroadcastStage, state: State, context: Context) -> Turn | None:
    """An answer that is typed."""
    draft = drafts.of(state)
    match stage:
        case BroadcastStage.LESSON:
            found = picking.typed(text, _lesson, _open_shelf, state, context)
            if not found:
                return None
            out = drafts.out(state, context)
            return Turn(state, message=Message(Kind.MENU, say("drafting.lesson", state, context), (*found, out)))
        case BroadcastStage.WORDS:
            letter = replace(draft.letter, text=drafts.written(text))
            return _said(replace(draft, letter=letter), state, context)
        case BroadcastStage.ANSWERS:
            return _answered(text, draft, state, context)
        case _:
            return None


def _said(draft: Draft, state: State, context: Context) -> Turn:
    """On from the words; back to them, kept as they are, with everything that is wrong."""
    found = drafts.wrong(draft.letter, context)
    if found:
        return Turn(drafts.at(BroadcastStage.WORDS, draft, state), note=drafts.blamed(found, state, context))
    if draft.is_poll and not draft.letter.answers:
        return Turn(drafts.at(BroadcastStage.ANSWERS, draft, state))
    return Turn(drafts.after(BroadcastStage.WHOM, draft, state))


def _answered(text: str, draft: Draft, state: State, context: Context) -> Turn:
    answers = tuple(_MARK.sub("", each) for each in classes.lines(text))
    letter = replace(draft.letter, answers=answers)
    found = _of_answers(letter, context)
    if found:
        note = say("drafting.answers_wrong", state, context) + drafts.blames(found, state, context)
        return Turn(state, note=(*note, Preformatted("\n".join(answers))))
    return Turn(drafts.after(BroadcastStage.WHOM, replace(draft, letter=letter), state))


def _of_answers(letter: Letter, context: Context) -> tuple[Blame, ...]:
    """What is wrong with the answers; one alone, or none, is no poll."""
    too_few = len(letter.answers) < FEWEST_ANSWERS
    blames = drafts.wrong(letter, context)
    few = (Blame(LetterFault.ANSWERS, str(len(letter.answers))),) if too_few else ()
    return few + tuple(each for each in blames if each.fault is not LetterFault.ANSWERS or not too_few)
