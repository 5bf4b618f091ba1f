"""What a text is, before any dialogue reads it: the words that people can always type, in every state."""

import unicodedata
from collections.abc import Callable

import pytest

from bot.model.dialogue import Adjusting, AtMenu, Helping, Learning, State, Welcoming
from bot.model.draft import Broadcasting
from bot.model.effects import RecordAttempt, TakePost
from bot.tutor.phrases import voice_for
from bot.tutor.route import Blank, Command, Hear, Listening, Obey, Route, UnknownCommand, route
from tests.play import Play, phrases
from tests.scenes import AFTER_WELCOME, ANSWERS, CHOICES, NAMES, PROMPTS, SCENES, WELCOMES

EVERYWHERE = tuple(Listening)
HERE = (Listening.CHOICE, Listening.ANSWER)

SPELLINGS = {
    Command.START: ("/start", "/START", "/start@BanHocBot"),
    Command.LEARN: ("/hoc", "/học", "/Học"),
    Command.MENU: ("/menu", "/ menu", "/Menu."),
    Command.ASK: ("/hoi", "/hỏi", "/HỎI"),
    Command.PROGRESS: ("/tiendo", "/tiếnđộ", "/tiến độ", "/Tien do"),
    Command.NOTEBOOK: ("/sotay", "/sổtay", "/sổ tay"),
    Command.SAMPLES: ("/mau", "/mẫu"),
    Command.SETTINGS: ("/caidat", "/càiđặt", "/cài đặt", "/settings"),
    Command.STOP: ("/dung", "/DUNG", "/dừng", "/Dừng!", "/stop", unicodedata.normalize("NFD", "/dừng")),
    Command.PRIVACY: ("/dulieu", "/dữliệu", "/dữ liệu", "/privacy"),
    Command.ERASE: ("/xoa", "/xoá", "/XÓA"),
    Command.CODE: ("/ma", "/mã"),
    Command.LARGER: ("/chuto", "/chữ to"),
    Command.HELP: ("/help", "/giup", "/giúp"),
    Command.CANCEL: ("/huy", "/hủy", "/huỷ", "/cancel"),
    Command.QUEUE: ("/cauhoi", "/câu hỏi"),
    Command.HELPED: ("/giupmotnguoi", "/giúp một người", "/Giup mot nguoi", "/giúpmộtngười"),
    Command.WORK: ("/dagiup", "/đã giúp"),
    Command.CONFIRM: ("/xacnhan", "/xác nhận"),
}
SLASHES = [(text, command) for command, texts in SPELLINGS.items() for text in texts]
WORDS = [
    ("menu", Command.MENU),
    ("Menu.", Command.MENU),
    ("học", Command.LEARN),
    ("hoc", Command.LEARN),
    ("hỏi", Command.ASK),
    ("Tiến  độ", Command.PROGRESS),
    ("tien do", Command.PROGRESS),
    ("Tôi vừa giúp một người.", Command.HELPED),
    ("toi vua giup mot nguoi", Command.HELPED),
    ("sổ tay", Command.NOTEBOOK),
    ("câu mẫu", Command.SAMPLES),
    ("Cau mau.", Command.SAMPLES),
    ("cài đặt", Command.SETTINGS),
    ("dừng", Command.STOP),
    ("dữ liệu", Command.PRIVACY),
    ("du lieu", Command.PRIVACY),
    ("xoá", Command.ERASE),
    ("Xóa!", Command.ERASE),
    ("xoá hết", Command.ERASE),
    ("xóa dữ liệu", Command.ERASE),
    ("xoa du lieu", Command.ERASE),
    ("quên tôi đi", Command.ERASE),
    ("mã", Command.CODE),
    ("mã quay lại", Command.CODE),
    ("ma quay lai", Command.CODE),
    ("chữ to", Command.LARGER),
    ("chu to", Command.LARGER),
    ("trợ giúp", Command.HELP),
    ("tro giup", Command.HELP),
    ("giúp", Command.HELP),
    ("giup!", Command.HELP),
    ("hủy", Command.CANCEL),
    ("huỷ", Command.CANCEL),
    (unicodedata.normalize("NFD", "hủy"), Command.CANCEL),
    ("thoát", Command.CANCEL),
    ("thoat", Command.CANCEL),
]
NO_COMMANDS = (
    *("đúng", "dung", "Dung", "dùng", "đừng", "ổn", "ôn", "on", "Huy", "huy", "Trúc", "truc", "lop", "hoi"),
    *("Hỏi giúp tôi cách làm thơ", "menu hôm nay", "tôi muốn dừng", "xoa", "xòa", "ma", "má", "mà", "dừng" + " ạ" * 20),
)
BARE = ("so tay", "cai dat")
"""Words that count only with their accents; bare, they may still be the label of a choice."""


