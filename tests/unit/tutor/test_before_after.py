"""An earlier prompt and the new one: what was added is marked, and nothing is said of what went away."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.text import Plain, Span, Strong
from bot.tutor.before_after import KEPT_SHARE, MOST_WORDS, diff


@pytest.mark.parametrize(
    ("before", "after", "marked"),
    [
        ("AI la gi", "Hãy giải thích AI là gì", (Strong("Hãy giải thích"), Plain(" AI là gì"))),
        ("Viết thông báo", "viết thông báo họp.", (Plain("viết thông báo "), Strong("họp."))),
        (
            "Viết thông báo họp thôn",
            "Viết thông báo  ngắn\nhọp thôn, 8 giờ",
            (Plain("Viết thông báo  "), Strong("ngắn"), Plain("\nhọp thôn, "), Strong("8 giờ")),
        ),
        ("viết bài về chè thật dài", "viết bài về chè ngắn", (Plain("viết bài về chè "), Strong("ngắn"))),
        ("viết bài", "viết bài", None),
        ("viết bài dài", "viết bài", None),
        ("viết bài về chè", "nấu món gì tối nay", None),
        ("", "viết bài", None),
        ("viết bài", "", None),
    ],
)
def test_what_was_added_is_marked(before: str, after: str, marked: tuple[Span, ...] | None) -> None:
    assert diff(before, after) == marked


@pytest.mark.parametrize(("more", "is_compared"), [(0, True), (1, False)])
def test_long_texts_are_not_compared(more: int, *, is_compared: bool) -> None:
    short, long = "viết " * 300, "viết " * (MOST_WORDS + more)
    assert (diff(short, long) is not None) is is_compared
    assert diff(long, short + "bài") is None or is_compared


TEXTS = st.lists(st.sampled_from(["viết", "Viết", "viet", "bài", "chè,", "\n", "  ", "…"]), max_size=12).map(" ".join)


@given(TEXTS, TEXTS)
def test_the_spans_are_the_whole_new_text_in_turns(before: str, after: str) -> None:
    spans = diff(before, after)
    if spans is not None:
        assert "".join(span.text for span in spans) == after.rstrip()
        assert any(isinstance(span, Strong) for span in spans)
        assert all(isinstance(one, Strong) != isinstance(two, Strong) for one, two in itertools.pairwise(spans))
        kept = sum(len(span.text.split()) for span in spans if isinstance(span, Plain))
        assert kept >= KEPT_SHARE * len(before.split())
