"""Invitations as a step sees them: the one by which somebody comes, what it offers, and why it may lead nowhere."""

from bot.model.dialogue import State
from bot.model.events import Arrived, Event, Returned, TextReceived
from bot.model.ids import InvitationKey, PlaceCode
from bot.model.staff import Invitation, read_invitation
from bot.model.text import Text
from bot.tutor.context import Context
from bot.tutor.fold import normalise
from bot.tutor.route import Command, Listening, Obey, route
from bot.tutor.speech import line, say

_LONGEST_TEXT = 80
"""Characters in which a command and its code have room."""


def key_in(event: Event) -> InvitationKey | None:
    """The invitation by whose code somebody comes; on some channels only a command can bring it."""
    match event:
        case Arrived(code=code):
            return read_invitation(code)
        case Returned(invitation=invitation):
            return invitation
        case TextReceived(text):
            meant = route(normalise(text, _LONGEST_TEXT), Listening.NAME)
            is_start = isinstance(meant, Obey) and meant.command is Command.START
            return read_invitation(meant.argument) if isinstance(meant, Obey) and is_start else None
        case _:
            return None


def named(event: Event, state: State) -> InvitationKey | None:
    """The invitation that a step will be about: the one that the event brings, else the one not decided on."""
    return key_in(event) or state.invited


def refusal(state: State, context: Context) -> str | None:
    """The key of the phrase that says why nobody, or not this person, can take up the post; None where they can."""
    offered = context.facts.office.invitation
    staff = context.facts.staff
    if offered is None:
        return "invitation.unknown"
    if staff is not None and any((post.role, post.place) == (offered.role, offered.place) for post in staff.posts):
        return "invitation.already"
    if state.profile.is_young:
        return "invitation.young"
    if not offered.is_good(context.now):
        return "invitation.used" if offered.uses_left <= 0 else "invitation.expired"
    return None


def what(offered: Invitation, state: State, context: Context) -> Text:
    """What is offered, in one sentence."""
    role = line(f"role.{offered.role}", state, context)
    return say("invitation.what", state, context, role=role, place=place_name(offered.place, state, context))


def place_name(place: PlaceCode | None, state: State, context: Context) -> str:
    """A place as people call it: by its code where the tree does not know it."""
    if place is None:
        return line("place.everywhere", state, context)
    found = context.facts.office.tree.get(place)
    return found.name if found is not None else place
