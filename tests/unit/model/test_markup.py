"""The small Markdown of lessons and phrases."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.markup import MarkupError, parse
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
    Strong,
    Text,
    paragraph,
)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("", ()),
        ("Chào {bạn}.", paragraph("Chào {bạn}.")),
        ("một\nhai", paragraph("một hai")),
        ("một  \nhai", paragraph("một\nhai")),
        ("một\n\nhai", paragraph("một") + paragraph("hai")),
        ("a **b** *c* `d`", (Paragraph((Plain("a "), Strong("b"), Plain(" "), Emphasis("c"), Plain(" "), Code("d"))),)),
        ("***b***", (Paragraph((Strong("b"),)),)),
        ("[cổng](https://a.vn/b?c=1)", (Paragraph((Link("cổng", "https://a.vn/b?c=1"),)),)),
        ("[**cổng**](https://{fact:cong})", (Paragraph((Link("cổng", "https://{fact:cong}"),)),)),
        ("<https://a.vn>", (Paragraph((Link("https://a.vn", "https://a.vn"),)),)),
        ("**gọi [{n}](tel:{n}) ngay**", (Paragraph((Strong("gọi "), Call("{n}"), Strong(" ngay"))),)),
        ("- a\n- **b** c", (Items(((Plain("a"),), (Strong("b"), Plain(" c")))),)),
        ("1. a\n2. b", (Items(((Plain("a"),), (Plain("b"),)), is_numbered=True),)),
        ("> a\n> b", (Quote((Plain("a b"),)),)),
        ("```\na **b**\n\nc\n```", (Preformatted("a **b**\n\nc"),)),
        ("    a", (Preformatted("a"),)),
        ("a & b &amp; c \\*d\\*", paragraph("a & b & c *d*")),
        ("<b>a</b>", paragraph("<b>a</b>")),
        ("x<y 5>3", paragraph("x<y 5>3")),
    ],
)
def test_markdown_is_read(source: str, text: Text) -> None:
    assert parse(source) == text


@pytest.mark.parametrize(
    ("source", "line", "names"),
    [
        ("# a", 0, "heading"),
        ("a\n\n## b", 2, "heading"),
        ("a\n===", 0, "heading"),
        ("a\n\n---\n", 2, "hr"),
        ("****", 0, "hr"),
        ("a\n\n![b](c.png)", 2, "image"),
        ("- a\n\n  b", 0, "one paragraph"),
        ("- a\n  - b", 0, "one paragraph"),
        ("a\n\n- b\n-", 3, "one paragraph"),
        ("> a\n>\n> b", 0, "one paragraph"),
        ("> - a", 0, "one paragraph"),
        ("a\n\n>", 2, "one paragraph"),
    ],
)
def test_what_messages_do_not_have_is_refused_with_its_line(source: str, line: int, names: str) -> None:
    with pytest.raises(MarkupError, match=names) as refused:
        parse(source)
    assert refused.value.line == line


def refusal(source: str) -> MarkupError | None:
    try:
        parse(source)
    except MarkupError as error:
        return error
    return None


@given(st.text(alphabet=st.sampled_from("ab*_`[]()<>#->1. \n{}!&\\~|"), max_size=60))
def test_any_source_is_read_or_refused(source: str) -> None:
    refused = refusal(source)
    assert refused is None or 0 <= refused.line <= source.count("\n")