@pytest.mark.parametrize("listening", EVERYWHERE)
@pytest.mark.parametrize(("text", "command"), SLASHES)
def test_a_slash_command_counts_everywhere(text: str, command: Command, listening: Listening) -> None:
    assert route(text, listening) == Obey(command)


@pytest.mark.parametrize(("text", "command"), WORDS)
def test_a_word_counts_where_choices_are_waited_for(text: str, command: Command) -> None:
    assert {route(text, listening) for listening in HERE} == {Obey(command)}


@pytest.mark.parametrize("listening", [Listening.PROMPT, Listening.NAME])
@pytest.mark.parametrize(("text", "command"), WORDS)
def test_of_the_words_only_the_ways_out_count_in_a_prompt_and_as_a_name(
    text: str, command: Command, listening: Listening
) -> None:
    is_way_out = command in {Command.MENU, Command.CANCEL, Command.HELP}
    assert route(text, listening) == (Obey(command) if is_way_out else Hear(text))


@pytest.mark.parametrize("listening", EVERYWHERE)
@pytest.mark.parametrize("text", NO_COMMANDS + BARE)
def test_a_word_that_folds_to_a_command_is_heard(text: str, listening: Listening) -> None:
    assert route(text, listening) == Hear(text)


@pytest.mark.parametrize("listening", EVERYWHERE)
@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("", Blank()),
        ("😀👍", Blank()),
        ("...", Blank()),
        ("/", Blank()),
        ("?", Obey(Command.ASK)),
        ("? AI là gì", Obey(Command.ASK, "AI là gì")),
        ("???", Obey(Command.ASK)),
        ("/start M7K2", Obey(Command.START, "M7K2")),
        ("/xacnhan h7k9m2", Obey(Command.CONFIRM, "h7k9m2")),
        ("/xác nhận h7k9m2", Obey(Command.CONFIRM, "h7k9m2")),
        ("/hoc\nmot-bai/viet", Obey(Command.LEARN, "mot-bai/viet")),
        ("/xyz abc", UnknownCommand("xyz")),
        ("/" + "x" * 90, UnknownCommand("x" * 40)),
        ("/trực", Obey(Command.DUTY)),
        ("/truc", Obey(Command.DUTY)),
        ("/nhân sự", Obey(Command.PEOPLE)),
        ("/việc", Obey(Command.ALERTS)),
        ("/mời 05443", Obey(Command.INVITE, "05443")),
        ("/ và sau đó", Hear("/ và sau đó")),
        ("/@bot", Hear("/@bot")),
    ],
)
def test_other_texts(text: str, meant: Route, listening: Listening) -> None:
    if listening is Listening.REPLY and isinstance(meant, UnknownCommand):
        meant = Hear(text)
    if listening is Listening.REPLY and text.startswith("?"):
        meant = Blank() if text.strip("?") == "" else Hear(text)
    assert route(text, listening) == meant


