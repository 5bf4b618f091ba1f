"""Whoever is in danger reads a card at once, wherever they stand; their place is kept, and nothing is recorded."""

from dataclasses import replace
from datetime import date

import pytest

from bot.model.dialogue import Learning, Menu
from bot.model.effects import Say
from bot.model.events import ChoicePressed, Media, MediaReceived, TextReceived
from bot.model.ids import ChoiceId
from bot.model.learner import FormOfAddress
from bot.model.message import Choice, Kind
from bot.model.text import plain
from bot.model.triage import Urgency
from bot.tutor import safety
from bot.tutor.triage import assess
from tests.danger import NUMBERS, watchful
from tests.play import Play, at_step
from tests.scenes import SCENES

TEXTS = {
    Urgency.SCAM: "bác vừa chuyển 20 triệu cho công an trên mạng",
    Urgency.VIOLENCE: "chồng tôi đang đánh tôi, cứu tôi với",
    Urgency.CHILD: "con gái tôi 9 tuổi bị bắt cóc từ sáng",
    Urgency.SUICIDE: "tôi không muốn sống nữa",
    Urgency.RESCUE: "cháy nhà rồi, có người kẹt trong phòng, cứu với",
    Urgency.MEDICAL: "bố tôi đang co giật, tím tái",
}
FITTING = {
    Urgency.SCAM: {"113"},
    Urgency.VIOLENCE: {"113", "115"},
    Urgency.CHILD: {"113", "111", "115"},
    Urgency.SUICIDE: {"115", "111"},
    Urgency.RESCUE: {"114", "115"},
    Urgency.MEDICAL: {"115", "114"},
}
MONEY = ("ngân hàng", "tiền", "tài khoản")


def at(scene: str) -> Play:
    play = SCENES[scene]()
    play.bank = watchful()
    return play


@pytest.mark.parametrize("scene", SCENES)
def test_the_very_next_reply_is_the_card_and_the_place_is_kept(scene: str) -> None:
    play = at(scene)
    before = play.place
    card = play.types(TEXTS[Urgency.SCAM])
    assert card.kind is Kind.SAFETY
    assert [type(effect) for effect in play.effects] == [Say]
    assert play.labels()[0] == "Nhắn người thật"
    assert len(play.labels()) == 2
    kept = ("scene", "bookmark", "profile", "turn", "wanted")
    assert [getattr(play.state, name) for name in kept] == [getattr(before, name) for name in kept]


@pytest.mark.parametrize("scene", SCENES)
def test_the_way_back_leads_to_where_one_stood(scene: str) -> None:
    play, other = at(scene), at(scene)
    play.types(TEXTS[Urgency.SCAM])
    shown = play.happen(ChoicePressed(play.said[-1].choices[1].id))
    other.types(".")
    there = other.happen(MediaReceived(Media.STICKER))
    assert shown.choices == there.choices
    assert plain(there.text).endswith(plain(shown.text))


@pytest.mark.parametrize("scene", SCENES)
def test_the_way_to_a_person_is_open_everywhere(scene: str) -> None:
    play = at(scene)
    play.types(TEXTS[Urgency.VIOLENCE])
    play.presses("Nhắn người thật")
    assert play.tells("ask.nobody", contact="1022")
    assert all(number in play.words() for number in NUMBERS.values()), "nobody is left without a number"
    assert "Học tiếp" not in play.labels(), "nor is asked to learn on"


def test_numbers_are_told_to_nobody_else_who_asks() -> None:
    play = at("menu")
    play.types("/hoi")
    assert play.tells("ask.nobody", contact="1022")
    assert "113" not in play.words()


@pytest.mark.parametrize("kind", Urgency)
def test_each_kind_has_its_card_of_at_most_five_lines_with_its_numbers(kind: Urgency) -> None:
    play = at("menu")
    card = play.types(TEXTS[kind])
    words = plain(card.text)
    assert 3 <= len(card.text) <= 5
    assert {number for number in NUMBERS.values() if number in words} == FITTING[kind]
    assert "lỗi" in words or kind in {Urgency.RESCUE, Urgency.MEDICAL}, "nobody is blamed"
    assert any(word in words for word in MONEY) is (kind is Urgency.SCAM) or kind is Urgency.CHILD
    assert len(words.split()) < 110


def test_a_second_text_is_answered_by_the_card_that_fits_it() -> None:
    play = at("single check")
    first = play.types(TEXTS[Urgency.SCAM])
    assert play.types(TEXTS[Urgency.SCAM]) == first
    assert play.types(TEXTS[Urgency.SUICIDE]) != first
    play.presses("Quay lại")
    play.types("B")
    assert play.tells("check.right") or play.said[-1].kind is Kind.FEEDBACK


@pytest.mark.parametrize("kind", Urgency)
@pytest.mark.parametrize("form", FormOfAddress)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_everybody_is_spoken_to_as_they_wish(kind: Urgency, form: FormOfAddress, language: str) -> None:
    play = at("menu")
    play.state = replace(play.state, profile=replace(play.state.profile, address=form, language=language))
    words = plain(play.types(TEXTS[kind]).text)
    assert "{" not in words
    assert form.value in words.lower() or language == "en"


def test_to_learn_on_is_offered_only_where_nothing_but_money_is_at_stake() -> None:
    for kind in Urgency:
        play = at("single check")
        play.types(TEXTS[kind])
        assert isinstance(play.state.scene, Learning)
        assert play.labels()[1] == ("Học tiếp" if kind is Urgency.SCAM else "Quay lại")


