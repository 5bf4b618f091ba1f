"""Fifty mentors claim one question at once, through the real inbox: one has it, and the others are told who."""

import asyncio
from collections import Counter
from collections.abc import Sequence

import pytest
from sqlalchemy import Connection

from bot.model import codec
from bot.model.dialogue import AtMenu, State
from bot.model.events import ChoicePressed, TextReceived
from bot.model.ids import ChoiceId, LearnerId, QuestionId
from bot.model.learner import Consent, Profile
from bot.model.question import QuestionState
from bot.model.staff import Habits, Role
from bot.service.rounds import Arrival
from bot.store import batch, learners, questions, staff
from tests.databases import Database
from tests.fakes.tutor import Clock
from tests.town import COMMUNE, WEDNESDAY, Town, at_home

MENTORS = [f"m{number}" for number in range(50)]
ASKED = "AI có đọc được tin nhắn của tôi không?"
QUESTION = QuestionId(1)
CLAIM = ChoicePressed(ChoiceId(f"h:claim:{QUESTION}"))


async def appoint(town: Town, names: Sequence[str]) -> dict[str, LearnerId]:
    """Makes mentors of the commune, who stand at the menu."""
    now = town.clock.at

    def write(connection: Connection) -> dict[str, LearnerId]:
        at = {name: at_home(name) for name in names}
        seats = batch.take_seats(connection, at.values(), now)
        consent = Consent("1", now)
        wanted = [learners.Admission(name, seats[at[name]].id, consent) for name in names]
        found = learners.admit(connection, wanted, now)
        for name in names:
            state = State(AtMenu(), Profile(consent=consent))
            seats[at[name]].person = batch.Person(found[name], codec.dump_state(state))
            staff.keep_habits(connection, found[name], Habits(f"Cô {name}."), now)
            staff.grant(connection, found[name], Role.MENTOR, COMMUNE, now)
        batch.save_seats(connection, seats.values(), now)
        return found

    return await town.store.write(write)


async def outcome(town: Town, mentors: dict[str, LearnerId]) -> None:
    """One has it, and is at the question; each of the others reads that one's name, once."""
    thread = (await town.found(lambda at: questions.find(at, [QUESTION])))[QUESTION]
    assert (thread.question.state, thread.moves) == (QuestionState.CLAIMED, 2), "it went to the commune, then to one"
    winner = next(name for name, of in mentors.items() if of == thread.question.holder)
    said: dict[str, list[str]] = {name: [] for name in mentors}
    for heard in await town.listen():
        if heard.to in said:
            said[heard.to].append(heard.words)
    assert {name: len(words) for name, words in said.items()} == dict.fromkeys(mentors, 1)
    losers = [words[0] for name, words in said.items() if name != winner]
    assert Counter(f"Cô {winner}." in words for words in losers) == {True: len(mentors) - 1}
    assert "của bạn" in said[winner][0]
    assert await town.found(questions.held) == {mentors[winner]: 1}


async def ask(town: Town) -> None:
    await town.comes("bac", is_in_class=True)
    await town.types("bac", f"/hoi {ASKED}")


@pytest.mark.parametrize("is_one_batch", [True, False], ids=["in one batch", "one by one"])
async def test_fifty_claim_at_once(database: Database, *, is_one_batch: bool) -> None:
    store = await database.open()
    clock = Clock()
    clock.at = WEDNESDAY
    town = Town(store, clock=clock)
    await town.set_up()
    mentors = await appoint(town, MENTORS)
    await ask(town)
    await town.listen()
    claims = [Arrival(at_home(name), f"claim {name}", CLAIM) for name in MENTORS]
    if is_one_batch:
        await asyncio.gather(*map(town.inbox.submit, claims))
    else:
        for claim in claims:
            await town.inbox.submit(claim)
    await outcome(town, mentors)
    await store.close()


async def test_fifty_claim_at_once_by_two_programs(database: Database) -> None:
    stores = [await database.open(), await database.open()]
    clock = Clock()
    clock.at = WEDNESDAY
    towns = [Town(store, clock=clock) for store in stores]
    await towns[0].set_up()
    mentors = await appoint(towns[0], MENTORS)
    await ask(towns[0])
    await towns[0].listen()
    claims = [
        towns[number % 2].inbox.submit(Arrival(at_home(name), f"claim {name}", CLAIM))
        for number, name in enumerate(MENTORS)
    ]
    await asyncio.gather(*claims)
    await outcome(towns[0], mentors)
    for store in stores:
        await store.close()


async def test_learners_and_mentors_of_two_programs_do_not_wait_for_each_other(database: Database) -> None:
    """Each tells the other what they did, while the other does something: nobody is put off, nothing is lost."""
    stores = [await database.open(), await database.open()]
    clock = Clock()
    clock.at = WEDNESDAY
    first, second = (Town(store, clock=clock) for store in stores)
    await first.set_up()
    await appoint(first, ["hoa"])
    await ask(first)
    await first.inbox.submit(Arrival(at_home("hoa"), "claim", CLAIM))
    for number in range(20):
        more = Arrival(at_home("bac"), f"more {number}", TextReceived(f"/hoi thêm {number}"))
        seen = Arrival(at_home("hoa"), f"see {number}", ChoicePressed(ChoiceId(f"h:see:{QUESTION}")))
        clock.move(minutes=1)
        await asyncio.gather(first.inbox.submit(more), second.inbox.submit(seen))
    await asyncio.gather(first.inbox.settle(), second.inbox.settle())
    thread = (await first.found(lambda at: questions.find(at, [QUESTION])))[QUESTION]
    assert [each.text for each in thread.words] == [ASKED, *(f"thêm {number}" for number in range(20))]
    told = [heard for heard in await first.listen() if heard.to == "hoa"]
    assert len(told) >= 1 + 20 + 20
    for store in stores:
        await store.close()