@pytest.mark.parametrize("text", ["xác nhận h7k9m2", "Xac nhan: H7K9M2.", "xác nhận mã h7k9m2"])
def test_whoever_was_helped_confirms_it_wherever_they_are_but_in_words_to_a_human(text: str) -> None:
    routes = {listening: route(text, listening) for listening in EVERYWHERE}
    assert routes.pop(Listening.REPLY) == Hear(text)
    assert set(routes.values()) == {Obey(Command.CONFIRM, "h7k9m2")}


@pytest.mark.parametrize(
    ("text", "code"), [("xác nhận abc123", "abc123"), ("xac nhan 123456", "123456"), ("xác nhận bgh0o1", "bgh0o1")]
)
def test_a_code_that_was_misread_is_still_one(text: str, code: str) -> None:
    assert route(text, Listening.CHOICE) == Obey(Command.CONFIRM, code)


@pytest.mark.parametrize(
    "text", ["buổi 4821", "Buổi: 4821", "buoi hoc 4821", "điểm danh 4821.", "mã buổi học: 4821", "/buổi 4821"]
)
def test_whoever_is_in_a_session_need_know_no_slash(text: str) -> None:
    assert {route(text, listening) for listening in EVERYWHERE if listening is not Listening.REPLY} == {
        Obey(Command.SESSION, "4821")
    }


@pytest.mark.parametrize("text", ["buổi 482", "buổi sáng", "buổi 4821 vui quá", "4821", "xác nhận nghiêm"])
def test_other_words_about_a_session_are_heard(text: str) -> None:
    assert route(text, Listening.CHOICE) == Hear(text)


@pytest.mark.parametrize("listening", EVERYWHERE)
@pytest.mark.parametrize("text", ["xác nhận giúp tôi", "xác nhận h7k9m", "xác nhận h7k9m2 nhé" + " ạ" * 20])
def test_without_a_code_alone_behind_it_nothing_is_confirmed(text: str, listening: Listening) -> None:
    assert route(text, listening) == Hear(text)


@pytest.mark.parametrize("text", ["menu", "hủy", "giúp", "thoát", "? tôi hỏi lại nhé", "/xyz", "Bác gõ /hoc nhé"])
def test_what_one_human_writes_to_another_is_theirs(text: str) -> None:
    assert route(text, Listening.REPLY) == Hear(text)
    assert route("/huy", Listening.REPLY) == Obey(Command.CANCEL)


TOLD = {
    "unclear": ("unclear.text", "unclear.answer_marks"),
    "unknown": ("unclear.command",),
    "first": ("welcome.first",),
    "ask": ("ask.nobody",),
    "help": ("help",),
    "larger": ("help.larger",),
    "progress": ("progress.title", "progress.visitor"),
    "notebook": ("notebook.title", "notebook.empty", "notebook.visitor"),
    "samples": ("samples.title",),
    "unread": ("helping.minutes_unread", "helping.people_unread", "sending.no_hour"),
    "no post": ("helping.none",),
    "no admin": ("broadcast.none",),
    "broadcasts": ("broadcast.empty", "broadcast.list_title"),
}


def opening(key: str, state: State) -> str:
    """The words of a phrase up to its first placeholder."""
    return phrases().line(key, voice_for(state.profile)).partition("{")[0]


def outcome(play: Play, text: str) -> str:
    """What a text led to, in a word."""
    before = play.state
    play.types(text)
    after = play.state
    if any(isinstance(effect, RecordAttempt) for effect in play.effects):
        return "attempt"
    if after.profile.name != before.profile.name or any(isinstance(effect, TakePost) for effect in play.effects):
        return "name"
    if after.profile.wants_news != before.profile.wants_news:
        return "stop"
    if before.bookmark and after.bookmark and after.bookmark.picked != before.bookmark.picked:
        return "pick"
    words = play.words()
    told = [name for name, keys in TOLD.items() if any(opening(key, after) in words for key in keys)]
    return told[0] if told else _place(after)


