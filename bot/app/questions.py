"""Builds what moves questions: by the operator's limits, the bank's holidays, and the places that were imported."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date
from zoneinfo import ZoneInfo

from bot.model.question import Circle
from bot.policy.question import Limits
from bot.service.gazetteer import Gazetteer
from bot.service.inbox import Inbox
from bot.service.mentors import Calendar
from bot.service.questions import Mover
from bot.service.timers import Timers
from bot.service.upkeep import repeated
from bot.service.world import World
from bot.settings import Settings
from bot.store.engine import Store

LOOK_SECONDS = 5.0
"""How often it is looked what time has made of questions, besides at once where one is asked."""


def mover_of(settings: Settings, holidays: Callable[[], frozenset[date]]) -> Mover:
    """What moves questions by the clocks of the settings; `holidays` are the bank's of today."""
    limits, zone = limits_of_questions(settings), ZoneInfo(settings.timezone)
    return Mover(lambda: Calendar(limits, zone, holidays()), Gazetteer().tree)


def limits_of_questions(settings: Settings) -> Limits:
    """How long questions may wait, as the operator set it."""
    return Limits(
        claim_hours=settings.limit_claim_hours,
        unclaimed_hours={
            Circle.CLASS: settings.limit_class_hours,
            Circle.COMMUNE: settings.limit_commune_hours,
            Circle.PROVINCE: settings.limit_province_hours,
            Circle.ALL: settings.limit_everywhere_hours,
            Circle.ADMINS: settings.limit_admin_hours,
        },
        urgent_minutes=settings.limit_urgent_minutes,
        urgent_claim_minutes=settings.limit_urgent_claim_minutes,
        urgent_reminder_minutes=settings.limit_urgent_admin_minutes,
        reaction_hours=settings.limit_reaction_hours,
    )


@asynccontextmanager
async def timing(store: Store, world: World, mover: Mover, inbox: Inbox) -> AsyncIterator[None]:
    """Looks after questions until the context is left."""
    bell = asyncio.Event()
    timers = Timers(store, world, mover, inbox.settle)
    inbox.askers.append(bell.set)
    async with repeated(timers.look, LOOK_SECONDS, "questions", bell):
        yield
