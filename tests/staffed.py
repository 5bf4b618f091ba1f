"""People with posts, and what they have before them, for tests of what they do in the chat."""

from datetime import timedelta

from bot.model.ids import LearnerId, PlaceCode, PostId
from bot.model.place import Place, PlaceKind, PlaceTree
from bot.model.staff import Invitation, Post, Role, Staff, key_of
from bot.tutor.context import Facts, Office
from tests.play import MORNING, NUMBER

PROVINCE, COMMUNE, HAMLET, OTHER = (PlaceCode(code) for code in ("19", "05443", "thon-3", "05446"))
TREE = PlaceTree(
    (
        Place(PROVINCE, PlaceKind.PROVINCE, "Tỉnh Thái Nguyên"),
        Place(COMMUNE, PlaceKind.COMMUNE, "Xã Tân Cương", PROVINCE),
        Place(OTHER, PlaceKind.COMMUNE, "Xã Đại Phúc", PROVINCE),
        Place(HAMLET, PlaceKind.HAMLET, "Thôn Hồng Thái", COMMUNE),
    )
)
CODE = "bghkmnrtvx23"
KEY = key_of(CODE)
OFFERED = Invitation(Role.MENTOR, COMMUNE, 1, MORNING + timedelta(days=7))
ME = LearnerId(NUMBER)


def staff_of(role: Role = Role.ADMIN, place: PlaceCode | None = COMMUNE, *, name: str = "Chú Tư") -> Staff:
    """The person of a play, with one post."""
    return Staff(ME, name, (Post(PostId(1), role, place),))


def knowing(staff: Staff | None = None, **office: object) -> Facts:
    """What there is to know, with the places."""
    return Facts(staff=staff, office=Office(**({"tree": TREE} | office)))  # type: ignore[arg-type]  # Office's own fields, by name
