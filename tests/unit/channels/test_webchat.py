"""How a message looks on the web page: nothing but our own tags is a tag."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.webchat import to_html
from bot.model.text import (
    Block,
    Call,
    Code,
    Emphasis,
    Items,
    Link,
    Paragraph,
    Plain,
    Preformatted,
    Quote,
    Span,
    Strong,
    Text,
)

OURS = {"p", "ul", "ol", "li", "blockquote", "pre", "strong", "em", "code", "a", "br"}


class Reader(HTMLParser):
    """Reads a page as a browser does: its tags, where its links lead, and its words."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]
        if tag != "br":
            self.open.append(tag)
        else:
            self.words += "\n"

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


def read(text: Text) -> Reader:
    reader = Reader()
    reader.feed(to_html(text))
    reader.close()
    assert reader.open == []
    return reader


def test_each_block_and_span_has_its_tag() -> None:
    text = (
        Paragraph((Plain("một\nhai "), Strong("ba"), Emphasis("bốn"), Code("năm"))),
        Items(((Plain("sáu"),),)),
        Items(((Link("bảy", "https://a.vn/?x=1&y=2"),),), is_numbered=True),
        Quote((Plain("tám"),)),
        Preformatted("chín"),
    )
    assert read(text).tags == OURS
    assert read(text).links == ["https://a.vn/?x=1&y=2"]


def test_only_an_address_on_the_web_is_a_link() -> None:
    for url in ("javascript:alert(1)", "data:text/html,x", "//a.vn"):
        assert read((Paragraph((Link("bấm", url),)),)).links == []


def test_a_number_can_be_called() -> None:
    text = (Paragraph((Call("113"), Call("0208 3<>85"))),)
    assert to_html(text) == ('<p><a href="tel:113">113</a><a href="tel:0208385">0208 3&lt;&gt;85</a></p>')


WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("<>&\"'"), max_size=20)
SPANS: st.SearchStrategy[tuple[Span, ...]] = st.lists(
    st.one_of(
        WORDS.map(Plain),
        WORDS.map(Strong),
        WORDS.map(Emphasis),
        WORDS.map(Code),
        WORDS.map(Call),
        st.builds(Link, WORDS, WORDS),
    ),
    max_size=4,
).map(tuple)
BLOCKS: st.SearchStrategy[Block] = st.one_of(
    SPANS.map(Paragraph), SPANS.map(Quote), WORDS.map(Preformatted), st.lists(SPANS, max_size=3).map(tuple).map(Items)
)


def _words(block: Block) -> str:
    match block:
        case Paragraph(spans) | Quote(spans):
            return "".join(span.text for span in spans)
        case Items(entries):
            return "".join(span.text for entry in entries for span in entry)
        case Preformatted(text):
            return text


@given(st.lists(BLOCKS, max_size=4).map(tuple))
def test_every_word_arrives_and_nothing_else_is_a_tag(text: Text) -> None:
    page = read(text)
    assert page.tags <= OURS
    assert page.words == "".join(map(_words, text))
