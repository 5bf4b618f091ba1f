"""Alerts: what an admin has to look at, what they can decide on each, and who was first."""

from bot.model.alert import RULINGS, Alert, AlertKind, Ruling
from bot.model.broadcast import Broadcast
from bot.model.class_effects import ApproveClass, HandOver, RefuseClass
from bot.model.delivery import Lane
from bot.model.dialogue import State
from bot.model.effects import Effect, EndPosts, Ignore, Say, SettleAlert
from bot.model.ids import ChoiceId, LearnerId
from bot.model.message import Choice, Kind, Message
from bot.model.question import Move, QuestionState, Thread, Words, WordsKind, after
from bot.model.staff import Post, Right, Staff
from bot.model.text import Text, paragraph
from bot.tutor import standing, trust
from bot.tutor.alerting import ALERTS, of_choice
from bot.tutor.broadcasting import DIALOGUE as BROADCASTING
from bot.tutor.choices import PlainChoice, is_offered, plain_choice, read_page
from bot.tutor.context import Context, Step, Turn
from bot.tutor.invitations import place_name
from bot.tutor.speech import line, offer, say, way

DIALOGUE = ALERTS
SHOWN = 6
"""Alerts on one screen: few enough to read aloud."""


def show(state: State, context: Context) -> Turn:
    """What waits for an admin; whoever is none hears so."""
    if not _may(context):
        return Turn(state, note=say("alerts.none", state, context))
    waiting = context.facts.office.alerts
    asked = standing.asked(context)
    choices = [_to(each, state, context) for each in waiting[:SHOWN]]
    choices += [_to_broadcast(each, state, context) for each in asked]
    count = len(waiting) + len(asked)
    text = say("alerts.list" if count else "alerts.empty", state, context, count=count)
    return Turn(state, message=Message(Kind.MENU, text, (*choices, way("m", "menu", "menu.menu", state, context))))


def _may(context: Context) -> bool:
    return context.facts.staff is not None and context.facts.staff.may_somewhere(Right.APPROVE)


def _to(alert: Alert, state: State, context: Context) -> Choice:
    day = context.day(alert.raised_at)
    return offer(_on(alert, "see"), f"alerts.to_{alert.kind}", state, context, day=f"{day:%d/%m}")


def _to_broadcast(asked: Broadcast, state: State, context: Context) -> Choice:
    see = plain_choice(BROADCASTING, "see", str(asked.id))
    return offer(see, "alerts.to_broadcast", state, context, title=asked.title)


def _on(alert: Alert, what: str) -> ChoiceId:
    return plain_choice(DIALOGUE, what, str(alert.id))


def raised(state: State, context: Context) -> Step:
    """Something to look at, as soon as it is; of what somebody settled first one hears nothing."""
    alert = context.facts.office.alert
    if alert is None or alert.is_settled:
        return Step(state, (Ignore("nothing to look at any more"),))
    return Step(state, (Say(_seen(alert, state, context), lane=Lane.MENTOR),))


def press(choice: PlainChoice, state: State, context: Context) -> Turn | None:
    """A look at an alert, or what is decided on it; the second one hears who was first."""
    if not _may(context):
        return Turn(state, note=say("alerts.none", state, context))
    if choice.what == "list":
        return show(state, context)
    alert = context.facts.office.alert
    if of_choice(choice) is None:
        return None
    if alert is None:
        return Turn(state, message=_told(say("alerts.gone", state, context), state, context))
    if alert.is_settled:
        key = "alerts.settled" if alert.settled_by else "alerts.settled_already"
        return Turn(state, message=_told(say(key, state, context, name=alert.settled_by), state, context))
    match choice.what:
        case "see":
            return Turn(state, message=_seen(alert, state, context))
        case "revoke":
            return _asked_to_revoke(alert, state, context)
        case "revoked" if is_offered(choice, state.menu):
            return _revoked(alert, state, context)
        case Ruling.HAND_OVER if alert.kind is AlertKind.LEADERLESS:
            return _handed(alert, choice.argument, state, context)
        case ruling if ruling in _open_to(alert, context):
            return _settled(alert, Ruling(ruling), _of_class(alert, Ruling(ruling)), state, context)
        case _:
            return Turn(state, message=_seen(alert, state, context))


def _settled(alert: Alert, ruling: Ruling, before: tuple[Effect, ...], state: State, context: Context) -> Turn:
    effects = (*before, SettleAlert(alert.id, ruling, alert.question))
    return Turn(state, effects, message=_told(say(f"alerts.done.{ruling}", state, context), state, context))


def _of_class(alert: Alert, ruling: Ruling) -> tuple[Effect, ...]:
    """What a decision on the request for a class does to the class."""
    if alert.classroom is None:
        return ()
    return (ApproveClass(alert.classroom) if ruling is Ruling.APPROVE else RefuseClass(alert.classroom),)


