"""One event gives one answer, whatever a person does and wherever they are."""

import unicodedata
from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.model.dialogue import AtMenu, Learning, State
from bot.model.effects import Admit, BeginLesson, EraseLearner, FinishLesson, KeepEntry, MarkGone, RecordAttempt, Say
from bot.model.events import Arrived, Blocked, CalledInGroup, ChoicePressed, Media, MediaReceived, TextReceived
from bot.model.ids import ChoiceId, LessonId, OptionId
from bot.model.learner import FormOfAddress
from bot.model.lesson import Check
from bot.model.message import Kind, Message
from bot.model.text import Text, plain
from bot.tutor.context import Need
from bot.tutor.phrases import Voice, voice_for
from bot.tutor.step import step
from tests.bank import ALL_STEPS, FIRST, SECOND, catalog, lesson, option
from tests.play import Play, at_step, learner, phrases
from tests.scenes import AFTER_WELCOME, PROMPTS, SCENES, WELCOMES, visitor

WEIGHTY = (Admit, RecordAttempt, FinishLesson, KeepEntry, EraseLearner)
"""What an old or forged choice must never lead to."""
FORGED = (
    *("", "x", "l:", "l:mot-bai:mot:1:0:khong", "l:mot-bai:mot:9:2:khong", "l:khac:mot:1:2:khong", "l:a:b:c:d:e"),
    *(
        "w:agree",
        "w:guardian",
        "w:agree:2026-11-24",
        "w:address:bac",
        "w:back",
        "w:try",
        "w:under16",
        "w:privacy",
    ),
    *("a:erase_now", "a:erase_now:x", "a:address:khong", "a:language:xx", "a:x", "m:x", "n:x", "q:x"),
    *("i:audience:nobody", "i:goal:fly", "i:skip:x", "i:name:Hoa"),
)


def said_by(play: Play) -> Message:
    """The message of the newest step, which ends in it and has no other."""
    *before, last = play.effects
    assert isinstance(last, Say)
    assert not any(isinstance(effect, Say) for effect in before)
    assert plain(last.message.text).strip()
    assert "{" not in plain(last.message.text)
    return last.message


def note(key: str, play: Play, **values: str) -> Text:
    return phrases().say(key, voice_for(play.state.profile), **values)


def is_told(key: str, play: Play, **values: str) -> bool:
    """Whether the newest message begins with this phrase."""
    text = note(key, play, **values)
    return said_by(play).text[: len(text)] == text


@pytest.mark.parametrize("scene", SCENES)
def test_whoever_opens_the_chat_sees_where_they_are(scene: str) -> None:
    play = SCENES[scene]()
    before = play.place
    play.opens()
    said_by(play)
    assert replace(play.place, menu=None) == replace(before, menu=None, last_seen_at=play.now)


@pytest.mark.parametrize("media", Media)
@pytest.mark.parametrize("scene", SCENES)
def test_media_is_answered_with_a_word_and_the_present_screen(scene: str, media: Media) -> None:
    play = SCENES[scene]()
    screen = play.opens()
    play.happen(MediaReceived(media))
    assert is_told(f"media.{media}", play)
    person = [choice for choice in said_by(play).choices if choice.id == "m:ask"] if media is Media.VOICE else []
    offered = tuple(dict.fromkeys((*screen.choices, *person)))
    assert (said_by(play).kind, said_by(play).choices) == (screen.kind, offered)
    assert len(play.effects) == 1


@pytest.mark.parametrize("scene", SCENES)
def test_a_voice_note_may_be_listened_to_by_a_person(scene: str) -> None:
    play = SCENES[scene]()
    shown = play.happen(MediaReceived(Media.VOICE)).image
    assert shown is not None
    assert (shown.path, "Android" in shown.text_twin) == ("program:microphone.png", True)
    play.presses("Nhờ người thật giúp")
    assert play.tells("ask.nobody", contact="1022")
    assert len(play.effects) == 1


