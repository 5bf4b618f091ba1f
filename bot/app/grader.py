"""Builds the other judge of attempts, where one is configured; none of its code is loaded else."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from bot.model.attempt import Criterion
from bot.model.ids import ExerciseId
from bot.model.opinion import Submission
from bot.policy.pace import Pace
from bot.service.grading import Grading, tempo_for
from bot.service.inbox import Inbox
from bot.service.outbox import Sender
from bot.service.world import World
from bot.settings import Settings
from bot.store.engine import Store
from bot.store.grading import GRADER, Budget
from bot.watch.metrics import Metrics

if TYPE_CHECKING:
    from bot.graders.openai import OpenAI

SAMPLE = Submission(
    ExerciseId("doctor"),
    "Nhờ AI soạn thông báo mời họp thôn.",
    (Criterion.TASK, Criterion.FORMAT),
    "Soạn thông báo họp thôn cho bà con, 5 gạch đầu dòng.",
)
"""What an examination asks about: nobody's words."""


def budget_of(settings: Settings) -> Budget:
    """How many attempts a day are sent, as the operator set it."""
    return Budget(settings.llm_daily_budget, settings.llm_learner_budget)


@asynccontextmanager
async def open_judge(settings: Settings, world: World) -> "AsyncIterator[OpenAI]":
    """The judge of the settings.

    Raises:
        SettingsError: its address is not one that may be called.
    """
    from bot.graders.openai import Endpoint, open_openai  # noqa: PLC0415 - most installations have no use for it

    endpoint = Endpoint(
        settings.llm_base_url,
        settings.llm_model,
        settings.llm_api_key.get_secret_value(),
        settings.llm_timeout_seconds,
        may_be_private=settings.llm_allow_private,
        proxy=settings.http_proxy or None,
    )
    async with open_openai(endpoint, world.monotonic, world.token) as judge:
        yield judge


@asynccontextmanager
async def grading(
    settings: Settings, store: Store, world: World, inbox: Inbox, metrics: Metrics
) -> AsyncIterator[None]:
    """Asks the judge about what is to be asked until the context is left; what is under way then is asked again later.

    Raises:
        SettingsError: its address is not one that may be called.
    """
    if not settings.llm_base_url:
        yield
        return
    from bot.graders.memory import Remembering  # noqa: PLC0415 - as above

    async with open_judge(settings, world) as judge:
        asked = Grading(store, world, Remembering(judge), inbox.settle, metrics)
        limits = Pace(chat_per_second=0)  # the judge is no person: nothing comes too often
        sender = Sender(store, world, asked, GRADER, limits, tempo=tempo_for(settings.llm_timeout_seconds))
        sender.start()
        try:
            yield
        finally:
            asked.stop()
            await sender.close()
