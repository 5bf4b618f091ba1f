"""The sample of a broadcast can be sent, and it and the reference name every field that there is."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.lessonbank.broadcast_file import Known, read_broadcast
from bot.lessonbank.broadcast_schema import AudiencePart, BroadcastFile
from bot.lessonbank.load import open_bank, shipped_bank
from bot.model.place import PlaceTree
from bot.tutor.context import Context, Operator
from bot.tutor.letters import SPELT
from bot.tutor.links import allowed_hosts
from tests.docs.pages import REFERENCE, ROOT, first_column, section
from tests.play import phrases

SAMPLE = ROOT / "docs" / "broadcasts" / "ngay-hoi.yaml"
NOW = datetime(2026, 12, 1, 3, 0, tzinfo=UTC)
FIELDS = {*BroadcastFile.model_fields, *(part.alias or name for name, part in AudiencePart.model_fields.items())}


def test_it_can_be_sent() -> None:
    bank = open_bank(shipped_bank(), today=NOW.date())
    zone = ZoneInfo("Asia/Ho_Chi_Minh")
    context = Context(NOW, NOW.date(), bank, phrases(), Operator("Sở", "1022"), zone=zone)
    known = Known(context, allowed_hosts(bank, ""), PlaceTree(), {}, ("telegram", "terminal", "web"))
    draft = read_broadcast(SAMPLE, known)
    assert (draft.letter.leads_on, draft.audience.inactive_days) == (True, 3)


def test_it_names_every_field_and_placeholder() -> None:
    sample = SAMPLE.read_text(encoding="utf-8")
    assert [field for field in sorted(FIELDS) if f"{field}:" not in sample] == []
    assert [spelt for spelt in SPELT.values() if spelt not in sample] == []


def test_the_reference_does_too() -> None:
    names = first_column(section(REFERENCE.read_text(encoding="utf-8"), "The file of a broadcast"))
    told = {name.partition(":")[0] for name in names}
    assert told == FIELDS | {"audience", *SPELT.values()}
