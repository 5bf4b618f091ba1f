"""What there is to know where somebody in a transcript is staff, or is to be, or was helped by them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from bot.model.helps import OnTopic, Tally, Work
from bot.model.ids import LearnerId, PostId, TrackId
from bot.model.staff import Post, Role, Shift, Staff
from bot.tutor.context import Facts
from tests.play import MORNING
from tests.scenes import GIVEN, HELPER
from tests.staffed import COMMUNE, OFFERED, knowing, staff_of

_HOA = Staff(LearnerId(7), "Cô Hoa", (Post(PostId(3), Role.MENTOR, COMMUNE),))
KNOWN: Mapping[str, Facts] = {
    "duoc-moi-lam-nguoi-huong-dan": knowing(
        invitation=OFFERED,
        shifts=((Shift.ALL_DAY, MORNING), (Shift.EVENING, MORNING + timedelta(hours=10)), (Shift.WEEKEND, None)),
    ),
    "phu-trach-moi-va-thu-hoi": knowing(staff_of(name="Chú Tư"), people=(_HOA,)),
    "anh-nam-vua-giup-mot-nguoi": Facts(
        staff=HELPER,
        work=Work(
            Tally((OnTopic(TrackId("an-toan-so"), 15, 1), OnTopic(None, 0, 0, 30, 12)), 2, 1),
            Tally((OnTopic(TrackId("an-toan-so"), 75, 3, 30, 2), OnTopic(None, 0, 0, 30, 12)), 14, 3),
        ),
    ),
    "bac-xac-nhan-duoc-giup": Facts(given=replace(GIVEN, topic=TrackId("an-toan-so"))),
}
"""By the name of the transcript; of the others nothing is known."""
