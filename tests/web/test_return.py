"""Coming back: the page begins where one stopped reading, so that what waits is met in the order it was said."""

from playwright.sync_api import expect

from tests.web.conftest import NewTalk


def test_whoever_comes_back_begins_at_the_first_of_what_waits(new_talk: NewTalk) -> None:
    talk = new_talk().open()
    talk.agree()
    read = talk.last()
    token = talk.page.locator("#write input[name=id]").get_attribute("value") or ""
    talk.page.goto("about:blank")
    # Said while nobody looks: the answers are kept, and no page is asked for.
    for number, words in enumerate(("/menu", "/tiendo", "/help", "/menu", "/help")):
        answer = talk.page.context.request.post(
            talk.url, form={"id": f"{token[:-1]}{number}", "text": words}, max_redirects=0
        )
        assert answer.status == 303
    talk.open()
    expect(talk.articles.last).to_have_attribute("data-number", str(read + 10))
    first = talk.page.locator("#log article[data-new]:not([data-from=learner])").first
    assert first.get_attribute("data-number") == str(read + 2), "the learner's own words wait for nobody"
    talk.page.wait_for_function("document.readyState === 'complete'")
    top = first.bounding_box()
    assert top is not None
    assert -1 < top["y"] < 100, "what was said first is read first, from its first word"
    talk.page.reload()
    expect(talk.page.locator("#log article[data-new]")).to_have_count(0)
