"""What is kept about the person at an address, on both databases."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection

from bot.model import codec
from bot.model.attempt import Attempt
from bot.model.dialogue import State
from bot.model.ids import Address, ContentHash, LearnerId, LessonId, StepId
from bot.model.learner import Consent, EntryKind, NotebookEntry, Profile
from bot.model.text import paragraph
from bot.store import attempts, batch, codes, learners
from bot.store.engine import Store
from bot.store.kept import Kept, kept_about, learner_at

NOW = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
BAC = Address("web", "default", "bac")
VISITOR = Address("web", "default", "khach")
CONSENT = Consent("2026-11", NOW)
LATER = Consent("2026-12", NOW + timedelta(days=30), by_guardian=True)
LESSON = LessonId("ai-la-gi")
ATTEMPT = Attempt(LESSON, 1, StepId("viet"), 0.5, NOW, "gọi [số điện thoại]")
ENTRY = NotebookEntry(EntryKind.CARD, LESSON, StepId("the"), "Thẻ", paragraph("Luôn kiểm tra lại"), NOW)
PROFILE = Profile(consent=CONSENT, name="Hoa")


@pytest.fixture
async def bac(store: Store) -> LearnerId:
    """A learner who has done a little; and beside them a visitor."""

    def fill(connection: Connection) -> LearnerId:
        seats = batch.take_seats(connection, [BAC, VISITOR], NOW)
        admission = learners.Admission("m" * 32, seats[BAC].id, CONSENT)
        of = learners.admit(connection, [admission], NOW)["m" * 32]
        seats[BAC].person.learner_id = of
        seats[BAC].person.state = codec.dump_state(State(profile=PROFILE))
        batch.save_seats(connection, seats.values(), NOW)
        return of

    return await store.write(fill)


async def read(store: Store, of: LearnerId) -> Kept:
    return await store.read(lambda connection: kept_about(connection, of))


async def test_only_a_learners_address_leads_to_somebody(store: Store, bac: LearnerId) -> None:
    places = (BAC, VISITOR, Address("web", "default", "ai"))
    found = await store.read(lambda connection: [learner_at(connection, at) for at in places])
    assert found == [bac, None, None]


async def test_of_somebody_who_has_done_nothing_there_is_the_profile(store: Store, bac: LearnerId) -> None:
    kept = await read(store, bac)
    assert (kept.profile, kept.consents) == (PROFILE, (CONSENT,))
    assert (kept.record.places, kept.record.code_made_at) == (1, None)
    assert (kept.progress, kept.attempts, kept.notebook, kept.record.attempts) == ((), (), (), 0)


async def test_all_that_was_done_is_in_it(store: Store, bac: LearnerId) -> None:
    def learn(connection: Connection) -> None:
        learners.add_consents(connection, [(bac, LATER)])
        learners.begin_lessons(connection, [(bac, LESSON, ContentHash("a" * 64))], NOW)
        attempts.add_attempts(connection, [attempts.Graded(bac, ATTEMPT, None)])
        learners.keep_entries(connection, [learners.Kept(bac, ENTRY)])
        codes.keep_codes(connection, [(bac, "123456")], NOW)

    await store.write(learn)
    kept = await read(store, bac)
    assert kept.consents == (CONSENT, LATER)
    assert [each.lesson for each in kept.progress] == [LESSON]
    assert (kept.attempts, kept.notebook, kept.record.code_made_at) == ((ATTEMPT,), (ENTRY,), NOW)
    assert (kept.record.lessons_started, kept.record.attempts, kept.record.notebook_entries) == (1, 1, 1)
