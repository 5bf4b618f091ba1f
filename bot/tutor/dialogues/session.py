"""A session of a class: its code that people type, who came, and the marks that are typed back from paper."""

from dataclasses import replace

from bot.model.class_effects import NoteAttendance, OpenSession
from bot.model.dialogue import ClassTask, Guesses, State, Tending
from bot.model.effects import Effect
from bot.model.message import Choice, Kind, Message
from bot.model.roster import Roster, Session
from bot.model.text import Text
from bot.tutor import classes, rosters
from bot.tutor.choices import PlainChoice, plain_choice
from bot.tutor.context import Context, Turn
from bot.tutor.inviting import link
from bot.tutor.leaving import left_off
from bot.tutor.marks import Marks, read_marks
from bot.tutor.rosters import LEADING, SESSION
from bot.tutor.speech import offer, say, way

DIALOGUE = SESSION
DIGITS = 4
MOST_GUESSES = 5
GUESS_SECONDS = 3_600
"""So many wrong codes within that time, and none is looked at until it is over."""
MOST_NAMED = 40
"""Numbers that are told one by one."""


def obey(argument: str, state: State, context: Context) -> Turn:
    """`/buoi`: with a code somebody was there; without one a mentor opens a session, and a learner is asked for it."""
    if argument:
        return _typed(argument, state, context)
    if not context.facts.led:
        return Turn(replace(state, scene=Tending(ClassTask.SESSION))) if _own(context) else _none(state, context)
    if len(context.facts.led) == 1:
        return _opened(context.facts.led[0], state, context)
    choices = tuple(
        _lead_to(
            "open", each, "leading.to", state, context, number=str(each.classroom.number), title=each.classroom.title
        )
        for each in context.facts.led
    )
    return Turn(left_off(state), message=Message(Kind.MENU, say("session.which", state, context), choices))


def _own(context: Context) -> Roster | None:
    """The class in which somebody sits, while it is open."""
    own = context.facts.own_class
    return own if own is not None and own.classroom.is_open else None


def _none(state: State, context: Context) -> Turn:
    return Turn(left_off(state), note=say("session.no_class", state, context))


def _lead_to(what: str, roster: Roster, key: str, state: State, context: Context, **values: str) -> Choice:
    return offer(plain_choice(DIALOGUE, what, roster.classroom.code), key, state, context, **values)


def _live(roster: Roster, context: Context) -> Session | None:
    session = roster.session
    return session if session is not None and session.is_live(context.now) else None


def _opened(roster: Roster, state: State, context: Context) -> Turn:
    """The session under way, else a fresh one, whose code is told."""
    if _live(roster, context) is not None:
        return Turn(left_off(state), message=one(roster, state, context))
    code = f"{int(context.draw * 10**DIGITS):0{DIGITS}d}"
    text = say("session.opened", state, context, **_which(roster), code=code)
    text += say("session.how", state, context, code=code) + _sheet(roster, state, context)
    message = Message(Kind.NOTICE, text, _ways(roster, state, context))
    return Turn(left_off(state), (OpenSession(roster.classroom.code, code),), message=message)


def _which(roster: Roster) -> dict[str, str]:
    return {"number": str(roster.classroom.number), "title": roster.classroom.title}


def _sheet(roster: Roster, state: State, context: Context) -> Text:
    return say("session.sheet", state, context) + link(roster.sheet_url) if roster.sheet_url else ()


def _ways(roster: Roster, state: State, context: Context) -> tuple[Choice, ...]:
    back = offer(plain_choice(LEADING, "see", roster.classroom.code), "session.class", state, context)
    return (*(_lead_to(what, roster, f"session.{what}", state, context) for what in ("see", "marks")), back)


def one(roster: Roster, state: State, context: Context) -> Message:
    """How many are there by now, and who is not; it is looked at again as often as one likes."""
    session = roster.session
    if session is None:
        text = say("session.none", state, context, **_which(roster))
        return Message(Kind.NOTICE, text, (_lead_to("open", roster, "session.open", state, context),))
    if session.is_live(context.now):
        until = f"{session.until.astimezone(context.zone):%H:%M}"
        text = say("session.live", state, context, **_which(roster), code=session.code, until=until)
    else:
        text = say("session.over", state, context, **_which(roster), day=context.day(session.opened_at))
    text += _count(session.came, roster, state, context) + _sheet(roster, state, context)
    return Message(Kind.NOTICE, text, _ways(roster, state, context))


