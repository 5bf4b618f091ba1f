"""What a channel can do; the core never asks which channel it is."""

from dataclasses import dataclass
from enum import StrEnum


class Markup(StrEnum):
    """How a channel marks text up."""

    PLAIN = "plain"
    TERMINAL = "terminal"
    HTML = "html"
    TELEGRAM_HTML = "telegram_html"


class Photos(StrEnum):
    """How a picture gets into a channel; without any its words stand for it."""

    NONE = "none"
    UPLOAD = "upload"
    URL = "url"


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What one channel can do.

    `max_text_utf16` is the longest message in UTF-16 units, None where there is no limit. `is_pull` is true where
    people fetch their messages, so that a message is delivered when it is kept; `may_write_first` where somebody may
    be written to who has not written; `monthly_messages` is the budget of one account, None where there is none.
    `keeps_own_words` is true where the history has to show the person's side, too, since no platform does.
    """

    has_buttons: bool
    may_edit: bool
    max_text_utf16: int | None
    markup: Markup
    takes_start_payload: bool
    photos: Photos
    may_write_first: bool
    monthly_messages: int | None
    is_pull: bool
    keeps_own_words: bool = False
