"""What became of a broadcast by commune, as a text to read and as rows for programs for tables."""

from collections.abc import Iterator, Mapping, Sequence

from bot.cli.broadcast_desk import Desk
from bot.cli.broadcast_words import counts, standing
from bot.model.broadcast import Why
from bot.model.delivery import OPEN_STATES, DeliveryState
from bot.model.learner import Profile
from bot.service.dispatch import Commune, Report
from bot.store.outcomes import Outcome
from bot.tutor.phrases import voice_for

_COLUMNS: Mapping[str, frozenset[DeliveryState]] = {
    "sent": frozenset({DeliveryState.SENT}),
    "waiting": OPEN_STATES,
    "failed": frozenset({DeliveryState.FAILED}),
    "gone": frozenset({DeliveryState.GONE}),
    "unknown": frozenset({DeliveryState.UNKNOWN}),
    "skipped": frozenset({DeliveryState.SKIPPED}),
}
NOWHERE = "(no place told)"


def reasons(outcomes: Sequence[Outcome], desk: Desk) -> list[str]:
    """Why some did not get it, and how many each reason concerns, the most first, in Vietnamese."""
    voice = voice_for(Profile())
    return [
        desk.context.phrases.line(f"broadcast.why.{why}", voice, count=people)
        for why, people in _whys(outcomes).items()
    ]


def text(found: Report, desk: Desk) -> Iterator[str]:
    """A table to read: a line a commune, and below it each reason with how many it concerns."""
    broadcast = found.view.broadcast
    yield f"Broadcast {broadcast.id}: {broadcast.title}"
    yield f"It is {standing(broadcast, desk)}, with {counts(found.view)}."
    if found.by_commune:
        yield ""
        widest = max(len("commune"), *(len(_name(at)) for at in found.by_commune))
        yield f"{'commune':{widest}}  {'people':>7}" + "".join(f"  {name:>7}" for name in _COLUMNS)
        for at, outcomes in _in_order(found):
            numbers = (_sum(outcomes), *(_sum(outcomes, states) for states in _COLUMNS.values()))
            yield f"{_name(at):{widest}}" + "".join(f"  {number:7}" for number in numbers)
            yield from (f"    {told}" for told in reasons(outcomes, desk))
    answers = broadcast.letter.answers
    if answers:
        yield ""
        for number, answer in enumerate(answers):
            yield f"{found.view.answers.get(number, 0)}  {answer}"


def rows(found: Report, desk: Desk) -> Iterator[Sequence[object]]:
    """The same with a column for each reason, and all of them in words in the last one."""
    yield ("code", "commune", "people", *_COLUMNS, *(why.value for why in Why), "reasons")
    for at, outcomes in _in_order(found):
        whys = _whys(outcomes)
        yield (
            at[0],
            _name(at),
            _sum(outcomes),
            *(_sum(outcomes, states) for states in _COLUMNS.values()),
            *(whys.get(why, 0) for why in Why),
            "; ".join(reasons(outcomes, desk)),
        )


def _in_order(found: Report) -> list[tuple[Commune, tuple[Outcome, ...]]]:
    """By code, and whoever told no place last."""
    return sorted(found.by_commune.items(), key=lambda pair: (not pair[0][0], pair[0]))


def _name(at: Commune) -> str:
    return at[1] or NOWHERE


def _sum(outcomes: Sequence[Outcome], states: frozenset[DeliveryState] = frozenset(DeliveryState)) -> int:
    return sum(each.people for each in outcomes if each.state in states)


def _whys(outcomes: Sequence[Outcome]) -> dict[Why, int]:
    """How many each reason concerns, the most first."""
    found: dict[Why, int] = {}
    for each in outcomes:
        if each.why is not None:
            found[each.why] = found.get(each.why, 0) + each.people
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))
