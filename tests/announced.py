"""Broadcasts as the tests of the talk know them: how one stands, whom one reaches, and admins who write to many."""

from dataclasses import replace
from datetime import timedelta

from bot.model.broadcast import (
    Audience,
    Broadcast,
    BroadcastState,
    Letter,
    Progressing,
    Reach,
    Sample,
    Tally,
    Why,
)
from bot.model.classroom import Classroom
from bot.model.delivery import DeliveryState
from bot.model.ids import BroadcastId, ClassCode, LearnerId, PlaceCode, TrackId
from bot.model.lesson import Catalog
from bot.model.staff import Role
from bot.model.text import paragraph
from tests.bank import catalog
from tests.play import MORNING, NUMBER, Play, learner
from tests.staffed import COMMUNE, OTHER, PROVINCE, knowing, staff_of

NUMBERED = BroadcastId(5)
LAN = LearnerId(77)
"""Another admin."""
ME = LearnerId(NUMBER)
WORDS = "Chào {bạn}! Chiều thứ Bảy có buổi học."
ROOMS = (
    Classroom(3, ClassCode("h7k9m2"), TrackId("mot"), "Chiều thứ Bảy", "Cô Hoa", "Nhà văn hoá", place_code=COMMUNE),
    Classroom(4, ClassCode("h7k9m3"), TrackId("mot"), "Tối thứ Ba", "Cô Lan", "Trường cũ", place_code=OTHER),
    Classroom(5, ClassCode("h7k9m4"), TrackId("mot"), "Lớp tự do", "Cô Mai", "Ở nhà"),
)
SAMPLES = (Sample(12, "Xã Tân Cương", "Chiều thứ Bảy", "telegram"), Sample(None, "Xã Đại Phúc", "", ""))
REACH = Reach(
    {("telegram", "default"): 1_200, ("telegram", "hai"): 4, ("web", "default"): 96},
    opted_out=41,
    gone=3,
    pushed=1_204,
    ends_at=MORNING + timedelta(minutes=52),
    samples=SAMPLES,
)
"""As an issue tells it: 1,204 on Telegram, 96 on the web, 41 who want no news, 52 minutes."""
NOBODY = Reach()
COUNTS = {
    ("telegram", "default"): {
        DeliveryState.WAITING: 600,
        DeliveryState.SENT: 580,
        DeliveryState.FAILED: 20,
        DeliveryState.UNKNOWN: 4,
    },
    ("web", "default"): {DeliveryState.WAITING: 90, DeliveryState.SENT: 6},
}


def broadcast(state: BroadcastState = BroadcastState.RUNNING, **changes: object) -> Broadcast:
    """A broadcast that the other admin wrote this morning."""
    whole = Broadcast(
        NUMBERED,
        "Buổi học thứ Bảy",
        Letter(paragraph(WORDS)),
        Audience(),
        MORNING + timedelta(days=7),
        MORNING,
        state,
        place=PROVINCE,
        made_by=LAN,
        moves=3,
    )
    return replace(whole, **changes)  # type: ignore[arg-type]  # Broadcast's own fields, by name


def view(of: Broadcast | None = None, **changes: object) -> Progressing:
    """How it stands: under way, with some who wait for a visit."""
    whole = Progressing(
        of or broadcast(),
        Tally(COUNTS),
        author="Chị Lan",
        per_second=28.0,
        ends_at=MORNING + timedelta(minutes=25),
        waits_for_visit=90,
        whys={Why.UNREACHABLE: 20, Why.DOUBTFUL: 4},
    )
    return replace(whole, **changes)  # type: ignore[arg-type]  # Progressing's own fields, by name


def admin(place: PlaceCode | None = PROVINCE, reach: Reach | None = REACH, bank: Catalog | None = None) -> Play:
    """An admin, at the first card of the first lesson."""
    play = learner(url="https://hoc.example.vn", bank=bank or catalog())
    play.known = replace(knowing(staff_of(Role.ADMIN, place)), rooms=ROOMS)
    play.reaching = lambda _: reach
    return play


def writing(kind: str = "Một lời nhắn", play: Play | None = None) -> Play:
    """An admin who is asked for the words of a new broadcast, or for what comes before them."""
    play = play or admin()
    play.types("/phatsong")
    play.presses("Soạn tin mới")
    play.presses(kind)
    return play


def choosing(play: Play | None = None, words: str = WORDS) -> Play:
    """An admin who is asked who is to get it."""
    play = writing(play=play)
    play.types(words)
    return play


def timing(play: Play | None = None, words: str = WORDS) -> Play:
    """An admin who is asked when it is to go out."""
    play = choosing(play, words)
    play.presses("Tiếp tục")
    return play


def looking(play: Play | None = None, words: str = WORDS) -> Play:
    """An admin who has a last look."""
    play = timing(play, words)
    play.presses("Ngay bây giờ")
    return play


def seeing(shown: Progressing, play: Play | None = None) -> Play:
    """An admin to whom a broadcast is theirs to see."""
    play = play or admin()
    play.known = replace(play.known, broadcast=shown, broadcasts=(shown,))
    return play