@pytest.mark.parametrize("scene", SCENES)
def test_whoever_stopped_the_bot_is_told_nothing_and_keeps_their_place(scene: str) -> None:
    play = SCENES[scene]()
    before, said = play.state, len(play.said)
    play.happen(Blocked())
    assert play.effects == (MarkGone(),)
    assert (play.state, len(play.said)) == (before, said)


def test_a_group_is_told_who_speaks_and_taught_nothing() -> None:
    play = Play()
    play.happen(CalledInGroup())
    assert said_by(play) == Message(Kind.NOTICE, note("group.about", play))
    assert play.place == State(last_seen_at=play.now)


@pytest.mark.parametrize("text", ["", " \n\t", "\u200b\u2060\ufeff", "\x00\x07\x1b", "😀", "👍🏽 ❤️", "...", "\ud800"])
@pytest.mark.parametrize("scene", SCENES)
def test_nothing_to_read_changes_nothing(scene: str, text: str) -> None:
    play = SCENES[scene]()
    screen, before = play.opens(), play.place
    play.types(text)
    assert is_told("unclear.blank", play)
    assert said_by(play).choices == screen.choices
    assert len(play.effects) == 1
    assert play.place == before


@pytest.mark.parametrize("scene", SCENES)
def test_an_unknown_command_is_told_and_changes_nothing(scene: str) -> None:
    play = SCENES[scene]()
    before = play.place
    play.types("/xyz")
    assert is_told("unclear.command", play, word="xyz")
    assert replace(play.place, menu=None) == replace(before, menu=None)


def test_an_unknown_command_is_told_with_its_personal_data_masked() -> None:
    play = SCENES["menu"]()
    play.types("/0912345678")
    assert is_told("unclear.command", play, word="[số điện thoại]")


@pytest.mark.no_cover  # traced line by line, each takes half a second
@pytest.mark.parametrize("text", ["dài " * 25_000, "x" * 100_000, "a\u0301\u0323" * 30_000, "\u202e" * 100_000 + "x"])
@pytest.mark.parametrize("scene", SCENES)
def test_a_very_long_text_is_answered(scene: str, text: str) -> None:
    play = SCENES[scene]()
    before = play.state.scene
    play.types(text)
    said_by(play)
    is_name = scene.endswith(": name") and len(text.strip("\u202e")) == 1
    assert is_name or play.state.scene == before
    for attempt in play.rows.attempts:
        assert len(attempt.text or "") <= play.limits.text_characters


@pytest.mark.parametrize("scene", SCENES)
def test_decomposed_text_is_read_like_composed_text(scene: str) -> None:
    for text in ("Đúng", "kiểm tra lại", "bỏ qua", "học", "giải thích AI cho bà con"):
        composed, decomposed = SCENES[scene](), SCENES[scene]()
        composed.types(text)
        decomposed.types(unicodedata.normalize("NFD", text))
        assert decomposed.effects == composed.effects
        assert decomposed.state == composed.state


@pytest.mark.parametrize("scene", SCENES)
def test_a_forged_choice_gets_a_kind_word_and_changes_nothing(scene: str) -> None:
    for choice in FORGED:
        play = SCENES[scene]()
        screen, before = play.opens(), play.place
        if any(offered.id == choice for offered in screen.choices):
            continue
        play.happen(ChoicePressed(ChoiceId(choice)))
        said_by(play)
        assert len(play.effects) == 1, choice
        if choice.startswith("w:") and scene in WELCOMES and "address" not in scene:
            continue
        assert is_told("unclear.old_choice", play), choice
        assert play.place == before, choice


@pytest.mark.parametrize("choice", ["m:menu", "m:lessons", "n:list", "i:skip:name", "a:settings", "a:erase", "a:stop"])
@pytest.mark.parametrize("scene", WELCOMES)
def test_before_the_welcome_is_over_only_its_own_choices_count(scene: str, choice: str) -> None:
    play = WELCOMES[scene]()
    before = play.state.scene
    play.happen(ChoicePressed(ChoiceId(choice)))
    assert is_told("unclear.old_choice", play)
    assert play.state.scene == before