@pytest.mark.parametrize("kind", Urgency)
def test_a_number_for_which_nobody_vouches_any_more_is_not_told(kind: Urgency) -> None:
    for bank in (watchful({}), watchful(valid_until=date(2026, 11, 20))):
        play = at("menu")
        play.bank = bank
        card = play.types(TEXTS[kind])
        assert card.kind is Kind.SAFETY
        assert len(card.text) >= 2
        assert not any(number in plain(card.text) for number in NUMBERS.values())


def test_another_number_may_hold_at_a_place() -> None:
    play = at("menu")
    police = play.bank.facts[safety.POLICE]
    play.bank = replace(play.bank, facts={**play.bank.facts, safety.POLICE: replace(police, by_place={"dao": "0123"})})
    play.state = replace(play.state, profile=replace(play.state.profile, place="dao"))
    assert "0123" in plain(play.types(TEXTS[Urgency.SCAM]).text)


def test_a_secret_in_it_can_still_be_taken_back() -> None:
    play = at("exercise")
    card = play.happen(TextReceived(f"{TEXTS[Urgency.SCAM]}, số của bác 0912345678", "4711"))
    assert card.kind is Kind.SAFETY
    assert [choice.id for choice in card.choices] == ["u:human:scam", "u:back:scam", "wipe:4711"]


def test_what_is_quoted_in_a_prompt_is_graded() -> None:
    told = 'Con tôi nhắn "con không muốn sống nữa". Giải thích AI cho bà con trồng chè'
    play = at("exercise")
    assert play.types(told).kind is Kind.FEEDBACK
    assert len(play.rows.attempts) == 1
    assert at("menu").types('Con tôi nhắn "con không muốn sống nữa"').kind is Kind.SAFETY


def test_whoever_is_in_danger_is_answered_in_an_exercise_too() -> None:
    play = at("exercise")
    assert play.types(TEXTS[Urgency.SCAM]).kind is Kind.SAFETY
    assert not play.rows.attempts


def test_a_cry_behind_more_than_is_read_is_heard() -> None:
    play = at("exercise")
    pasted = "Soạn giúp tôi thông báo họp thôn tối thứ Bảy, gửi bà con, giọng vui. " * 200
    assert play.types(f"{pasted}Cứu với, chồng em đang đánh em chảy máu đầu.").kind is Kind.SAFETY
    assert play.types(pasted).kind is not Kind.SAFETY


def test_what_stands_on_a_button_is_no_cry_for_help() -> None:
    words, way = TEXTS[Urgency.SCAM], ChoiceId("m:ask")
    play = at("menu")
    play.state = replace(play.state, menu=Menu((Choice(way, words),), play.now))
    typed = play.types(words)
    assert typed.kind is not Kind.SAFETY
    assert play.happen(ChoicePressed(way)).text == typed.text
    assert play.types(f"{words} rồi").kind is Kind.SAFETY


@pytest.mark.parametrize("command", ["/start", "/xacnhan"])
def test_what_a_link_brings_is_no_cry_for_help(command: str) -> None:
    by_chance = f"{command} cuu_toi_voi_chay_nha_roi"
    assert assess(by_chance, watchful().triage) is not None
    assert at("menu").types(by_chance).kind is not Kind.SAFETY
    assert at("menu").types(by_chance.replace("_", " ")).kind is Kind.SAFETY


@pytest.mark.parametrize("scene", ["exercise", "menu"])
@pytest.mark.parametrize("kind", [Urgency.SUICIDE, Urgency.VIOLENCE, Urgency.CHILD])
def test_who_tells_more_after_a_card_is_not_graded_on_it(scene: str, kind: Urgency) -> None:
    play = at(scene)
    play.types(TEXTS[kind])
    told = play.types("em buồn lắm")
    assert told.kind is Kind.SAFETY
    assert "vẫn ở đây" in plain(told.text)
    play.presses("Nhắn người thật")
    assert play.types("em không biết nói với ai").kind is Kind.SAFETY, "whoever is on duty, or nobody"
    assert not play.rows.attempts
    assert play.types("/menu").kind is not Kind.SAFETY


def test_who_goes_on_to_learn_after_a_card_is_let_go_on() -> None:
    for text in ("Viết giúp tôi thông báo mời bà con dự họp", "?AI có đọc được tin nhắn không", "ok"):
        play = at("exercise")
        play.types(TEXTS[Urgency.VIOLENCE])
        assert play.types(text).kind is not Kind.SAFETY
    play = at("exercise")
    play.types(TEXTS[Urgency.SCAM])
    assert play.types("tôi đang ở nhà").kind is not Kind.SAFETY, "money is not life"


def test_a_lesson_that_is_gone_is_no_exercise() -> None:
    play = at_step("viet")
    play.bank = replace(watchful(), lessons={})
    play.versions.clear()
    assert play.types(TEXTS[Urgency.SCAM]).kind is Kind.SAFETY


def test_a_forged_way_back_is_no_harm() -> None:
    play = at("notice")
    before = play.place
    play.happen(ChoicePressed(ChoiceId("u:back")))
    assert play.place == before
    play.happen(ChoicePressed(ChoiceId("u:elsewhere")))
    assert replace(play.place, menu=None) == replace(before, menu=None)
