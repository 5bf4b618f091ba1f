"""What the pages about one's own account share: whose browser asks, in what words it is answered, and how often."""

from collections.abc import Mapping

from aiohttp import web

from bot.model.learner import Profile
from bot.service.world import World
from bot.tutor.phrases import Voice, voice_for
from bot.web.devices import Device, device_of, forget, note_erased
from bot.web.limits import DEVICE_BURST, DEVICE_PER_SECOND, Limiter, TooFast
from bot.web.origin import Origin
from bot.web.pages import VOICE, Pages
from bot.web.view import is_large


class Reception:
    """Answers one browser after the other; nothing that it says is kept by any cache.

    Args:
        world: ids for browsers and forms, and the clock of the limit.
        pages: the templates.
        origin: whether cookies may do without https.
    """

    def __init__(self, world: World, pages: Pages, origin: Origin) -> None:
        self._world = world
        self._pages = pages
        self._origin = origin
        self._limit = Limiter(DEVICE_BURST, DEVICE_PER_SECOND, world.monotonic)

    def device(self, request: web.Request) -> Device:
        """The browser that asks.

        Raises:
            TooFast: it has to wait.
        """
        device = device_of(request, self._world.token)
        if not device.is_new and not self._limit.allows(device.token):
            raise TooFast
        return device

    def page(
        self,
        request: web.Request,
        template: str,
        values: Mapping[str, object] | None = None,
        *,
        profile: Profile | None = None,
        status: int = 200,
    ) -> web.Response:
        """A page in the words for that person; without a profile, in those for whoever it may be."""
        voice = voice_of(profile)
        words = {"line": self._pages.speaker(voice), "lang": voice.language, "token": self._world.token()}
        response = self._pages.page(template, {**words, "is_large": is_large(request), **(values or {})}, status)
        response.headers["Cache-Control"] = "no-store"
        return response

    def forget(self, request: web.Request, response: web.Response) -> None:
        """Takes the browser's id back."""
        forget(response, is_secure=self._origin.is_secure(request))

    def note_erased(self, request: web.Request, response: web.Response) -> None:
        """Lets the browser's other windows know that everything was erased."""
        note_erased(response, is_secure=self._origin.is_secure(request))


def voice_of(profile: Profile | None) -> Voice:
    """How to speak to a learner, or to whoever it may be."""
    return VOICE if profile is None else voice_for(profile)