@pytest.mark.parametrize("scene", SCENES)
def test_the_same_press_later_makes_no_second_mark(scene: str) -> None:
    for number in range(len(SCENES[scene]().said[-1].choices)):
        play = SCENES[scene]()
        press = ChoicePressed(play.said[-1].choices[number].id)
        play.happen(press)
        rows = (list(play.rows.attempts), dict(play.rows.notebook), dict(play.rows.progress))
        play.waits(seconds=10)
        play.happen(press)
        said_by(play)
        assert not any(isinstance(effect, WEIGHTY) for effect in play.effects), press
        assert rows == (play.rows.attempts, play.rows.notebook, play.rows.progress), press


@pytest.mark.parametrize("scene", SCENES)
def test_equal_inputs_give_equal_steps(scene: str) -> None:
    play = SCENES[scene]()
    for event in (Arrived(), TextReceived("1"), TextReceived("kiểm tra"), ChoicePressed(play.said[-1].choices[0].id)):
        context = play.context(frozenset(Need))
        assert step(play.state, event, context) == step(play.state, event, context)


@pytest.mark.parametrize("text", ["B", "Không", "A C"])
def test_only_the_newest_message_can_be_answered_by_a_letter_or_word(text: str) -> None:
    play = at_step("mot")
    play.types("/tiendo")
    play.types(text)
    assert not play.rows.attempts
    assert is_told("unclear.text", play)
    assert play.labels()[:3] == ("Có", "Không", "Tuỳ hôm")


@pytest.mark.parametrize("text", ["B", "b.", "Không", "đáp án b"])
def test_an_answer_typed_after_a_day_is_shown_the_question_again(text: str) -> None:
    play = at_step("mot")
    play.waits(hours=25)
    play.types(text)
    assert is_told("unclear.old_menu", play)
    assert not play.rows.attempts
    play.types(text)
    assert play.rows.attempts[-1].score == 1.0


def test_several_letters_typed_after_a_day_are_shown_the_question_again() -> None:
    play = at_step("nhieu")
    play.waits(hours=25)
    play.types("A C")
    assert not play.rows.attempts
    play.types("A C")
    assert play.rows.attempts[-1].score == 1.0


def test_a_button_counts_however_late_it_is_pressed() -> None:
    play = at_step("mot")
    play.waits(days=40)
    play.presses("Không")
    assert play.rows.attempts[-1].score == 1.0


def test_an_option_wins_over_a_command_of_the_same_word() -> None:
    asked = FIRST.steps[1]
    assert isinstance(asked, Check)
    stop = replace(asked, options=(option("dung", "Dừng", right=True), option("tiep", "Chuyển tiền")))
    play = learner(bank=catalog(lesson("mot-bai", (stop, *ALL_STEPS[-1:]), facts=("cong",))))
    play.types("dừng")
    assert play.rows.attempts[-1].score == 1.0
    assert play.state.profile.wants_news


def test_a_free_answer_wins_over_a_way_on() -> None:
    asked = next(each for each in ALL_STEPS if each.id == "ngan")
    assert isinstance(asked, Check)
    hint = replace(asked, expected=(replace(asked.expected[0], phrases=("gợi ý",)),))
    play = learner(bank=catalog(lesson("mot-bai", (hint, *ALL_STEPS[-1:]), facts=("cong",))))
    play.types("gợi ý")
    assert play.rows.attempts[-1].score == 1.0


def test_what_several_choices_begin_with_is_unclear() -> None:
    play = at_step("thu-tu")
    play.types("xyz")
    assert is_told("unclear.answer_marks", play)
    play = AFTER_WELCOME["menu"]()
    play.types("bài hay")
    assert is_told("unclear.text", play)


RETURN_SCENES = [scene for scene in AFTER_WELCOME if "visitor" not in scene]


