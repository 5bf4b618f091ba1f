"""Help that staff gave beside people: what a step may know of it, and what its effects do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Connection

from bot.model.dialogue import State
from bot.model.effects import ConfirmHelp, NoteHelp, OfHelp
from bot.model.events import Event
from bot.model.helps import Given, Standing, Tally, Work
from bot.model.ids import HelpCode, LearnerId
from bot.policy.helping import Claim, standing
from bot.store import helps
from bot.store.batch import Seat
from bot.store.helps import Kept, Witness
from bot.store.work import tallies
from bot.tutor.context import Facts, Need
from bot.tutor.helps import named


@dataclass(frozen=True, slots=True)
class _Asked:
    """Somebody with the code of a help: as its witness, what they may do, and how often they confirmed today."""

    kept: Kept
    by: Witness
    standing: Standing
    today: int


def with_help(
    connection: Connection,
    found: Sequence[Facts],
    events: Sequence[tuple[Seat, Event]],
    states: Sequence[State],
    wanted: Sequence[frozenset[Need]],
    midnight: datetime,
    now: datetime,
) -> list[Facts]:
    """Everybody's facts with what they need of helps; those that a step names are locked until the transaction ends.

    Args:
        connection: the batch's transaction.
        found: the facts without.
        events: what happened, and where.
        states: where everybody stands.
        wanted: what everybody's step needs.
        midnight: when the local day began.
        now: when it happens.
    """
    codes = [
        named(event, state) if Need.GIVEN in needs else None
        for (_, event), state, needs in zip(events, states, wanted, strict=True)
    ]
    claims = [(seat, code) for (seat, _), code in zip(events, codes, strict=True) if code is not None]
    given = _given(connection, claims, midnight.date(), now) if claims else {}
    done = _work(connection, events, wanted, midnight)
    return [
        replace(own, given=given.get((seat.id, code)) if code is not None else None, work=done.get(own.number))
        if code is not None or Need.WORK in needs
        else own
        for own, (seat, _), code, needs in zip(found, events, codes, wanted, strict=True)
    ]


def _work(
    connection: Connection,
    events: Sequence[tuple[Seat, Event]],
    wanted: Sequence[frozenset[Need]],
    midnight: datetime,
) -> Mapping[int | None, Work]:
    asking = [seat.person.learner_id for (seat, _), needs in zip(events, wanted, strict=True) if Need.WORK in needs]
    ids = {of for of in asking if of is not None}
    if not ids:
        return {}
    month, overall = tallies(connection, ids, midnight.replace(day=1)), tallies(connection, ids)
    return {of: Work(month.get(of, Tally()), overall.get(of, Tally())) for of in ids}


def _given(
    connection: Connection, claims: Sequence[tuple[Seat, HelpCode]], day: date, now: datetime
) -> dict[tuple[int, HelpCode], Given]:
    return {
        (at, code): Given(code, each.kept.name, each.kept.topic, each.kept.people, each.standing)
        for (at, code), each in _asked(connection, claims, day, now).items()
    }


def _asked(
    connection: Connection, claims: Sequence[tuple[Seat, HelpCode]], day: date, now: datetime
) -> dict[tuple[int, HelpCode], _Asked]:
    """Where those stand who have the codes of helps, by the row id of their place and the code."""
    kept = helps.find(connection, {code for _, code in claims})
    if not kept:
        return {}
    own = {seat.person.learner_id for seat, _ in claims}
    marks = helps.marks(connection, {of for of in own if of is not None})
    there = [(seat, kept[code]) for seat, code in claims if code in kept]
    witnesses = [helps.witness(each, seat.address, _mark(seat, marks), day) for seat, each in there]
    said = helps.said(connection, {each.id for each in kept.values()}, witnesses)
    found = {}
    for (seat, each), by in zip(there, witnesses, strict=True):
        mine = [row for row in said if row.is_by(by)]
        claim = Claim(
            each.people,
            said=sum(row.help == each.id for row in said),
            today=len(mine),
            is_own=seat.person.learner_id == each.helper,
            is_over=now >= each.expires_at,
            has_said=any(row.help == each.id for row in mine),
        )
        found[seat.id, each.code] = _Asked(each, by, standing(claim), len(mine))
    return found


def _mark(seat: Seat, marks: Mapping[LearnerId, str]) -> str | None:
    return marks[seat.person.learner_id] if seat.person.learner_id is not None else None


def write(connection: Connection, acts: Sequence[tuple[Seat, OfHelp]], day: date, now: datetime) -> None:
    """Notes and confirms helps, in the order decided; what may no longer be confirmed changes nothing.

    Args:
        connection: the batch's transaction.
        acts: who decided what; only a learner notes a help.
        day: the local day.
        now: when.
    """
    for seat, effect in acts:
        match effect:
            case NoteHelp():
                assert seat.person.learner_id is not None, "staff are learners"
                helps.note(connection, seat.person.learner_id, effect, now)
            case ConfirmHelp(code):
                asked = _asked(connection, [(seat, code)], day, now).get((seat.id, code))
                if asked is not None and asked.standing is Standing.OPEN:
                    helps.confirm(connection, asked.kept.id, asked.by, now, is_again=asked.today > 0)
