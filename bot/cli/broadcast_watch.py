"""How far a broadcast has come: once in words, or again and again until there is nothing to wait for."""

import json
from collections import deque
from collections.abc import Iterator

import click

from bot.cli.bars import Screen
from bot.cli.broadcast_desk import Desk
from bot.cli.broadcast_json import as_view
from bot.cli.broadcast_words import counts, span, standing
from bot.model.broadcast import BroadcastState, Progressing
from bot.model.delivery import OPEN_STATES, DeliveryState
from bot.store.broadcasts import ended

LOOK_SECONDS = 1.0
"""How often somebody who looks sees it move; the counts are a few rows, however many recipients there are."""
RATE_SECONDS = 10.0
"""Over how long the rate is taken: shorter, it would jump."""


def told(view: Progressing, desk: Desk) -> Iterator[str]:
    """Where a broadcast stands, a fact a line."""
    found = view.broadcast
    yield f"Broadcast {found.id}: {found.title}"
    yield f"It is {standing(found, desk)}; of use until {desk.local(found.valid_until)}."
    yield f"{counts(view)}."
    if view.waits_for_visit:
        yield f"{view.waits_for_visit} of them read it when they come by."
    if found.state is BroadcastState.RUNNING and _pushed(view):
        at_most = sum(desk.dispatch.announcer.rates(at) for at in _open(view, desk))
        yield f"{', '.join((f'Sent at up to {at_most:g} a second', *_left(view, desk)))}."


async def watch(view: Progressing, desk: Desk, screen: Screen, *, is_json: bool) -> None:
    """Shows how it goes on until everybody who is written to has it, or only a person can go on.

    Somebody at a terminal sees it through a pause, too.
    """
    world, of = desk.dispatch.world, view.broadcast.id
    marks: deque[tuple[float, int]] = deque()
    before = ""
    try:
        while True:
            marks.append((world.monotonic(), ended(view.tally).ended))
            while marks[-1][0] - marks[0][0] > RATE_SECONDS:
                marks.popleft()
            if is_json:
                line = json.dumps(as_view(view), ensure_ascii=False)
                if line != before:
                    click.echo(line)
                before = line
            else:
                screen.show(_share(view), _facts(view, desk), _passing(view, desk, _rate(marks)))
            if _is_at_rest(view, is_seen=screen.is_live and not is_json):
                return
            await world.sleep(LOOK_SECONDS)
            looked = await desk.dispatch.look(of)
            if not isinstance(looked, Progressing):  # a database was put in the place of this one
                return
            view = looked
    finally:
        screen.end()


def _is_at_rest(view: Progressing, *, is_seen: bool) -> bool:
    match view.broadcast.state:
        case BroadcastState.SCHEDULED:
            return False
        case BroadcastState.RUNNING:
            return view.broadcast.is_frozen and not _pushed(view)
        case BroadcastState.PAUSED:
            return not is_seen
        case _:
            return True


def _pushed(view: Progressing) -> int:
    """How many are written to and have not got it yet."""
    return view.tally.of(*OPEN_STATES) - view.waits_for_visit


def _open(view: Progressing, desk: Desk) -> list[tuple[str, str]]:
    pushed = desk.dispatch.announcer.pushed
    return [at for at, by in view.tally.counts.items() if at[0] in pushed and OPEN_STATES & by.keys()]


def _share(view: Progressing) -> float:
    """How much of what is to be sent has been, 0-1; whoever left does not count, nor who reads it on a visit."""
    total = view.tally.of() - view.tally.of(DeliveryState.GONE) - view.waits_for_visit
    return 1 - _pushed(view) / total if total else float(view.broadcast.is_frozen)


def _rate(marks: "deque[tuple[float, int]]") -> float:
    (since, before), (now, ended) = marks[0], marks[-1]
    return max(0, ended - before) / (now - since) if now > since else 0.0


def _facts(view: Progressing, desk: Desk) -> list[str]:
    found = view.broadcast
    facts = [f"{int(100 * _share(view))} %", f"{view.tally.of(DeliveryState.SENT)} of {view.tally.of()} sent"]
    if found.state is BroadcastState.RUNNING and not found.is_frozen:
        facts.append("still writing down who gets it")
    elif found.state is not BroadcastState.RUNNING:
        how, _, why = standing(found, desk).partition(": ")
        facts.insert(1, how)  # on a narrow window what stands last is left out
        facts += [why] if why else []
    facts += [f"{view.tally.of(state)} {state}" for state in _BADLY if view.tally.of(state)]
    if view.waits_for_visit:
        facts.append(f"{view.waits_for_visit} on their next visit")
    return facts


def _passing(view: Progressing, desk: Desk, rate: float) -> list[str]:
    """At which rate it is sent now, and how long it still takes."""
    if view.broadcast.state is not BroadcastState.RUNNING:
        return []
    return ([f"{rate:.1f}/s"] if rate else []) + _left(view, desk)


_BADLY = (DeliveryState.FAILED, DeliveryState.GONE, DeliveryState.UNKNOWN)


def _left(view: Progressing, desk: Desk) -> list[str]:
    """How long it still takes, where that is known."""
    if view.ends_at is None or not _pushed(view):
        return []
    now = desk.dispatch.world.now()
    return [f"{span((view.ends_at - now).total_seconds())} left", f"done by {desk.hour(view.ends_at, now)}"]