@pytest.mark.parametrize("scene", RETURN_SCENES)
def test_after_three_days_a_learner_is_greeted_where_they_were(scene: str) -> None:
    play = AFTER_WELCOME[scene]()
    before = play.state.scene
    play.waits(days=3)
    play.opens()
    assert is_told("return.hello_lesson" if isinstance(before, Learning) else "return.hello", play)
    assert play.state.scene == before


@pytest.mark.parametrize("days", [7, 29])
@pytest.mark.parametrize("scene", RETURN_SCENES)
def test_after_a_week_there_is_a_short_way_back(scene: str, days: int) -> None:
    play = AFTER_WELCOME[scene]()
    play.waits(days=days)
    play.opens()
    if play.state.bookmark is None:
        assert is_told("return.menu", play)
        assert play.labels() == ("Học tiếp", "Về trang chính")
    else:
        assert play.tells("return.short", lesson="Bài mot-bai")
        assert play.labels() == ("Học tiếp", "Học lại bài này từ đầu", "Về trang chính")
    before = play.state.bookmark
    play.types("vâng")
    assert play.state.scene == Learning()
    assert before is None or play.state.bookmark == before


def test_after_a_month_the_card_kept_last_is_offered() -> None:
    play = AFTER_WELCOME["introduction: goal"]()
    play.types("/hoc hai-bai")
    play.waits(days=30)
    play.opens()
    assert play.labels() == ("Học tiếp", "Xem lại thẻ gần nhất", "Học lại bài này từ đầu", "Về trang chính")
    play.presses("Xem lại thẻ")
    assert "Thẻ: kiểm tra lại" in play.words()
    play.presses("Học tiếp")
    assert play.said[-1].kind is Kind.CARD


def test_after_a_month_without_a_lesson_under_way_the_card_is_offered_too() -> None:
    play = AFTER_WELCOME["introduction: name"]()
    play.waits(days=31)
    play.opens()
    assert play.labels() == ("Học tiếp", "Xem lại thẻ gần nhất", "Về trang chính")


def test_starting_again_from_the_way_back_begins_the_lesson_anew() -> None:
    play = at_step("ngan")
    play.waits(days=8)
    play.opens()
    play.presses("Học lại bài này")
    assert play.state.bookmark is not None
    assert play.state.bookmark.step == "mo-dau"


@pytest.mark.parametrize("scene", ["single check", "short check", "menu", "card"])
def test_words_after_a_week_are_no_answer_to_a_question_long_forgotten(scene: str) -> None:
    play = AFTER_WELCOME[scene]()
    play.waits(days=8)
    play.types("chào em, tôi là Hoa đây")
    assert play.tells("return.short") or play.tells("return.menu")
    play.types("ờ thế à")
    assert is_told("unclear.text", play)
    assert not play.rows.attempts


@pytest.mark.parametrize("scene", ["menu", "single check"])
def test_a_number_after_a_week_leads_to_the_way_back(scene: str) -> None:
    play = AFTER_WELCOME[scene]()
    play.waits(days=8)
    play.types("1")
    assert play.tells("return.short")


@pytest.mark.parametrize("scene", ["exercise", "evidence"])
def test_a_prompt_after_a_week_is_still_an_attempt(scene: str) -> None:
    play = PROMPTS[scene]()
    play.waits(days=8)
    play.types("giải thích AI cho bà con")
    assert play.rows.attempts


@pytest.mark.parametrize("build", [visitor, *WELCOMES.values()])
def test_whoever_has_not_begun_or_is_not_kept_stays_where_they_are(build: Callable[[], Play]) -> None:
    play = build()
    before = play.state.scene
    play.waits(days=40)
    screen = play.opens()
    assert play.state.scene == before
    assert not any(play.tells(key) for key in ("return.menu", "return.short", "return.long"))
    assert screen.choices == build().said[-1].choices


