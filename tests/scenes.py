"""A person in every place that the talk knows, by name; each is built by what a person would do to get there."""

from collections.abc import Callable, Mapping

from bot.model.helps import Given, Standing
from bot.model.ids import HelpCode
from bot.model.staff import Role
from bot.tutor.context import Facts
from tests.announced import choosing, looking, seeing, timing, view
from tests.bank import FIRST, SECOND, catalog, lesson, shelves
from tests.play import Play, at_step, learner
from tests.staffed import CODE, OFFERED, knowing, staff_of

LESSONS = (FIRST, SECOND, *(lesson(f"bai-{n}") for n in range(1, 13)))
"""More lessons than two pages hold."""


HELPER = staff_of(Role.HELPER, None, name="Anh Nam")
TOLD = "Chiều thứ Bảy có buổi học."
"""What an admin writes to many, the same for everybody."""
GIVEN = Given(HelpCode("r4t6x8"), "Anh Nam", FIRST.track, 1, Standing.OPEN)


def helper() -> Play:
    """A learner who helps others."""
    return learner(known=Facts(staff=HELPER))


def newcomer() -> Play:
    """Somebody who has just opened the chat."""
    play = Play()
    play.opens()
    return play


def _then(start: Callable[[], Play], *labels: str) -> Callable[[], Play]:
    def build() -> Play:
        play = start()
        for label in labels:
            play.presses(label)
        return play

    return build


def _typed(start: Callable[[], Play], *lines: str) -> Callable[[], Play]:
    def build() -> Play:
        play = start()
        for line in lines:
            play.types(line)
        return play

    return build


def _at(step: str) -> Callable[[], Play]:
    return lambda: at_step(step)


visitor = _then(newcomer, "Xem thử", "Bác", "Chưa biết")
"""Somebody who looks around without consent, at the first card."""
introduced = _then(_at("the"), "Cất thẻ")
"""A learner who has finished the first lesson and is asked for a name."""
offered = _typed(lambda: learner(known=knowing(invitation=OFFERED)), f"/start {CODE}")
"""A learner who reads what they are invited to do."""
_settings = _typed(learner, "/caidat")

WELCOMES: Mapping[str, Callable[[], Play]] = {
    "notice": newcomer,
    "privacy": _then(newcomer, "Ai giữ dữ liệu"),
    "under 16": _then(newcomer, "Tôi dưới 16 tuổi"),
    "return code": _then(newcomer, "Đã học rồi"),
    "address": _then(newcomer, "Đồng ý"),
    "address of a visitor": _then(newcomer, "Xem thử"),
    "goal": _then(newcomer, "Đồng ý", "Bác"),
    "goal of a visitor": _then(newcomer, "Xem thử", "Bác"),
}
NAMES: Mapping[str, Callable[[], Play]] = {
    "introduction: name": introduced,
    "account: name": _then(_settings, "Tên gọi"),
    "invitation: name": _then(offered, "Nhận việc"),
}
PROMPTS: Mapping[str, Callable[[], Play]] = {
    "exercise": _at("viet"),
    "exercise, tried": _typed(_at("viet"), "giải thích AI cho bà con"),
    "evidence": _then(_at("lam"), "Tôi làm rồi"),
}
ANSWERS: Mapping[str, Callable[[], Play]] = {"short check": _at("ngan")}
CHOICES: Mapping[str, Callable[[], Play]] = {
    "menu": _typed(learner, "menu"),
    "lessons": _then(_typed(lambda: learner(bank=catalog(*LESSONS)), "menu"), "Chọn bài khác"),
    "tracks": _then(_typed(lambda: learner(bank=shelves()), "menu"), "Chọn bài khác"),
    "track": _then(_typed(lambda: learner(bank=shelves()), "menu"), "Chọn bài khác", "Viết câu lệnh"),
    "card": _at("mo-dau"),
    "single check": _at("mot"),
    "multiple check": _at("nhieu"),
    "multiple check, picked": _typed(_at("nhieu"), "A"),
    "true-false check": _at("dung-sai"),
    "order check": _at("thu-tu"),
    "order check, picked": _typed(_at("thu-tu"), "B"),
    "check, answered": _typed(_at("mot"), "B"),
    "short check, answered": _typed(_at("ngan"), "kiểm tra"),
    "do": _at("lam"),
    "evidence, given": _typed(PROMPTS["evidence"], "hỏi giá chè"),
    "recap": _at("the"),
    "introduction: audience": _then(introduced, "Bỏ qua"),
    "introduction: experience": _then(introduced, "Bỏ qua", "Bỏ qua"),
    "introduction: goal": _then(introduced, "Bỏ qua", "Bỏ qua", "Bỏ qua"),
    "account: settings": _settings,
    "account: address": _then(_settings, "Cách xưng hô"),
    "account: language": _then(_settings, "Ngôn ngữ"),
    "account: data": _then(_settings, "Dữ liệu"),
    "account: erase": _then(_settings, "Dữ liệu", "Xoá hết"),
    "invitation: offer": offered,
    "notebook": _typed(learner, "/sotay"),
    "progress": _typed(learner, "/tiendo"),
    "help": _typed(learner, "/help"),
    "help: topic": _typed(helper, "/giupmotnguoi"),
    "help: minutes": _then(_typed(helper, "/giupmotnguoi"), "Việc khác"),
    "help: people": _then(_typed(helper, "/giupmotnguoi"), "Việc khác", "15 phút"),
    "help: beside": _then(_typed(helper, "/giupmotnguoi"), "Việc khác", "15 phút", "2 người"),
    "help: noted": _then(_typed(helper, "/giupmotnguoi"), "Việc khác", "1 giờ", "1 người", "Có, lấy mã"),
    "help: asked": _typed(lambda: learner(known=Facts(given=GIVEN)), "xác nhận r4t6x8"),
    "broadcasts": _typed(lambda: seeing(view()), "/phatsong"),
    "broadcast: whom": lambda: choosing(words=TOLD),
    "broadcast: when": lambda: timing(words=TOLD),
    "broadcast: last look": lambda: looking(words=TOLD),
    "visitor at a card": visitor,
    "visitor at the menu": _typed(visitor, "menu"),
}

AFTER_WELCOME = {**CHOICES, **ANSWERS, **PROMPTS, **NAMES}
SCENES = {**WELCOMES, **AFTER_WELCOME}