def _count(came: tuple[int, ...], roster: Roster, state: State, context: Context) -> Text:
    missing = [str(each.number) for each in roster.members if each.number not in came]
    text = say("session.came", state, context, count=len(came), total=len(roster.members))
    if missing and came:
        more = "" if len(missing) <= MOST_NAMED else "…"
        text += say("session.missing", state, context, numbers=", ".join(missing[:MOST_NAMED]) + more)
    return text


def press(choice: PlainChoice, state: State, context: Context) -> Turn | None:
    """What a mentor does with a session."""
    roster = rosters.led(rosters.code_of(choice), context)
    if roster is None:
        return Turn(left_off(state), note=say("leading.gone", state, context))
    match choice.what:
        case "open":
            return _opened(roster, state, context)
        case "see":
            return Turn(left_off(state), message=one(roster, state, context))
        case "marks" if roster.session is not None:
            return Turn(replace(state, scene=Tending(ClassTask.MARKS, roster.classroom.code)))
        case "marks":
            return Turn(left_off(state), message=one(roster, state, context))
        case _:
            return None


def screen(scene: Tending, state: State, context: Context) -> Message:
    """While the code of a session is waited for, or the marks from paper."""
    if scene.task is ClassTask.SESSION:
        back = way("o", "leave", "account.back", state, context)
        return Message(Kind.NOTICE, say("session.ask", state, context), (back,))
    roster = rosters.led(scene.code, context)
    if roster is None or roster.session is None:
        return Message(Kind.NOTICE, say("leading.gone", state, context))
    return Message(
        Kind.NOTICE,
        say("session.ask_marks", state, context),
        (_lead_to("see", roster, "account.back", state, context),),
    )


def hear(text: str, scene: Tending, state: State, context: Context) -> Turn | None:
    """The code of a session, or who was there."""
    if scene.task is ClassTask.SESSION:
        return _typed(text, state, context)
    roster = rosters.led(scene.code, context)
    if roster is None or roster.session is None:
        return Turn(left_off(state), note=say("leading.gone", state, context))
    marks = read_marks(text)
    if marks is None:
        return Turn(state, note=say("session.unread", state, context))
    is_first = scene.number == 0
    marked = replace(state, scene=replace(scene, number=1))
    return _marked(marks, roster, roster.session, marked, context, is_first=is_first)


def _marked(marks: Marks, roster: Roster, session: Session, state: State, context: Context, *, is_first: bool) -> Turn:
    """What was read is noted at once and told back: a number that was wrong is mended by typing it once more.

    Where the first message names absent ones alone all others were there; what follows changes those whom it names.
    """
    known = {each.number for each in roster.members}
    strange = sorted({*marks.present, *marks.absent} - known)
    absent = known & set(marks.absent)
    is_rest_there = marks.is_everybody or (is_first and not marks.present)
    came = (known if is_rest_there else known & set(marks.present)) - absent
    after = tuple(sorted((set(session.came) | came) - absent))
    text: Text = say("session.noted", state, context)
    if strange:
        text += say("session.strange", state, context, numbers=", ".join(map(str, strange[:MOST_NAMED])))
    text += _count(after, roster, state, context) + say("session.mend", state, context)
    effect = NoteAttendance(session.id, tuple(sorted(came)), tuple(sorted(absent)), is_by_list=True)
    effects: tuple[Effect, ...] = (effect,) if came or absent else ()
    message = Message(Kind.NOTICE, text, (_lead_to("see", roster, "session.done", state, context),))
    return Turn(state, effects, message=message)


def _typed(text: str, state: State, context: Context) -> Turn:
    """A code that somebody types who sits in a class; a wrong one is told kindly, and a few of them are enough."""
    own = _own(context)
    number = classes.number_in(own.classroom.code, state, context) if own is not None else None
    if own is None or number is None:
        return _none(state, context)
    guesses = state.guesses
    if guesses is not None and (context.now - guesses.since).total_seconds() >= GUESS_SECONDS:
        guesses = None
    if guesses is not None and guesses.count >= MOST_GUESSES:
        return Turn(left_off(state), note=say("session.locked", state, context))
    session = _live(own, context)
    if session is None:
        return Turn(left_off(state), note=say("session.closed", state, context))
    typed = "".join(char for char in text if char.isdigit())
    if typed != session.code:
        fresh = Guesses(guesses.count + 1, guesses.since) if guesses is not None else Guesses(1, context.now)
        return Turn(replace(state, guesses=fresh), note=say("session.wrong", state, context, digits=DIGITS))
    key = "session.there" if number in session.came else "session.welcome"
    note = say(key, state, context, number=str(own.classroom.number), seat=str(number))
    effects = () if number in session.came else (NoteAttendance(session.id, (number,)),)
    return Turn(replace(left_off(state), guesses=None), effects, note=note)