def test_a_clock_that_goes_back_harms_nobody() -> None:
    play = at_step("mot")
    play.waits(days=-40)
    play.types("B")
    assert play.rows.attempts[-1].score == 1.0


@pytest.mark.parametrize("event", [Arrived(), TextReceived("kiểm tra"), TextReceived("B"), MediaReceived(Media.FILE)])
def test_a_lesson_withdrawn_under_way_is_told(event: Arrived | TextReceived | MediaReceived) -> None:
    play = at_step("mot")
    play.bank = catalog(SECOND, facts=())
    play.happen(event)
    assert play.tells("menu.lesson_closed")
    assert play.labels() == ("Chọn bài khác", "Về trang chính")
    assert (play.state.scene, play.state.bookmark) == (AtMenu(), None)
    assert not play.rows.attempts
    play.presses("Về trang chính")
    assert play.labels()[0] == "Học bài: Bài hai-bai"


def test_commands_count_in_a_lesson_that_was_withdrawn() -> None:
    play = at_step("mot")
    play.bank = catalog(SECOND, facts=())
    play.types("/dulieu")
    assert play.tells("account.privacy")


def test_a_lesson_changed_under_way_goes_on_as_it_was_begun() -> None:
    play = at_step("mot")
    changed = tuple(
        replace(each, options=(option("moi", "Mới", right=True), option("cu", "Cũ")))
        if isinstance(each, Check)
        else each
        for each in ALL_STEPS
        if not isinstance(each, Check) or each.id == "mot"
    )
    play.bank = catalog(lesson("mot-bai", changed, version=2, facts=("cong",)), SECOND)
    play.opens()
    assert play.labels()[:3] == ("Có", "Không", "Tuỳ hôm")
    play.versions.clear()
    stale = ChoicePressed(play.choice("Không").id)
    play.happen(stale)
    assert is_told("unclear.old_choice", play)
    assert play.labels()[:2] == ("Mới", "Cũ")
    assert play.state.bookmark is not None
    assert (play.state.bookmark.version, play.state.bookmark.picked) == (2, ())


def test_an_option_that_was_picked_is_forgotten_with_the_step() -> None:
    play = at_step("nhieu")
    play.types("A")
    before = play.state.bookmark
    play.types("/hoc mot-bai/mot")
    after = play.state.bookmark
    assert before is not None
    assert before.picked == (OptionId("so"),)
    assert after is not None
    assert after.picked == ()


def test_a_learner_who_comes_for_a_lesson_is_in_it_at_once() -> None:
    play = learner()
    play.happen(Arrived(SECOND.id))
    assert play.state.bookmark is not None
    assert (play.state.bookmark.lesson, play.state.scene) == (SECOND.id, Learning())
    assert play.effects[0] == BeginLesson(SECOND.id, SECOND.content_hash)


def test_a_learner_who_comes_for_the_lesson_under_way_keeps_their_place() -> None:
    play = at_step("nhieu")
    before = play.state.bookmark
    play.types("menu")
    play.happen(Arrived(FIRST.id))
    assert play.state.bookmark == before
    assert play.state.scene == Learning()
    assert len(play.effects) == 1


def test_a_learner_who_comes_for_a_lesson_that_is_not_there_keeps_their_place() -> None:
    play = at_step("nhieu")
    before = play.state.bookmark
    play.happen(Arrived(LessonId("x")))
    assert play.tells("menu.lesson_closed")
    assert play.state.bookmark == before


def test_a_newcomer_is_addressed_as_ban() -> None:
    assert voice_for(State().profile) == Voice("vi", FormOfAddress.BAN, "vi")


def test_who_sends_more_than_is_read_is_told_so_in_one_line() -> None:
    play = at_step("viet")
    most = play.limits.text_characters
    play.types("x " * (most // 2))
    assert "ký tự đầu" not in play.words()
    play.types("y " * (most // 2) + "z")
    assert "Bác gửi dài quá, cháu chỉ đọc được 4.000 ký tự đầu thôi." in play.words()
