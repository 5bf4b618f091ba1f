"""Commands: what a learner can ask for at any time, and where each leads."""

from dataclasses import replace
from typing import Literal, assert_never

from bot.model.dialogue import Adjusting, Asking, AtMenu, Learning, Mentoring, State, Tending, Welcoming
from bot.model.draft import Broadcasting
from bot.model.ids import StepId
from bot.tutor import arriving, inclass
from bot.tutor.context import Context, Turn
from bot.tutor.dialogues import (
    account,
    alerts,
    broadcast,
    confirming,
    duty,
    helping,
    mentor,
    menu,
    notebook,
    people,
    question,
    recruiting,
    samples,
)
from bot.tutor.drafts import left
from bot.tutor.early import obey_early
from bot.tutor.leaving import left_off
from bot.tutor.manners import turned_away
from bot.tutor.route import Command
from bot.tutor.speech import say


def obey(command: Command, argument: str, state: State, context: Context) -> Turn:
    """What a command leads to, with what stood behind it."""
    if command is Command.START and confirming.is_meant(argument, context):
        command = Command.CONFIRM
    if isinstance(state.scene, Welcoming) and command is not Command.CONFIRM:
        return obey_early(command, argument, state, context)
    return _obey(command, argument, state, context)


def _obey(command: Command, argument: str, state: State, context: Context) -> Turn:
    match command:
        case Command.START:
            return arriving.at_door(argument, state, context) if argument else arriving.arrived(state, context)
        case Command.LEARN:
            name, _, at = argument.partition("/")
            return menu.named(name, StepId(at.strip()), state, context) if name else menu.go_on(state, context)
        case Command.MENU:
            return Turn(replace(state, scene=AtMenu()))
        case Command.ASK | Command.QUEUE | Command.DUTY:
            return _reach(command, argument, state, context)
        case Command.INVITE | Command.PEOPLE | Command.ALERTS | Command.BROADCAST:
            return _lead(command, argument, state, context)
        case Command.HELPED | Command.WORK | Command.CONFIRM:
            return _of_help(command, argument, state, context)
        case Command.CLASS | Command.OPEN_CLASS | Command.SESSION:
            return inclass.obey(command, argument, state, context)
        case Command.PROGRESS:
            return Turn(state, message=menu.progress(state, context))
        case Command.NOTEBOOK | Command.SAMPLES:
            is_own = command is Command.NOTEBOOK
            kept = notebook.contents(state, context) if is_own else samples.contents(argument, state, context)
            return Turn(state, message=kept)
        case Command.SETTINGS | Command.CODE:
            note = say("account.code_where", state, context) if command is Command.CODE else ()
            return Turn(replace(state, scene=Adjusting()), note=note)
        case Command.STOP:
            return account.stop(state, context)
        case Command.PRIVACY | Command.ERASE:
            return account.about_data(state, may_erase=command is Command.ERASE)
        case Command.LARGER | Command.HELP:
            is_larger = command is Command.LARGER
            help_ = None if is_larger else menu.help_message(state, context)
            return Turn(state, note=say("help.larger", state, context) if is_larger else (), message=help_)
        case Command.CANCEL:
            return cancel(state, context)
        case _:
            assert_never(command)


def _reach(
    command: Literal[Command.ASK, Command.QUEUE, Command.DUTY], argument: str, state: State, context: Context
) -> Turn:
    """What people ask of one another, and what those who help have before them."""
    match command:
        case Command.ASK:
            return turned_away(argument, state, context) or question.ask(argument, state, context)
        case Command.QUEUE:
            return mentor.queue(state, context)
        case Command.DUTY:
            return duty.show(state, context)
        case _:
            assert_never(command)


def _lead(
    command: Literal[Command.INVITE, Command.PEOPLE, Command.ALERTS, Command.BROADCAST],
    argument: str,
    state: State,
    context: Context,
) -> Turn:
    """What those who answer for a place have before them."""
    match command:
        case Command.INVITE:
            return recruiting.begin(argument, state, context)
        case Command.PEOPLE:
            return people.show(state, context)
        case Command.ALERTS:
            return alerts.show(state, context)
        case Command.BROADCAST:
            return broadcast.show(state, context)
        case _:
            assert_never(command)


def _of_help(
    command: Literal[Command.HELPED, Command.WORK, Command.CONFIRM], argument: str, state: State, context: Context
) -> Turn:
    """Whom one has helped, what one did in all, and that one was helped."""
    match command:
        case Command.HELPED:
            return helping.begin(state, context)
        case Command.WORK:
            return helping.work(state, context)
        case Command.CONFIRM:
            return confirming.asked(argument, state, context)
        case _:
            assert_never(command)


def cancel(state: State, context: Context) -> Turn:
    """Out of what is under way; the place in a lesson is kept."""
    match state.scene:
        case Adjusting():
            return account.leave(state)
        case Learning():
            return Turn(replace(state, scene=AtMenu()), note=say("menu.place_kept", state, context))
        case Asking() | Mentoring():
            return Turn(question.left_off(state))
        case Tending():
            return Turn(left_off(state))
        case Broadcasting():
            return Turn(left(state), note=say("drafting.kept", state, context))
        case _:
            return Turn(replace(state, scene=AtMenu()))
