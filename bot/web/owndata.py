"""The pages of one's own data: everything that is kept, to be read, taken along, and erased at once."""

import json
from collections.abc import Mapping

from aiohttp import web

from bot.model.attempt import Attempt
from bot.model.events import ErasureConfirmed
from bot.model.ids import LessonId
from bot.model.learner import Consent, Progress
from bot.service.bank import Shelf
from bot.service.holdings import Holdings
from bot.service.inbox import Inbox
from bot.service.rounds import Arrival
from bot.store.kept import Kept
from bot.tutor.about import told_of, work_of
from bot.tutor.context import Operator
from bot.tutor.course import title_in
from bot.tutor.phrases import Voice
from bot.web.devices import KEPT_SECONDS
from bot.web.forms import name_of, read_form
from bot.web.lines import Lines
from bot.web.own import Reception, voice_of
from bot.web.pages import Pages

FILE_NAME = "ban-hoc-ai-du-lieu-cua-toi.json"
_DAY_SECONDS = 24 * 3600


class OwnData:
    """The handlers of one's own data.

    Args:
        inbox: takes the confirmed wish to be erased: the same door as the talk's.
        lines: the streams, whose pages are to hear of it.
        holdings: what is kept.
        shelf: the lessons' titles.
        operator: who answers for it.
        reception: answers.
        pages: the sentences.
    """

    def __init__(
        self,
        inbox: Inbox,
        lines: Lines,
        holdings: Holdings,
        shelf: Shelf,
        operator: Operator,
        reception: Reception,
        pages: Pages,
    ) -> None:
        self._inbox = inbox
        self._lines = lines
        self._holdings = holdings
        self._shelf = shelf
        self._operator = operator
        self._reception = reception
        self._pages = pages

    def routes(self) -> list[web.RouteDef]:
        """Where the handlers stand."""
        return [
            web.get("/dulieu", self.show),
            web.get("/dulieu.json", self.download),
            web.get("/dulieu/xoa", self.ask),
            web.post("/dulieu/xoa", self.erase),
        ]

    async def show(self, request: web.Request) -> web.Response:
        """All that is kept, in words; a kind word for whoever nothing is kept of."""
        kept = await self._kept(request)
        if kept is None:
            return self._nothing(request)
        return self._reception.page(request, "own.html", self._values(kept), profile=kept.profile)

    async def download(self, request: web.Request) -> web.Response:
        """The same as a file, with every row as it is kept."""
        device = self._reception.device(request)
        rows = None if device.is_new else await self._holdings.export(device.address)
        if rows is None:
            return self._nothing(request, 404)
        return web.Response(
            text=json.dumps(rows, ensure_ascii=False, indent=2),
            content_type="application/json",
            headers={"Cache-Control": "no-store", "Content-Disposition": f'attachment; filename="{FILE_NAME}"'},
        )

    async def ask(self, request: web.Request) -> web.Response:
        """Asks once more before everything is gone."""
        kept = await self._kept(request)
        if kept is None:
            return self._nothing(request)
        return self._reception.page(
            request, "own_erase.html", {"has_work": kept.staff is not None}, profile=kept.profile
        )

    async def erase(self, request: web.Request) -> web.Response:
        """Erases everything and forgets the browser; done before, it says that nothing is kept."""
        device = self._reception.device(request)
        kept = None if device.is_new else await self._holdings.about(device.address)
        if kept is None:
            response = self._nothing(request)
        else:
            name = name_of(device.address.peer, await read_form(request), "erase")
            await self._inbox.submit(Arrival(device.address, name, ErasureConfirmed()))
            if await self._holdings.is_learner(device.address):
                # A form of before an earlier erasure, or a fault that set the event aside: nothing was lost.
                self._lines.ring(device.address.peer)
                return self._reception.page(request, "own_still.html", profile=kept.profile, status=409)
            response = self._reception.page(request, "own_erased.html", profile=kept.profile)
            self._reception.note_erased(request, response)
        self._reception.forget(request, response)
        # The browser is told to forget who it was before its other windows load anew, or they would as the erased.
        await response.prepare(request)
        await response.write_eof()
        self._lines.ring(device.address.peer)
        return response

    async def _kept(self, request: web.Request) -> Kept | None:
        device = self._reception.device(request)
        return None if device.is_new else await self._holdings.about(device.address)

    def _nothing(self, request: web.Request, status: int = 200) -> web.Response:
        return self._reception.page(request, "own_nothing.html", status=status)

    def _values(self, kept: Kept) -> Mapping[str, object]:
        voice = voice_of(kept.profile)
        line, day = self._pages.speaker(voice), self._pages.day
        phrases, ai = self._pages.phrases, self._operator.ai
        sent = phrases.say("privacy.ai", voice, ai=ai) if ai else ()
        operator = {"operator": self._operator.name, "contact": self._operator.contact}
        made_at = kept.record.code_made_at
        return {
            "keeper": phrases.say("account.privacy", voice, **operator) + sent,
            "about": self._pages.about(kept.profile, voice) + work_of(kept.staff, voice, phrases),
            "classroom": kept.classroom,
            "seat": kept.seat,
            "revealed": [told_of(each, voice, phrases, day(each.made_at)) for each in kept.revealed],
            "consents": [self._consent(consent, voice) for consent in kept.consents],
            "lessons": [self._lesson(progress, voice) for progress in kept.progress],
            "attempts": [self._attempt(attempt, voice) for attempt in kept.attempts],
            "notebook": kept.notebook,
            "messages": kept.record.messages,
            "questions": kept.record.questions,
            "sessions": kept.record.sessions,
            "places": kept.record.places,
            "code": line("own.code", day=day(made_at)) if made_at is not None else line("own.no_code"),
            "days": KEPT_SECONDS // _DAY_SECONDS,
        }

    def _consent(self, consent: Consent, voice: Voice) -> str:
        line = self._pages.speaker(voice)
        key = "own.consent_guardian" if consent.by_guardian else "own.consent"
        return line(key, day=self._pages.day(consent.given_at), version=consent.version)

    def _lesson(self, progress: Progress, voice: Voice) -> str:
        line, day = self._pages.speaker(voice), self._pages.day
        words = {"lesson": self._title(progress.lesson, voice), "begun": day(progress.started_at)}
        if progress.finished_at is None:
            return line("own.lesson_open", **words)
        return line("own.lesson_done", **words, done=day(progress.finished_at))

    def _attempt(self, attempt: Attempt, voice: Voice) -> tuple[str, str, str]:
        """Which lesson and day, what came of it, and the words."""
        line = self._pages.speaker(voice)
        title = self._title(attempt.lesson, voice)
        head = line("account.data.attempt", day=self._pages.day(attempt.made_at), lesson=title)
        came = line("own.full" if attempt.score >= 1 else "own.part" if attempt.score > 0 else "own.none")
        return head, came, attempt.text or ""

    def _title(self, lesson_id: LessonId, voice: Voice) -> str:
        lesson = self._shelf.catalog.lessons.get(lesson_id)
        return lesson_id if lesson is None else title_in(lesson, voice.language)
