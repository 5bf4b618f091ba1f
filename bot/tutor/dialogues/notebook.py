"""The notebook: the cards, prompts and uses that a learner kept, newest first."""

from bot.model.dialogue import State
from bot.model.learner import EntryKind, NotebookEntry
from bot.model.message import Choice, Kind, Message
from bot.model.text import Paragraph, Strong
from bot.tutor.choices import PlainChoice, plain_choice, read_page
from bot.tutor.context import Context, Turn
from bot.tutor.speech import line, offer, say, way

DIALOGUE = "n"
PAGE = 6
"""Entries on one page of the list."""


def press(choice: PlainChoice, state: State, context: Context) -> Turn | None:
    """A page of the list, one entry, or the card kept last."""
    match choice.what:
        case "list":
            return Turn(state, message=contents(state, context, read_page(choice.argument)))
        case "entry":
            found = next((entry for entry in context.facts.notebook if _name(entry) == choice.argument), None)
            return Turn(state, message=_entry(found, state, context))
        case "last":
            cards = [entry for entry in context.facts.notebook if entry.kind is EntryKind.CARD]
            return Turn(state, message=_entry(cards[-1], state, context) if cards else contents(state, context))
        case _:
            return None


def _name(entry: NotebookEntry) -> str:
    """The entry's name within its notebook; short, for it goes into a choice id."""
    return f"{entry.kind[0]}:{entry.lesson}:{entry.step}"


def contents(state: State, context: Context, page: int = 0) -> Message:
    """A page of the notebook's table of contents."""
    entries = context.facts.notebook[::-1]
    if not entries:
        key = "notebook.empty" if state.profile.consent is not None else "notebook.visitor"
        return Message(Kind.NOTICE, say(key, state, context), (_samples(state, context), _back(state, context)))
    page = page if page * PAGE < len(entries) else 0
    choices = [
        Choice(
            plain_choice(DIALOGUE, "entry", _name(entry)),
            line(f"notebook.{entry.kind}", state, context, title=entry.title),
        )
        for entry in entries[page * PAGE : (page + 1) * PAGE]
    ]
    if (page + 1) * PAGE < len(entries):
        choices.append(offer(plain_choice(DIALOGUE, "list", str(page + 1)), "menu.more", state, context))
    choices += _samples(state, context), _back(state, context)
    return Message(Kind.MENU, say("notebook.title", state, context, count=len(entries)), tuple(choices))


def _entry(entry: NotebookEntry | None, state: State, context: Context) -> Message:
    listing = way(DIALOGUE, "list", "menu.notebook", state, context)
    if entry is None:
        return Message(Kind.NOTICE, say("notebook.gone", state, context), (listing, _back(state, context)))
    title = line(f"notebook.{entry.kind}", state, context, title=entry.title)
    text = (Paragraph((Strong(title),)), *entry.text)
    return Message(Kind.RECAP, text, (listing, _back(state, context)))


def _samples(state: State, context: Context) -> Choice:
    return way("p", "list", "samples.all", state, context)


def _back(state: State, context: Context) -> Choice:
    what = "continue" if state.bookmark is not None else "menu"
    return way("m", what, f"menu.{what}", state, context)
