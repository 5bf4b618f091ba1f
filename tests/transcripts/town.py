"""Reads a transcript of several people, plays it through the real inbox and timers, and writes what each of them reads.

# …                       a remark, kept
+ hoa mentor: Cô Hoa, class      somebody with a post (mentor, admin), as they are called, and whether of the class
+ bac learner: Bác, class        somebody who learns
~ 3 giờ                   time goes by (phút, giờ, ngày); what is said meanwhile stands below it, with when
bac> [Tôi hiểu rồi]       somebody presses a choice; `(mở máy)` opens the chat, `(xoá hết)` erases oneself
bac> chữ gì đó            somebody types
  . question 1 …          what becomes of a question
bot->hoa (notice) …       what is said to somebody, whoever caused it
"""

import re
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.model.alert import Alert
from bot.model.events import Arrived
from bot.model.message import Author, Message
from bot.model.question import QuestionState
from bot.model.staff import Role
from bot.model.text import plain
from bot.store import alerts
from bot.store.tables import address, question
from tests.town import MINUTES, PROVINCE, Heard, Town

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_PERSON = re.compile(r"^\+ (?P<name>[a-z]+) (?P<what>learner|mentor|admin): (?P<called>[^,]+)(?P<in_class>, class)?$")
_SPOKEN = re.compile(r"^(?P<name>(?!bot)[a-z]+)> (?P<what>.*)$")
_TIME = re.compile(r"^~ (?P<count>\d+) (?P<unit>phút|giờ|ngày)")
_UNITS = {"phút": "minutes", "giờ": "hours", "ngày": "days"}
_DAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


class _Standing(NamedTuple):
    """What a teacher wants to know of a question."""

    state: str
    circle: str
    holder: str | None
    is_urgent: bool


async def replay(source: str, town: Town) -> str:
    """The transcript as it happens now: remarks, people, time and lines of `source`, everything else anew."""
    return "\n".join([line async for line in _lines(source, _Scene(town))]) + "\n"


async def _lines(source: str, scene: "_Scene") -> AsyncIterator[str]:
    for line in source.splitlines():
        person, spoken, passed = _PERSON.match(line), _SPOKEN.match(line), _TIME.match(line)
        if line.startswith("#"):
            yield line
        elif person is not None:
            yield line
            await scene.comes(person)
        elif passed is not None:
            yield ""
            async for each in scene.waits(passed):
                yield each
        elif spoken is not None:
            yield ""
            yield line
            async for each in scene.does(spoken["name"], spoken["what"]):
                yield each


class _Scene:
    def __init__(self, town: Town) -> None:
        self._town = town
        self._standing: dict[int, _Standing] = {}
        self._alerts: set[int] = set()

    async def comes(self, person: re.Match[str]) -> None:
        town, is_in_class = self._town, person["in_class"] is not None
        match person["what"]:
            case "learner":
                await town.comes(person["name"], form=person["called"], is_in_class=is_in_class)
            case "admin":
                await town.helps(person["name"], person["called"], Role.ADMIN, PROVINCE)
            case _:
                await town.helps(person["name"], person["called"], in_class=is_in_class)

    async def waits(self, passed: re.Match[str]) -> AsyncIterator[str]:
        clock = self._town.clock
        until = clock.at + timedelta(**{_UNITS[passed["unit"]]: int(passed["count"])})
        yield f"{passed[0]} → {_when(until)}"
        while clock.at < until:
            minutes = min(MINUTES, (until - clock.at).total_seconds() / 60)
            said = await self._town.waits(minutes=minutes)
            changes = [line async for line in self._changes()]
            if said or changes:
                yield f"  . {_when(clock.at)}"
            for line in changes:
                yield line
            for _, heard in said:
                for line in _heard(heard):
                    yield line

    async def does(self, name: str, what: str) -> AsyncIterator[str]:
        town = self._town
        if what == "(mở máy)":
            said = await town.does(name, Arrived())
        elif what == "(xoá hết)":
            said = await town.erases(name)
        elif what.startswith("[") and what.endswith("]"):
            said = await town.presses(name, what[1:-1])
        else:
            said = await town.types(name, what.replace("\\n", "\n"))
        async for line in self._changes():
            yield line
        for heard in said:
            for line in _heard(heard):
                yield line

    async def _changes(self) -> AsyncIterator[str]:
        """What became of questions, and what admins have to look at, since the last time."""
        now = await self._questions()
        for number in sorted(self._standing.keys() | now.keys()):
            new = now.get(number)
            if new != self._standing.get(number):
                yield f"  . question {number} {_told(new) if new is not None else 'gone'}"
        self._standing = now
        for each in await self._town.found(alerts.unsettled):
            if each.id not in self._alerts:
                self._alerts.add(each.id)
                yield f"  . {_alert(each)}"

    async def _questions(self) -> dict[int, _Standing]:
        holder = select(address.c.peer).where(address.c.learner_id == question.c.holder).limit(1).scalar_subquery()
        query = select(question.c.id, question.c.state, question.c.circle, holder.label("of"), question.c.is_urgent)
        rows = await self._town.found(lambda connection: connection.execute(query).all())
        return {row.id: _Standing(row.state, row.circle, row.of, bool(row.is_urgent)) for row in rows}


def _told(standing: _Standing) -> str:
    words = [standing.state]
    if standing.holder is not None:
        words.append(f"by {standing.holder}")
    if standing.state == QuestionState.OPEN:
        words.append(f"circle={standing.circle}")
    if standing.is_urgent:
        words.append("urgent")
    return " ".join(words)


def _alert(raised: Alert) -> str:
    return f"alert {raised.kind} {raised.thing}"


def _when(moment: datetime) -> str:
    local = moment.astimezone(ZONE)
    return f"{_DAYS[local.weekday()]} {local:%d/%m %H:%M}"


def _heard(heard: Heard) -> list[str]:
    message: Message = heard.message
    first, *rest = filter(None, plain(message.text).splitlines())
    by = " by a human" if message.author is Author.HUMAN else ""
    lines = [f"bot->{heard.to} ({message.kind}{by}) {first}", *(f"     {line}" for line in rest)]
    if message.choices:
        lines.append("     " + " ".join(f"[{choice.label}]" for choice in message.choices))
    return lines
