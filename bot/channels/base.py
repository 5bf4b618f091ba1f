"""What a channel can do, and what arrives by one; the core never asks which channel it is."""

from dataclasses import dataclass
from enum import StrEnum

from bot.model.events import Event


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

    `may_edit` is true where a later message may stand in the place of an earlier one, `may_add` where it does so if it
    only adds to that. `max_text_utf16` is the longest message in UTF-16 units, None where there is no limit. `is_pull`
    is true where people fetch their messages, so that a message is delivered when it is kept; `may_write_first` where
    somebody may be written to who has not written; `monthly_messages` is the budget of one account, None where there is
    none. `keeps_own_words` is true where the history has to show the person's side, too, since no platform does.
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
    may_add: bool = False


@dataclass(frozen=True, slots=True)
class Incoming:
    """An update that means something.

    `peer` is who it is from, as the platform names them. `callback_id` names a press, which its button shows as under
    way until it is answered.
    """

    update_id: int
    peer: str
    event: Event
    callback_id: str | None = None


@dataclass(frozen=True, slots=True)
class Ignored:
    """An update that means nothing here, and why; `update_id` is None for what is no update at all."""

    update_id: int | None
    reason: str
    callback_id: str | None = None