def _handed(alert: Alert, argument: str, state: State, context: Context) -> Turn:
    """A page of those who could lead the class; once one is chosen, it is theirs."""
    people = (context.facts.staff, *context.facts.office.people)
    able = [each for each in people if each is not None and each.may_somewhere(Right.ATTEND)]
    _, is_chosen, who = argument.partition(":")
    chosen = next((each for each in able if is_chosen and str(each.learner) == who), None)
    if chosen is not None and alert.classroom is not None:
        return _settled(alert, Ruling.HAND_OVER, (HandOver(alert.classroom, chosen.learner),), state, context)
    page = read_page(who.removeprefix("p")) if who.startswith("p") else 0
    page = page if page * SHOWN < len(able) else 0
    choices = [
        Choice(plain_choice(DIALOGUE, Ruling.HAND_OVER, f"{alert.id}:{each.learner}"), each.name)
        for each in able[page * SHOWN : (page + 1) * SHOWN]
    ]
    if (page + 1) * SHOWN < len(able):
        more = plain_choice(DIALOGUE, Ruling.HAND_OVER, f"{alert.id}:p{page + 1}")
        choices.append(offer(more, "menu.more", state, context))
    choices.append(offer(_on(alert, "see"), "account.back", state, context))
    return Turn(state, message=Message(Kind.MENU, say("alerts.to_whom", state, context), tuple(choices)))


def _told(text: Text, state: State, context: Context) -> Message:
    ways = (way(DIALOGUE, "list", "alerts.open", state, context), way("m", "menu", "menu.menu", state, context))
    return Message(Kind.NOTICE, text, ways)


def _open_to(alert: Alert, context: Context) -> tuple[str, ...]:
    """What can be decided as things stand: not to send what was meant for a question that has moved on."""
    thread = context.facts.office.thread
    match alert.kind:
        case AlertKind.HELD if _held(alert, thread) is None:
            return (Ruling.SEEN,)
        case AlertKind.REPORTED if thread is None or after(thread.question.state, Move.REOPEN) is None:
            return (Ruling.SEEN,)
        case _:
            return RULINGS[alert.kind]


def _held(alert: Alert, thread: Thread | None) -> Words | None:
    """The words that were held, as long as whoever wrote them still has the question."""
    if thread is None or thread.question.state is not QuestionState.CLAIMED or thread.question.holder != alert.about:
        return None
    held = (each for each in thread.words if each.is_held and each.written_by == alert.about)
    return next((each for each in held if each.made_at == alert.raised_at), None)


def _seen(alert: Alert, state: State, context: Context) -> Message:
    """What happened, with all that an admin needs to decide."""
    thread = context.facts.office.thread
    place = place_name(alert.place, state, context)
    text = say(f"alerts.{alert.kind}", state, context, place=place)
    if thread is not None:
        text += _said(alert, thread, state, context)
    elif alert.words:
        text += paragraph(alert.words)
    choices = [offer(_on(alert, what), f"alerts.{what}", state, context) for what in _open_to(alert, context)]
    if alert.kind is AlertKind.REPORTED and _posts_of(alert.about, context) is not None:
        choices.append(offer(_on(alert, "revoke"), "alerts.revoke", state, context))
    if alert.kind is AlertKind.STUCK and thread is not None:
        choices.insert(0, offer(plain_choice("h", "see", str(thread.question.id)), "mentor.see", state, context))
    return Message(Kind.NOTICE, text, (*choices, way(DIALOGUE, "list", "alerts.open", state, context)))


def _said(alert: Alert, thread: Thread, state: State, context: Context) -> Text:
    """The question, and what was answered: what was held as it would be read, what was reported with all around it."""
    if alert.kind is not AlertKind.REPORTED:
        held = _held(alert, thread)
        text = say("mentor.said.learner", state, context) + paragraph(thread.asked)
        if held is not None:
            text += say("mentor.said.held", state, context, name=held.name) + paragraph(held.text)
            text += trust.held_for(held.text, state, context)
        elif alert.kind is AlertKind.HELD:
            text += paragraph(alert.words) + say("alerts.moved_on", state, context)
        return text
    text = ()
    for words in (each for each in thread.words if each.kind is not WordsKind.NOTE or each is thread.words[0]):
        who = "held" if words.is_held else words.kind.value
        text += say(f"mentor.said.{who}", state, context, name=words.name) + paragraph(words.text)
    return text


def _posts_of(about: LearnerId | None, context: Context) -> Staff | None:
    """The one whom an alert is about, with the posts that this admin may take back."""
    return next((each for each in context.facts.office.people if each.learner == about), None)


def _asked_to_revoke(alert: Alert, state: State, context: Context) -> Turn | None:
    person = _posts_of(alert.about, context)
    if person is None:
        return None
    posts = ", ".join(_post(each, state, context) for each in person.posts)
    text = say("alerts.revoke_sure", state, context, name=person.name, posts=posts)
    choices = (
        offer(_on(alert, "revoked"), "people.end", state, context),
        offer(_on(alert, "see"), "account.back", state, context),
    )
    return Turn(state, message=Message(Kind.NOTICE, text, choices))


def _post(post: Post, state: State, context: Context) -> str:
    role, place = line(f"role.{post.role}", state, context), place_name(post.place, state, context)
    return line("duty.post", state, context, role=role, place=place)


def _revoked(alert: Alert, state: State, context: Context) -> Turn | None:
    """The posts end, and somebody else answers what was reported."""
    person = _posts_of(alert.about, context)
    if person is None:
        return None
    ended = EndPosts(person.learner, tuple(post.id for post in person.posts))
    ruling = Ruling.REASSIGN if Ruling.REASSIGN in _open_to(alert, context) else Ruling.SEEN
    return _settled(alert, ruling, (ended,), state, context)