def _place(state: State) -> str:
    match state.scene:
        case Welcoming(stage) | Adjusting(stage):
            return stage.value
        case AtMenu():
            return "menu"
        case Learning():
            return "lesson"
        case Helping():
            return "helping"
        case Broadcasting():
            return "broadcast"
        case _:
            return "introduction"


OBEYED = {
    Command.LEARN: "lesson",
    Command.MENU: "menu",
    Command.ASK: "ask",
    Command.PROGRESS: "progress",
    Command.NOTEBOOK: "notebook",
    Command.SAMPLES: "samples",
    Command.SETTINGS: "settings",
    Command.STOP: "stop",
    Command.PRIVACY: "data",
    Command.ERASE: "erase",
    Command.CODE: "settings",
    Command.LARGER: "larger",
    Command.HELP: "help",
    Command.HELPED: "helping",
    Command.WORK: "no post",
    Command.BROADCAST: "no admin",
}
"""What a command leads to wherever one is, once the welcome is over."""
OBEYED_SLASHES = [(text, OBEYED[command]) for text, command in SLASHES if command in OBEYED]


def expected(scene: str, where: str) -> str:
    """Of a visitor there is nothing to erase; who helps tells whom they helped, and an admin writes to many."""
    if where == "helping":
        return where if scene.startswith(("help: ", "broadcast")) and scene != "help: asked" else "no post"
    if where == "no admin":
        return "broadcasts" if scene.startswith("broadcast") else where
    return "data" if where == "erase" and scene.startswith("visitor") else where


@pytest.mark.parametrize("scene", AFTER_WELCOME)
def test_slash_commands_are_obeyed_in_every_scene(scene: str) -> None:
    seen = {text: outcome(AFTER_WELCOME[scene](), text) for text, _ in OBEYED_SLASHES}
    assert seen == {text: expected(scene, where) for text, where in OBEYED_SLASHES}


@pytest.mark.parametrize("scene", AFTER_WELCOME)
def test_cancel_leads_out_and_keeps_the_place(scene: str) -> None:
    play = AFTER_WELCOME[scene]()
    before = play.state
    play.types("/huy")
    is_back = isinstance(before.scene, Adjusting | Broadcasting) and before.bookmark is not None
    assert play.state.scene == (Learning() if is_back else AtMenu())
    assert play.state.bookmark == before.bookmark


@pytest.mark.parametrize("scene", AFTER_WELCOME)
def test_start_shows_the_present_screen_and_refuses_an_unknown_code(scene: str) -> None:
    play = AFTER_WELCOME[scene]()
    before = play.state.scene
    play.types("/start")
    assert play.state.scene == before
    play.types("/start M7K2")
    assert play.state.scene == before
    assert opening("start.unknown_code", play.state) in play.words()


@pytest.mark.parametrize("scene", WELCOMES)
def test_before_the_welcome_is_over_little_is_obeyed(scene: str) -> None:
    build = WELCOMES[scene]
    stage = scene.partition(" ")[0]
    is_past_notice = stage in {"address", "goal"}
    assert outcome(build(), "/hoc") == outcome(build(), "/tiendo") == outcome(build(), "/caidat") == "first"
    assert outcome(build(), "/stop") == "stop"
    assert outcome(build(), "/help") == "help"
    assert outcome(build(), "/chuto") == "larger"
    assert outcome(build(), "/ma") == ("first" if is_past_notice else "code")
    assert outcome(build(), "/xoa") == outcome(build(), "/dulieu")
    assert outcome(build(), "? AI là gì") == "ask"
    assert outcome(build(), "/menu") == outcome(build(), "/start") == ("first" if is_past_notice else "notice")
    assert outcome(build(), "/dulieu") == (stage if is_past_notice else "privacy")
    play = build()
    assert outcome(play, "/start M7K2") == (stage if is_past_notice else "notice")
    assert opening("start.unknown_code", play.state) in play.words()


