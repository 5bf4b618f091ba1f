"""Builds what writes to many: by the operator's limits, and at the rates of the accounts."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.channels import telegram
from bot.policy.broadcast import Limits
from bot.service.announcing import Announcing
from bot.service.bank import Shelf
from bot.service.broadcasts import Announcer
from bot.service.dialogues import Dialogues
from bot.service.facts import Lessons
from bot.service.inbox import Inbox
from bot.service.mailing import Mailing
from bot.service.questions import Mover
from bot.service.rounds import Tutor
from bot.service.upkeep import repeated
from bot.service.world import World
from bot.settings import Settings
from bot.store.engine import Store

LOOK_SECONDS = 2.0
"""How often it is looked what time has made of broadcasts."""
PUSHED = (telegram.CHANNEL,)
"""The channels on which people are written to; elsewhere they read it when they come by."""


def announcer_of(settings: Settings, lessons: Lessons | None, mover: Mover) -> Announcer:
    """What makes and moves broadcasts; without a bank where nothing is chosen by its tracks."""
    return Announcer(
        lessons,
        Limits(settings.limit_weekly_broadcasts, settings.limit_lone_recipients, settings.limit_failed_percent / 100),
        mover.calendar,
        mover.tree,
        PUSHED,
        lambda _: settings.telegram_rate,
    )


def mailing_of(announcer: Announcer, tutor: Tutor, shelf: Shelf) -> Mailing:
    """What gives senders the recipients whose turn it is."""
    return Mailing(tutor, shelf, announcer.tree, announcer.limits, Dialogues())


@asynccontextmanager
async def announcing(store: Store, world: World, announcer: Announcer, inbox: Inbox) -> AsyncIterator[None]:
    """Looks after broadcasts until the context is left."""
    look = Announcing(store, world, announcer, inbox.settle).look
    bell = asyncio.Event()
    bell.set()  # whatever a program that was killed has left is gone on with at once
    async with repeated(look, LOOK_SECONDS, "broadcasts", bell):
        yield
