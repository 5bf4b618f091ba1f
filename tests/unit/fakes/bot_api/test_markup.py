"""Telegram's HTML is read as its page says, and no other."""

import pytest

from tests.fakes.bot_api.arguments import Json
from tests.fakes.bot_api.markup import parse
from tests.fakes.bot_api.refusal import Refusal


@pytest.mark.parametrize(
    ("source", "shown", "entities"),
    [
        ("không có gì", "không có gì", []),
        ("1 &lt; 2 &amp; 3 &gt; 2 &quot;&#39;&#x27;", "1 < 2 & 3 > 2 \"''", []),
        ("😀<b>a</b>", "😀a", [{"type": "bold", "offset": 2, "length": 1}]),
        ("<strong>a</strong>", "a", [{"type": "bold", "offset": 0, "length": 1}]),
        (
            "<b>a<i>b</i></b>",
            "ab",
            [{"type": "bold", "offset": 0, "length": 2}, {"type": "italic", "offset": 1, "length": 1}],
        ),
        (
            '<a href="https://vi.du/?a=1&amp;b">x</a>',
            "x",
            [{"type": "text_link", "offset": 0, "length": 1, "url": "https://vi.du/?a=1&b"}],
        ),
        ('<span class="tg-spoiler">x</span>', "x", [{"type": "spoiler", "offset": 0, "length": 1}]),
        (
            '<pre><code class="language-python">x</code></pre>',
            "x",
            [{"type": "pre", "offset": 0, "length": 1, "language": "python"}],
        ),
        (
            "<blockquote expandable>x <code>y</code></blockquote>",
            "x y",
            [
                {"type": "expandable_blockquote", "offset": 0, "length": 3},
                {"type": "code", "offset": 2, "length": 1},
            ],
        ),
        ('<tg-emoji emoji-id="5">👍</tg-emoji>', "👍", [{"type": "custom_emoji", "offset": 0, "length": 2}]),
        ("<b></b>x", "x", []),
    ],
)
def test_markup_is_read(source: str, shown: str, entities: list[Json]) -> None:
    text, found = parse(source)
    assert text == shown
    for entity in found:
        entity.pop("custom_emoji_id", None)
    assert found == entities


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("a < b", "Unclosed start tag at byte offset 2"),
        ("ô <h1>b</h1>", 'Unsupported start tag "h1" at byte offset 3'),
        ("a <- b -> c", 'Unsupported start tag "-" at byte offset 2'),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b><i>a</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ('<span class="x">a</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("a & b", "a bare & at 2"),
        ("&nbsp;", "a bare & at 0"),
        ("a > b", "a bare > at 2"),
        ('<b onclick="x">a</b>', "attributes ['onclick'] of tag b"),
        ('<a href="trang-khac">a</a>', "a link to 'trang-khac' would be dropped"),
        ("<a>a</a>", "a link to '' would be dropped"),
        ("<code><b>a</b></code>", "bold overlaps ['code']"),
        ("<b><code>a</code></b>", "code overlaps ['bold']"),
        ("<blockquote><blockquote>a</blockquote></blockquote>", "blockquote within ['blockquote']"),
        ('<a href="https://a"><a href="https://b">a</a></a>', "text_link within ['text_link']"),
        ('<code class="language-x">a</code>', "class of tag code"),
    ],
)
def test_bad_markup_is_refused(source: str, sentence: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse(source)
    assert refused.value.description.startswith("Bad Request: can't parse entities: ")
    assert sentence in refused.value.description
