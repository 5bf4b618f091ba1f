"""Which messages share a bubble: what was added to one a moment later stands in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.model.text import Text
from bot.store.outbox import Shown


@dataclass(frozen=True, slots=True)
class Bubbles:
    """Messages as a page shows them.

    `own` have a bubble each; `inside` is what was added to one of these since, by its number; `below` is what is added
    to bubbles that the page has already, with their numbers. What is added is given without what it adds to.
    """

    own: tuple[Shown, ...]
    inside: Mapping[int, tuple[Shown, ...]]
    below: tuple[tuple[int, Shown], ...]


def bubbles(shown: Sequence[Shown], before: Sequence[Shown] = ()) -> Bubbles:
    """Puts a message that replaces another, and says the same and more, into the bubble of that.

    One that replaces another by something else has a bubble of its own: what the person did stands between the two.

    Args:
        shown: the messages, oldest first.
        before: earlier ones, which the page has already and some of those may replace, oldest first.
    """
    own: dict[int, Shown] = {}
    added: list[tuple[int, Shown]] = []
    reads: dict[str, tuple[int, Text]] = {}
    for each in (*before, *shown):
        number, text = reads.get(each.replaces or "", (each.number, ()))
        rest = each.message.text[len(text) :]
        if number != each.number and rest and text + rest == each.message.text:
            added.append((number, replace(each, message=replace(each.message, text=rest))))
        else:
            number = each.number
            own[number] = each
        if each.key is not None:
            reads[each.key] = (number, each.message.text)
    new = {each.number for each in shown}
    inside = {number: tuple(each for at, each in added if at == number) for number, _ in added if number in new}
    return Bubbles(
        tuple(_seen(each, inside.get(number, ())) for number, each in own.items() if number in new),
        inside,
        tuple((number, each) for number, each in added if each.number in new and number not in new),
    )


def _seen(bubble: Shown, inside: Sequence[Shown]) -> Shown:
    """A bubble has been seen once all that is in it has."""
    return replace(bubble, is_seen=all(each.is_seen for each in (bubble, *inside)))


def wanted(shown: Sequence[Shown]) -> frozenset[str]:
    """The keys of what some messages replace that does not stand among them."""
    known: set[str] = set()
    replaced: set[str] = set()
    for each in shown:
        if each.replaces is not None and each.replaces not in known:
            replaced.add(each.replaces)
        if each.key is not None:
            known.add(each.key)
    return frozenset(replaced)
