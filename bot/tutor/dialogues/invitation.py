"""An invitation: what one is to do and may do, a yes or a no, and the name by which those one helps will know one."""

from dataclasses import replace

from bot.model.classroom import shown_name
from bot.model.dialogue import Accepting, AcceptingStage, AtMenu, Learning, State
from bot.model.effects import TakePost
from bot.model.ids import InvitationKey
from bot.model.message import Choice, Kind, Message
from bot.model.staff import RIGHTS, Right, Role
from bot.tutor import invitations
from bot.tutor.choices import PlainChoice, plain_choice
from bot.tutor.context import Context, Turn
from bot.tutor.names import read_name
from bot.tutor.speech import line, offer, say, way, ways

DIALOGUE = "j"


def come(key: InvitationKey, state: State, context: Context) -> Turn:
    """By an invitation's code, past the welcome; who only looks around has to be remembered first."""
    why = invitations.refusal(state, context)
    if why is not None:
        return Turn(replace(state, invited=None), note=say(why, state, context))
    invited = replace(state, invited=key)
    offered = context.facts.office.invitation
    if state.profile.consent is not None or offered is None:
        return Turn(replace(invited, scene=Accepting()))
    text = invitations.what(offered, state, context) + say("invitation.keep", state, context)
    onwards = "continue" if state.bookmark is not None else "menu"
    ways_on = (way("w", "keep", "menu.keep", state, context), way("m", onwards, f"menu.{onwards}", state, context))
    return Turn(invited, message=Message(Kind.NOTICE, text, ways_on))


def screen(state: State, context: Context) -> Message:
    """The screen of the stage at hand; of an invitation that has ended meanwhile, that it has."""
    why = invitations.refusal(state, context)
    offered = context.facts.office.invitation
    if why is not None or offered is None:
        text = say(why or "invitation.unknown", state, context)
        return Message(Kind.NOTICE, text, (way(DIALOGUE, "leave", "invitation.on", state, context),))
    if state.scene == Accepting(AcceptingStage.NAME):
        names = tuple(Choice(plain_choice(DIALOGUE, "name"), name) for name in (_own_name(state, context),) if name)
        return Message(Kind.MENU, say("invitation.name", state, context), (*names, *_ways(("back",), state, context)))
    text = invitations.what(offered, state, context) + say(f"role.means.{offered.role}", state, context)
    text += say("invitation.rules", state, context, operator=context.operator.name)
    return Message(Kind.NOTICE, text, _ways(("take", "no"), state, context))


def _ways(whats: tuple[str, ...], state: State, context: Context) -> tuple[Choice, ...]:
    return ways(DIALOGUE, "invitation", whats, state, context)


def _own_name(state: State, context: Context) -> str | None:
    """By what name others know somebody already, or what they told us."""
    told = context.facts.staff.name if context.facts.staff is not None else state.profile.name
    return shown_name(told or "")


def press(choice: PlainChoice, state: State, context: Context) -> Turn | None:
    """A yes, a no or a name, while it is asked."""
    if not isinstance(state.scene, Accepting):
        return None
    match choice.what:
        case "take":
            return Turn(replace(state, scene=Accepting(AcceptingStage.NAME)))
        case "back":
            return Turn(replace(state, scene=Accepting()))
        case "no":
            return Turn(_left(state), note=say("invitation.declined", state, context))
        case "leave":
            return Turn(_left(state))
        case "name" if state.scene.stage is AcceptingStage.NAME:
            name = _own_name(state, context)
            return _taken(name, state, context) if name else None
        case _:
            return None


def _left(state: State) -> State:
    """Back to the lesson under way, else to the menu; the invitation is decided on."""
    return replace(state, scene=Learning() if state.bookmark is not None else AtMenu(), invited=None)


def hear(text: str, state: State, context: Context) -> Turn | None:
    """A name while it is asked."""
    if state.scene != Accepting(AcceptingStage.NAME):
        return None
    name = read_name(text, context.limits.name_characters)
    name = shown_name(name) if name is not None else None
    if name is None:
        return Turn(state, note=say("introduction.no_name", state, context))
    return _taken(name[:1].upper() + name[1:], state, context)  # it begins what learners read: `cô Hoa` is `Cô Hoa`


def _taken(name: str, state: State, context: Context) -> Turn:
    offered = context.facts.office.invitation
    if invitations.refusal(state, context) is not None or offered is None or state.invited is None:
        return Turn(state)  # whose screen says why
    taken = TakePost(state.invited, name)
    left = _left(state)
    text = say("invitation.done", state, context, name=name, role=line(f"role.{offered.role}", state, context))
    text += say(f"role.next.{offered.role}", state, context)
    return Turn(left, (taken,), message=Message(Kind.NOTICE, text, _next(offered.role, left, context)))


def _next(role: Role, state: State, context: Context) -> tuple[Choice, ...]:
    """Where the work of a role begins, as far as it is done in the chat."""
    rights = RIGHTS[role]
    found = []
    if Right.ANSWER in rights:
        found.append(way("h", "list", "mentor.list", state, context))
        found.append(way("t", "show", "duty.open", state, context))
    if Right.INVITE in rights:
        found.append(way("v", "nodes", "recruiting.open", state, context))
    onwards = "continue" if state.bookmark is not None else "menu"
    return (*found, offer(plain_choice("m", onwards), f"menu.{onwards}", state, context))
