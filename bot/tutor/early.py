"""Commands of somebody who has not been welcomed yet."""

from dataclasses import replace

from bot.model.dialogue import State, WelcomeStage, Welcoming
from bot.model.lesson import Lesson
from bot.model.staff import read_invitation
from bot.tutor import lookup
from bot.tutor.context import Context, Turn
from bot.tutor.dialogues import account, menu, question, welcome
from bot.tutor.manners import turned_away
from bot.tutor.route import Command
from bot.tutor.speech import say


def obey_early(command: Command, argument: str, state: State, context: Context) -> Turn:
    """Commands before the welcome is over: what keeps nothing is answered, for the rest the notice comes first."""
    is_past_notice = state.scene in {Welcoming(WelcomeStage.ADDRESS), Welcoming(WelcomeStage.GOAL)}
    match command:
        case Command.START if argument:
            key = read_invitation(argument)
            return welcome.invited(key, state, context) if key is not None else welcome.come(argument, state, context)
        case Command.START | Command.MENU | Command.CANCEL if not is_past_notice:
            return Turn(replace(state, scene=Welcoming()))
        case Command.PRIVACY | Command.ERASE if not is_past_notice:
            return Turn(replace(state, scene=Welcoming(WelcomeStage.PRIVACY)))
        case Command.CODE if not is_past_notice:
            return Turn(replace(state, scene=Welcoming(WelcomeStage.CODE)))
        case Command.PRIVACY | Command.ERASE:
            return Turn(state, note=account.data(state, context).text)
        case Command.STOP:
            return account.stop(state, context)
        case Command.LEARN if argument:
            match lookup.find(argument.partition("/")[0], state, context):
                case (Lesson(id=lesson),):
                    return welcome.want(lesson, state, context)
                case _:
                    return Turn(state, note=say("welcome.first", state, context))
        case Command.LARGER:
            return Turn(state, note=say("help.larger", state, context))
        case Command.HELP:
            return Turn(state, note=menu.help_message(state, context).text)
        case Command.ASK:
            return turned_away(argument, state, context) or question.early(argument, state, context)
        case _:
            return Turn(state, note=say("welcome.first", state, context))
