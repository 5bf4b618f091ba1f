"""Any text: words that try to be markup, to hide, to overflow."""

from hypothesis import strategies as st

from bot.model.text import (
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

ODD = (
    "<b>",
    "</b>",
    "&",
    "&lt;",
    '"',
    "<script>",
    "\x00",
    "\x1b[2J",
    "\u202e",
    "\u200b",
    "\u200d",
    "\u0301",
    "👩🏽\u200d🏫",
    "🇻🇳",
)


def words(most: int = 12) -> st.SearchStrategy[str]:
    """Words of any sort."""
    part = st.one_of(st.text(max_size=8), st.sampled_from([*ODD, " ", "\n", "Bác học AI. ", "được ạ "]))
    return st.lists(part, max_size=most).map("".join)


def long_words() -> st.SearchStrategy[str]:
    """The same again and again, up to several messages."""
    return st.tuples(words(6), st.integers(0, 400)).map(lambda drawn: drawn[0] * drawn[1])


def texts(said: st.SearchStrategy[str] | None = None, most: int = 5) -> st.SearchStrategy[Text]:
    """Texts of all blocks and spans."""
    said = words() if said is None else said
    urls = st.one_of(said, said.map("https://a.example/{}".format), st.just("https://a.example/?a=1&b=2"))
    span: st.SearchStrategy[Span] = st.one_of(
        said.map(Plain),
        said.map(Strong),
        said.map(Emphasis),
        said.map(Code),
        said.map(Call),
        st.builds(Link, said, urls),
    )
    spans = st.lists(span, max_size=4).map(tuple)
    entries = st.lists(spans, max_size=4).map(tuple)
    block = st.one_of(
        spans.map(Paragraph), spans.map(Quote), said.map(Preformatted), st.builds(Items, entries, st.booleans())
    )
    return st.lists(block, max_size=most).map(tuple)
