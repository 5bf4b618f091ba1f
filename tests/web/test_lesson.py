"""The first lesson in a browser, from the first screen to the card to keep."""

from playwright.sync_api import expect

from tests.web.browser import slow_down
from tests.web.conftest import NewTalk
from tests.web.talk import Talk

PROMPT = "Hãy giải thích AI là gì cho mẹ tôi, 65 tuổi, trồng chè, mới biết dùng Zalo."


def test_by_touch_on_a_slow_line(new_talk: NewTalk) -> None:
    talk = new_talk()
    slow_down(talk.page)
    learn(talk.open())


def test_by_keyboard_alone(new_talk: NewTalk) -> None:
    learn(new_talk(is_by_keyboard=True).open())


def test_without_a_script(new_talk: NewTalk) -> None:
    learn(new_talk(has_script=False).open())


def learn(talk: Talk) -> None:
    expect(talk.newest).to_contain_text("máy trả lời tự động")
    talk.agree()
    own = talk.own.count()
    expect(talk.newest).to_contain_text("Cụ Hoà trồng chè")
    talk.press("Tiếp", "Tiếp", "Tiếp")
    expect(talk.newest).to_contain_text("thứ nào là AI biết viết?")
    talk.press("Máy tính bỏ túi ngoài chợ")
    expect(talk.newest).to_contain_text("Bác thử lại nhé")
    talk.press("Gợi ý")
    expect(talk.newest).to_contain_text("Bác tìm thứ viết ra được câu mới.")
    talk.press("Ứng dụng viết thư hộ")
    expect(talk.newest).to_contain_text("Đúng rồi!")
    talk.press("Tiếp", "Tiếp", "Sai", "Tiếp")
    expect(talk.newest.locator("strong").first).to_have_text("câu nhờ AI")
    talk.say(PROMPT)
    expect(talk.newest).to_contain_text("Bác đổi sang việc của bác nhé")
    talk.press("Tiếp")
    expect(talk.newest).to_contain_text("AI là máy biết viết")
    talk.press("Cất thẻ, xong bài")
    expect(talk.own).to_have_count(own + 13)
    expect(talk.newest).to_contain_text("Cháu cất thẻ vào sổ tay cho bác rồi")
