"""The week of a class as a card, and as a text to paste into groups: what many did, and never what one of them did."""

from datetime import timedelta

from bot.model.dialogue import State
from bot.model.lesson import Lesson
from bot.model.roster import Roster, Week
from bot.model.text import Preformatted, Text, plain
from bot.tutor import course
from bot.tutor.context import Context
from bot.tutor.reaching import items
from bot.tutor.speech import line, say

LENGTH = timedelta(days=7)
FEWEST = 5
"""Of fewer people a count would tell what one of them did."""
_HALF = 0.5


def digest(roster: Roster, state: State, context: Context) -> Text:
    """The card, and below it the text that its mentor pastes into Zalo and Facebook groups."""
    week = roster.week or Week()
    entries = _counts(roster, week, state, context)
    ahead = _ahead(roster, week, state, context)
    card = say("weekly.title", state, context, **_which(roster), **_days(context))
    if entries:
        card += items(entries)
    else:
        too_few = roster.seated < FEWEST
        card += say("weekly.too_few" if too_few else "weekly.nothing", state, context, least=FEWEST)
    if ahead is not None:
        card += say("weekly.ahead", state, context, lesson=course.title_of(ahead, state))
    return (*card, *say("weekly.paste", state, context), Preformatted(_text(roster, entries, ahead, state, context)))


def _which(roster: Roster) -> dict[str, str]:
    return {"number": str(roster.classroom.number), "title": roster.classroom.title}


def _days(context: Context) -> dict[str, str]:
    first = context.today - LENGTH
    return {"first": f"{first.day}/{first.month}", "last": f"{context.today.day}/{context.today.month}"}


def _counts(roster: Roster, week: Week, state: State, context: Context) -> list[str]:
    """What many did; nothing where they are so few that it would be known who."""
    if roster.seated < FEWEST:
        return []
    counts = {"here": week.here, "came": week.came, "finished": week.finished, "answered": week.answered}
    return [line(f"weekly.{what}", state, context, count=count) for what, count in counts.items() if count]


def _ahead(roster: Roster, week: Week, state: State, context: Context) -> Lesson | None:
    """The lesson that comes next: the first one of its track that less than half of the class have finished."""
    track = next((each for each in context.catalog.tracks if each.id == roster.classroom.track), None)
    lessons = course.open_lessons(track, state, context) if track is not None else ()
    enough = max(1.0, roster.seated * _HALF)
    return next((each for each in lessons if week.done.get(each.id, 0) < enough), None)


def _text(roster: Roster, entries: list[str], ahead: Lesson | None, state: State, context: Context) -> str:
    classroom, site = roster.classroom, context.operator.url
    parts = [
        line("weekly.text_title", state, context, **_which(roster), **_days(context)),
        *(f"· {each}" for each in entries),
    ]
    if ahead is not None:
        parts.append(line("weekly.text_ahead", state, context, lesson=course.title_of(ahead, state)))
    where = line("weekly.text_link", state, context, url=f"{site}/j/{classroom.code}") if site else ""
    parts += [where or line("weekly.text_code", state, context, code=classroom.code)]
    ask = say("weekly.text_mentor", state, context, mentor=roster.names, place=classroom.place)
    return "\n".join((*parts, plain(ask)))
