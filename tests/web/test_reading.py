"""Where a page begins: where reading begins, and never without the menu."""

import pytest
from playwright.sync_api import Locator, expect

from tests.web.browser import SCREEN
from tests.web.conftest import NewTalk
from tests.web.talk import Talk

WIDTH, HEIGHT = SCREEN


def is_seen(place: Locator) -> bool:
    """Whether all of it stands on the screen, above the bar where one writes."""
    box, bar = place.bounding_box(), place.page.locator("#foot").bounding_box()
    assert box is not None
    assert bar is not None
    return box["y"] >= -1 and box["y"] + box["height"] <= bar["y"] + 1


def settled(talk: Talk) -> None:
    talk.page.wait_for_function("document.readyState === 'complete'")


@pytest.mark.parametrize("has_script", [True, False])
def test_the_first_page_begins_at_its_very_top_with_the_first_button_in_sight(
    new_talk: NewTalk, *, has_script: bool
) -> None:
    talk = new_talk(has_script=has_script).open()
    settled(talk)
    assert is_seen(talk.page.get_by_role("heading", name="Bạn Học AI"))
    assert is_seen(talk.choice("Đồng ý, học luôn"))


@pytest.mark.parametrize("has_script", [True, False])
def test_a_question_is_in_sight_however_many_answers_it_has(new_talk: NewTalk, *, has_script: bool) -> None:
    talk = new_talk(has_script=has_script).open()
    talk.press("Đồng ý, học luôn")
    settled(talk)
    expect(talk.newest).to_contain_text("Máy nên xưng hô thế nào")
    assert is_seen(talk.newest)


@pytest.mark.parametrize("has_script", [True, False])
def test_the_menu_is_at_hand_in_a_long_talk(new_talk: NewTalk, *, has_script: bool) -> None:
    talk = new_talk(has_script=has_script).open()
    talk.agree()
    talk.press("Tiếp", "Tiếp")
    page = talk.page
    for where in ("0", "document.body.scrollHeight / 2", "document.body.scrollHeight"):
        if has_script:
            page.evaluate(f"scrollTo(0, {where})")
        menu = page.locator("summary").bounding_box()
        assert menu is not None
        assert min(menu["width"], menu["height"]) >= 44
        assert 0 <= menu["y"] <= HEIGHT - menu["height"]
    page.locator("summary").tap()
    last = page.get_by_role("button", name="Thoát khỏi máy này").bounding_box()
    first = page.get_by_role("button", name="Bài học").bounding_box()
    assert first is not None
    assert last is not None
    assert first["y"] >= 0
    assert last["y"] + last["height"] <= HEIGHT
    assert last["x"] + last["width"] <= WIDTH
