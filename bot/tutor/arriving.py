"""Whoever comes: from outside into the chat, by a lesson's page or a class's door, or back after days away.

A human's answer that waits for them comes first, whatever way they take.
"""

from dataclasses import replace

from bot.model.dialogue import AtMenu, Learning, State, Welcoming
from bot.model.ids import InvitationKey, LessonId
from bot.model.staff import read_invitation
from bot.tutor import classes, joining
from bot.tutor.context import Context, Turn
from bot.tutor.dialogues import answer, invitation, menu, welcome
from bot.tutor.speech import say


def _days_away(state: State, context: Context) -> int:
    return (context.now - state.last_seen_at).days if state.last_seen_at is not None else 0


def arrived(state: State, context: Context) -> Turn:
    """Where somebody stands who opened the chat; greeted on another day."""
    back = way_back(state, context)
    if back is not None:
        return back
    if answer.waiting(state, context) is not None:
        return answer.first(Turn(state), context)
    is_later = _days_away(state, context) > 0 and state.profile.consent is not None
    key = "return.hello_lesson" if isinstance(state.scene, Learning) else "return.hello"
    return Turn(state, note=say(key, state, context) if is_later else ())


def came_for(lesson_id: LessonId, state: State, context: Context) -> Turn:
    """Into the lesson by whose page somebody came; who is in it already keeps their place, who is new is welcomed."""
    if isinstance(state.scene, Welcoming):
        return welcome.want(lesson_id, state, context)
    is_there = state.bookmark is not None and state.bookmark.lesson == lesson_id
    return answer.first(menu.go_on(state, context) if is_there else menu.learn(lesson_id, state, context), context)


def at_door(code: str, state: State, context: Context) -> Turn:
    """Past the welcome, into the class with this code; below it, for whoever was away for long, the way back in.

    The code of an invitation leads to what it offers.
    """
    key = read_invitation(code)
    if key is not None:
        return answer.first(invitation.come(key, state, context), context)
    opened = classes.open_at(code, context)
    joined = joining.join(opened, state, context) if opened is not None else None
    if joined is None:
        return answer.first(joining.refused(code, state, context), context)
    onwards = joining.go_on(joined, context)
    back = way_back(joined.state, context)
    if back is not None:
        return replace(onwards, state=back.state, note=joined.note, message=back.message)
    is_first = answer.waiting(onwards.state, context) is not None
    return answer.first(replace(onwards, note=joined.note), context) if is_first else onwards


def returned(code: str, invited: InvitationKey | None, state: State, context: Context) -> Turn:
    """By a return code to one's own place, and on to the class or the invitation by which one had come to be there."""
    if invited is not None:
        is_new = isinstance(state.scene, Welcoming)
        return answer.first((welcome.invited if is_new else invitation.come)(invited, state, context), context)
    if classes.open_at(code, context) is not None and not isinstance(state.scene, Welcoming):
        return at_door(code, state, context)
    back = way_back(state, context)
    return back or answer.first(Turn(state, note=say("return.by_code", state, context)), context)


def way_back(state: State, context: Context) -> Turn | None:
    """The way back in for a learner who was away for long; None for everybody else.

    Behind an answer that waits for them stands the menu, which leads into their lesson.
    """
    days = _days_away(state, context)
    is_new = state.profile.consent is None or isinstance(state.scene, Welcoming)
    if is_new or days < context.limits.short_return_days:
        return None
    is_long = days >= context.limits.long_return_days
    back = Turn(replace(state, scene=AtMenu()), message=menu.way_back(state, context, is_long=is_long))
    return answer.first(back, context)
