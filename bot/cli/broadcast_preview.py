"""A broadcast before it goes out: as each channel shows it to somebody, and how many it reaches where."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.channels import telegram, terminal
from bot.channels.telegram.keyboards import keyboard
from bot.channels.telegram.render import length_utf16, visible
from bot.channels.telegram.split import body, fit
from bot.cli.broadcast_desk import Desk
from bot.model.broadcast import Broadcast
from bot.model.dialogue import State
from bot.model.learner import FormOfAddress, Profile
from bot.model.message import Message
from bot.service.dispatch import Plan
from bot.tutor.letters import Reader, message
from bot.tutor.phrases import voice_for

_LONG = Reader(
    ("Tổ dân phố số 12 khu phố Tân Phú Trung phường Nam Sông Cầu Thượng " * 2)[:100],
    ("Lớp AI buổi tối cho bà con xóm Đồng Tiến và các xóm lân cận trong xã " * 2)[:100],
    ("Cô Nguyễn Thị Hoàng Thiên Kim, tổ công nghệ số cộng đồng thôn 3 " * 2)[:100],
)
_LONG_NAME = ("Nguyễn Phúc Hoàng Thiên Kim Thanh Nguyệt Ánh " * 2)[:40]


@dataclass(frozen=True, slots=True)
class Somebody:
    """Who reads the preview: nobody real, but at the place and in the class of somebody whom it reaches."""

    name: str
    words: Reader


def reader(plan: Plan, *, is_longest: bool) -> Somebody:
    """A sample of those whom a broadcast reaches, or somebody of whom everything is long."""
    if is_longest:
        return Somebody(_LONG_NAME, _LONG)
    sample = next(iter(plan.reach.samples), None)
    return Somebody("Hoa", Reader(sample.place, sample.classroom) if sample is not None else Reader())


def shown(found: Broadcast, who: Somebody, desk: Desk) -> Mapping[str, str]:
    """How it looks to them, by channel; a page of the web has the terminal's words, with buttons."""
    state = State(profile=Profile(address=FormOfAddress.BAC, name=who.name))
    said = message(found.id, found.letter, who.words, state, desk.context)
    pulled = terminal.render(said, colour=False, columns=None)
    copy = desk.context.phrases.line("telegram.copy", voice_for(state.profile))
    size = length_utf16(body(said))
    return {
        telegram.CHANNEL: "\n\n".join(_sent(each, copy) for each in fit(said))
        + f"\n({size} of {telegram.MOST_TEXT_UTF16} characters)",
        "web and terminal": pulled,
    }


def _sent(one: Message, copy: str) -> str:
    """One message of Telegram's: its words, and its buttons row by row."""
    board = keyboard(one, copy)
    rows = board["inline_keyboard"] if board is not None else []
    assert isinstance(rows, list)
    buttons = [" ".join(f"[{each['text']}]" for each in row) for row in rows]
    return "\n".join((visible(body(one)), *buttons))


def communes(plan: Plan) -> Iterator[str]:
    """How many it reaches in which commune, the most first."""
    if plan.by_commune:
        yield "By commune:"
    for (code, name), people in sorted(plan.by_commune.items(), key=lambda pair: (-pair[1], not pair[0][0], pair[0])):
        where = f"{name} ({code})" if code != name else code
        yield f"  {people}  {where if code else 'no place told'}"
