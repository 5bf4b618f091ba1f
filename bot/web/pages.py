"""Renders pages: templates with our phrases, escaped, and never with a name that was not given."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, tzinfo
from itertools import groupby

from aiohttp import web
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from bot.channels.bites import bites
from bot.channels.webchat import to_html
from bot.locale.formats import BabelFormats
from bot.model.learner import FormOfAddress, Profile
from bot.model.text import Text
from bot.store.outbox import Shown
from bot.tutor.about import about
from bot.tutor.choices import marks
from bot.tutor.phrases import Phrases, Value, Voice
from bot.web.view import is_large

VOICE = Voice("vi", FormOfAddress.BAN, "vi")
"""How a page speaks, which does not know who reads it."""


class Pages:
    """All templates.

    Args:
        phrases: the sentences.
        zone: where days begin and end.
        asset_url: where a page fetches a file.
    """

    def __init__(self, phrases: Phrases, zone: tzinfo, asset_url: Callable[[str], str]) -> None:
        self.phrases = phrases
        self._zone = zone
        self._formats = BabelFormats()
        self._environment = Environment(
            loader=PackageLoader("bot.web"),
            autoescape=select_autoescape(default=True),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals.update(
            line=self.line,
            marked_line=self._marked_line,
            asset=asset_url,
            html=_markup,
            by_day=self._by_day,
            bites=bites,
            marks=marks,
            zip=zip,
        )
        self._environment.filters["clock"] = self._clock

    def line(self, key: str, **values: Value) -> str:
        """A phrase as one plain string."""
        return self.phrases.line(key, VOICE, **values)

    def speaker(self, voice: Voice) -> Callable[..., str]:
        """Says phrases as plain strings, as `line` does, in another voice: for a page that knows who reads it."""
        return lambda key, **values: self.phrases.line(key, voice, **values)

    def about(self, profile: Profile, voice: Voice) -> tuple[str, ...]:
        """What a person told about themselves, a line for each."""
        return about(profile, voice, self.phrases)

    def day(self, moment: datetime) -> date:
        """The local day of a moment."""
        return moment.astimezone(self._zone).date()

    def text(self, template: str, values: Mapping[str, object]) -> str:
        """A template as HTML."""
        return self._environment.get_template(template).render(values)

    def page(self, template: str, values: Mapping[str, object], status: int = 200) -> web.Response:
        """A template as an answer."""
        response = web.Response(text=self.text(template, values), status=status, content_type="text/html")
        response.enable_compression()
        return response

    def public(self, request: web.Request, template: str, values: Mapping[str, object], cache: str) -> web.Response:
        """A page that is the same for everybody but for the size of its letters, and how long others may keep it."""
        response = self.page(template, {**values, "is_large": is_large(request)})
        response.headers.update({"Cache-Control": cache, "Vary": "Cookie"})
        return response

    def sorry(self, request: web.Request, key: str, status: int) -> web.Response:
        """A page with one sentence, for whoever cannot get what they asked for."""
        response = self.page("sorry.html", {"sentence": self.line(key), "is_large": is_large(request)}, status)
        response.headers["Vary"] = "Cookie"
        return response

    def _marked_line(self, key: str, **values: Value) -> Markup:
        """A phrase as HTML, with its lists and stresses."""
        return _markup(self.phrases.say(key, VOICE, **values))

    def _clock(self, moment: datetime) -> str:
        return f"{moment.astimezone(self._zone):%H:%M}"

    def _by_day(self, shown: tuple[Shown, ...]) -> list[tuple[date, str, list[Shown]]]:
        days = groupby(shown, key=lambda each: each.made_at.astimezone(self._zone).date())
        return [(day, self._formats.day(day, "vi"), list(group)) for day, group in days]


def _markup(text: Text) -> Markup:
    return Markup(to_html(text))  # noqa: S704 - `to_html` escapes whatever anybody wrote
