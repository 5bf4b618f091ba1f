"""A broadcast that is being written: from one question to the next, and what is wrong with what it says."""

import textwrap
from collections.abc import Mapping
from dataclasses import replace

from bot.model.broadcast import Letter
from bot.model.dialogue import AtMenu, Learning, State, Tending
from bot.model.draft import Broadcasting, BroadcastStage, Draft
from bot.model.ids import BroadcastId, PlaceCode
from bot.model.message import Choice, Message
from bot.model.text import Text, paragraph, plain
from bot.tutor.broadcasting import NOTHING, TO, drafting
from bot.tutor.context import Context
from bot.tutor.invitations import place_name
from bot.tutor.letters import Blame, LetterFault, Placeholder, Reader, faults, filled, message
from bot.tutor.links import allowed_hosts
from bot.tutor.phrases import Value
from bot.tutor.reaching import items
from bot.tutor.speech import line, offer, say
from bot.tutor.threads import quoted

LONGEST_TITLE = 40
"""Characters of what admins call a broadcast."""

_IN_TITLES: Mapping[Placeholder, str] = {
    Placeholder.ADDRESSED: "bạn",
    Placeholder.MACHINE: "mình",
    Placeholder.NAME: "",
    Placeholder.PLACE: "…",
    Placeholder.CLASSROOM: "…",
    Placeholder.MENTOR: "…",
    Placeholder.NEXT: "…",
}
"""What stands in a title for what each reader reads otherwise."""


def of(state: State) -> Draft:
    """What is being written; an empty one where nothing is."""
    return state.draft or Draft()


def at(stage: BroadcastStage, draft: Draft, state: State) -> State:
    """At a question about a draft."""
    return replace(state, scene=Broadcasting(stage), draft=draft)


def after(stage: BroadcastStage, draft: Draft, state: State) -> State:
    """At the next question after one was answered; once all were, at the last look."""
    return at(BroadcastStage.LAST if draft.is_whole else stage, draft, state)


def left(state: State) -> State:
    """Out of a draft, which is kept: to the lesson under way, else to the menu."""
    return replace(state, scene=Learning() if state.bookmark is not None else AtMenu())


def rested(state: State) -> State:
    """Out of whatever waits for words, so that none are taken for them; the draft is kept."""
    return left(state) if isinstance(state.scene, Broadcasting | Tending) else state


def to(stage: BroadcastStage, key: str, state: State, context: Context) -> Choice:
    """The way to a question."""
    return offer(drafting(TO, stage), key, state, context)


def no_matter(what: str, state: State, context: Context) -> Choice:
    """That something is not to count any more."""
    return offer(drafting("set", what, NOTHING), "whom.no_matter", state, context)


def out(state: State, context: Context) -> Choice:
    """The way out."""
    return offer(drafting("leave"), "drafting.leave", state, context)


def written(text: str) -> Text:
    """What somebody types as the text of a letter: paragraphs stand apart by an empty line."""
    blocks: Text = ()
    for block in text.split("\n\n"):
        blocks += paragraph(block.strip())
    return blocks


def title(letter: Letter) -> str:
    """What admins call a broadcast: how it begins."""
    words = " ".join(plain(filled(letter.text, _IN_TITLES)).split())
    whole = textwrap.shorten(words, LONGEST_TITLE, placeholder="…")
    return whole if whole != "…" else quoted(words, LONGEST_TITLE)


def wrong(letter: Letter, context: Context) -> tuple[Blame, ...]:
    """Everything that is wrong with a letter."""
    return faults(letter, allowed_hosts(context.catalog, context.operator.url), context)


def blamed(found: tuple[Blame, ...], state: State, context: Context) -> Text:
    """Every fault in a sentence of its own, and that the words are kept."""
    return say("drafting.faults" if len(found) > 1 else "drafting.fault", state, context) + blames(
        found, state, context
    )


def blames(found: tuple[Blame, ...], state: State, context: Context) -> Text:
    """The sentences alone."""
    return items([line(f"letter.fault.{each.fault}", state, context, words=_shown(each)) for each in found])


def _shown(blame: Blame) -> Value:
    """The words that show a fault; a count as a number, which each language groups in its own way."""
    return int(blame.words) if blame.fault in {LetterFault.LONG, LetterFault.ANSWERS} else blame.words


def unanswered(draft: Draft, context: Context) -> BroadcastStage | None:
    """The first question about what it says that has no good answer; None where all have."""
    if not draft.letter.text:
        return BroadcastStage.WHAT
    if wrong(draft.letter, context):
        return BroadcastStage.WORDS
    return BroadcastStage.ANSWERS if draft.is_poll and not draft.letter.answers else None


def as_read(letter: Letter, place: PlaceCode | None, state: State, context: Context) -> Message:
    """A letter as this admin would read it; its buttons do nothing."""
    own, home = context.facts.own_class, state.profile.place
    code = (own.classroom.place_code if own is not None else None) or (PlaceCode(home) if home else place)
    where = place_name(code, state, context) if code is not None else ""
    reader = Reader(where, own.classroom.title if own else "", own.names if own else "")
    said = message(BroadcastId(0), letter, reader, state, context)
    harmless = tuple(Choice(drafting("tried", str(n)), each.label) for n, each in enumerate(said.choices))
    return replace(said, choices=harmless)
