"""Ways to go on, labelled as each person reads them."""

from dataclasses import replace
from datetime import date

from bot.locale.formats import BabelFormats
from bot.model.dialogue import State
from bot.model.learner import FormOfAddress, Profile
from bot.model.text import paragraph
from bot.tutor.context import Context, Operator
from bot.tutor.phrases import Phrases
from bot.tutor.speech import offer, way, ways
from tests.bank import catalog
from tests.play import MORNING

PHRASES = Phrases({"vi": {"m.go": paragraph("Tiếp, {bạn}"), "m.out": paragraph("Ra")}}, BabelFormats())
CONTEXT = Context(MORNING, date(2026, 11, 24), catalog(), PHRASES, Operator("Sở", "1022"))
BAC = State(profile=Profile(address=FormOfAddress.BAC))
CHI = State(profile=Profile(address=FormOfAddress.CHI))


def test_a_way_is_labelled_for_the_person_and_leads_to_the_same_place() -> None:
    assert [way("m", "go", "m.go", state, CONTEXT).label for state in (BAC, CHI, BAC)] == [
        "Tiếp, bác",
        "Tiếp, chị",
        "Tiếp, bác",
    ]
    assert way("m", "go", "m.go", BAC, CONTEXT).id == way("m", "go", "m.go", CHI, CONTEXT).id == "m:go"


def test_other_phrases_give_another_label() -> None:
    before = way("m", "go", "m.go", BAC, CONTEXT)
    edited = Phrases({"vi": {"m.go": paragraph("Đi tiếp")}}, BabelFormats())
    assert (before.label, way("m", "go", "m.go", BAC, replace(CONTEXT, phrases=edited)).label) == (
        "Tiếp, bác",
        "Đi tiếp",
    )


def test_several_ways_are_offered_in_their_order() -> None:
    offered = ways("m", "m", ("out", "go"), BAC, CONTEXT)
    assert [(choice.id, choice.label) for choice in offered] == [("m:out", "Ra"), ("m:go", "Tiếp, bác")]
    assert offered[1] == offer(offered[1].id, "m.go", BAC, CONTEXT)