@pytest.mark.parametrize("scene", CHOICES)
def test_words_are_obeyed_where_choices_are_waited_for(scene: str) -> None:
    is_option = {("order check", "hỏi"): "pick", ("order check, picked", "hỏi"): "pick"}
    for text, command in WORDS:
        if command is not Command.CANCEL:
            wanted = is_option.get((scene, text), expected(scene, OBEYED[command]))
            assert outcome(CHOICES[scene](), text) == wanted, text


@pytest.mark.parametrize("scene", PROMPTS)
def test_in_a_prompt_all_words_but_the_ways_out_are_the_learners(scene: str) -> None:
    for text, command in WORDS:
        led_out = {Command.MENU: "menu", Command.CANCEL: "menu", Command.HELP: "help"}.get(command)
        assert outcome(PROMPTS[scene](), text) == (led_out or "attempt"), text


@pytest.mark.parametrize("scene", NAMES)
def test_while_a_name_is_asked_all_words_but_the_ways_out_are_names(scene: str) -> None:
    ways_out = {Command.MENU, Command.CANCEL, Command.HELP}
    assert {outcome(NAMES[scene](), text) for text, command in WORDS if command not in ways_out} == {"name"}
    assert "name" not in {outcome(NAMES[scene](), text) for text, command in WORDS if command in ways_out}


@pytest.mark.parametrize("scene", ANSWERS)
def test_an_expected_answer_wins_over_a_word_but_not_over_a_slash(scene: str) -> None:
    assert outcome(ANSWERS[scene](), "giúp") == "attempt"
    assert outcome(ANSWERS[scene](), "/giúp") == "help"
    assert outcome(ANSWERS[scene](), "menu") == "menu"


HEARD = {
    "return code": "code",
    **dict.fromkeys(("check, answered", "short check, answered"), "lesson"),
    **dict.fromkeys(NAMES, "name"),
    **dict.fromkeys((*PROMPTS, *ANSWERS), "attempt"),
    **dict.fromkeys(("help: minutes", "help: people", "broadcast: when"), "unread"),
}
"""What a text that is no command leads to, where it is not simply unclear."""
ANSWERED = {
    ("true-false check", "đúng"): "attempt",
    ("true-false check", "dung"): "attempt",
    ("true-false check", "Dung"): "attempt",
    ("order check", "hoi"): "pick",
    ("order check, picked", "hoi"): "pick",
    **{("introduction: experience", text): "introduction" for text in ("dung", "Dung", "dùng")},
    ("account: settings", "ma"): "lesson",
    ("account: data", "xoa"): "erase",
    ("account: erase", "xoa"): "notice",
    ("introduction: goal", "hoi"): "menu",
    ("goal", "hoi"): "lesson",
    ("goal of a visitor", "hoi"): "lesson",
    **{("help: asked", text): "lesson" for text in ("đúng", "dung", "Dung")},
}
"""Where it is an option, or how the label of one choice alone begins."""


@pytest.mark.parametrize("scene", SCENES)
def test_a_word_that_folds_to_a_command_moves_nobody(scene: str) -> None:
    for text in NO_COMMANDS:
        meant = ANSWERED.get((scene, text), HEARD.get(scene, "unclear"))
        if meant == "name" and len(text) > 40:
            continue
        play = SCENES[scene]()
        before = play.state.scene
        assert outcome(play, text) == meant, text
        assert play.state.profile.wants_news
        assert meant not in {"unclear", "attempt"} or play.state.scene == before


@pytest.mark.parametrize("build", [SCENES["true-false check"], SCENES["short check"]])
def test_dung_with_its_own_accents_stops_news_and_nothing_else(build: Callable[[], Play]) -> None:
    play = build()
    before = play.state
    assert outcome(play, "dừng") == "stop"
    assert play.state.bookmark == before.bookmark
    assert play.state.scene == before.scene
