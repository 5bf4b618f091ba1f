"""Which broadcast an event is about, whom an admin is choosing, and where they may write to many."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from bot.model.broadcast import Audience, BroadcastMove, Letter, Waiting
from bot.model.dialogue import Mentoring, State
from bot.model.draft import Broadcasting, BroadcastStage, Draft
from bot.model.events import (
    Arrived,
    BroadcastAsked,
    BroadcastMoved,
    BroadcastProgressed,
    ChoicePressed,
    Event,
    Media,
    MediaReceived,
    TextReceived,
)
from bot.model.ids import ChoiceId, ClassCode, LessonId, PlaceCode, QuestionId, TrackId
from bot.model.staff import Role
from bot.model.text import paragraph
from bot.tutor.broadcasting import Choosing, choosing, may, moves_in, named, narrowed, nodes
from bot.tutor.choices import PlainChoice, read_choice
from bot.tutor.context import Need
from bot.tutor.needs import needs
from bot.tutor.step import step
from tests.announced import NUMBERED, admin, looking, seeing, timing, view, writing
from tests.announced import choosing as chosen
from tests.play import Play, learner
from tests.staffed import COMMUNE, HAMLET, OTHER, PROVINCE


@pytest.mark.parametrize(
    ("event", "wanted"),
    [
        (BroadcastAsked(NUMBERED), NUMBERED),
        (BroadcastMoved(NUMBERED, BroadcastMove.START), NUMBERED),
        (BroadcastProgressed(NUMBERED), NUMBERED),
        (ChoicePressed(ChoiceId("f:see:5")), NUMBERED),
        (ChoicePressed(ChoiceId("f:pause:5:3")), NUMBERED),
        (ChoicePressed(ChoiceId("f:list")), None),
        (ChoicePressed(ChoiceId("f:see:x")), None),
        (ChoicePressed(ChoiceId("f:see:1234567890123")), None),
        (ChoicePressed(ChoiceId("x:set:5")), None),
        (ChoicePressed(ChoiceId("l:bai:buoc:1:1:a")), None),
        (ChoicePressed(ChoiceId("")), None),
        (TextReceived("Buổi học"), None),
        (Arrived(), None),
    ],
)
def test_an_event_names_a_broadcast(event: Event, wanted: int | None) -> None:
    assert named(event, State()) == wanted


def test_what_is_typed_names_the_one_of_the_choice_that_it_means() -> None:
    play = seeing(view())
    play.types("/phatsong")
    assert named(TextReceived("5. Buổi học thứ Bảy"), play.state) == NUMBERED
    assert named(TextReceived("Soạn tin mới"), play.state) is None
    assert named(TextReceived("mưa"), play.state) is None


def test_a_choice_tells_how_often_it_was_moved() -> None:
    for choice, moves in (("f:pause:5:3", 3), ("f:pause:5", None), ("f:pause:5:x", None)):
        read = read_choice(ChoiceId(choice))
        assert isinstance(read, PlainChoice)
        assert moves_in(read) == moves


DRAFT = Draft(place=PROVINCE, audience=Audience(place=COMMUNE))


@pytest.mark.parametrize(
    ("choice", "wanted"),
    [
        ("x:set:place:05446", Audience(place=OTHER)),
        ("x:set:place:-", Audience()),
        ("x:set:classroom:h7k9m2", Audience(COMMUNE, ClassCode("h7k9m2"))),
        ("x:set:classroom:-", Audience(COMMUNE)),
        ("x:set:track:mot", Audience(COMMUNE, track=TrackId("mot"))),
        ("x:set:track:-", Audience(COMMUNE)),
        ("x:set:done:bai", Audience(COMMUNE, done=LessonId("bai"))),
        ("x:set:done:-", Audience(COMMUNE)),
        ("x:set:not_done:bai", Audience(COMMUNE, not_done=LessonId("bai"))),
        ("x:set:not_done:-", Audience(COMMUNE)),
        ("x:set:away:14", Audience(COMMUNE, inactive_days=14)),
        ("x:set:away:-", Audience(COMMUNE)),
        ("x:set:away:99999", Audience(COMMUNE)),
        ("x:set:channel:web", Audience(COMMUNE, channel="web")),
        ("x:set:channel:-", Audience(COMMUNE)),
        ("x:set:role:mentor", Audience(COMMUNE, role=Role.MENTOR)),
        ("x:set:role:-", Audience(COMMUNE)),
        ("x:set:role:king", Audience(COMMUNE)),
        ("x:set:what:ever", Audience(COMMUNE)),
        ("x:all", Audience()),
        ("x:to:place", Audience(COMMUNE)),
    ],
)
def test_each_answer_narrows(choice: str, wanted: Audience) -> None:
    read = read_choice(ChoiceId(choice))
    assert isinstance(read, PlainChoice)
    assert narrowed(DRAFT, read).audience == wanted


WHOM, ROOM, WHAT, SAID = (
    State(Broadcasting(stage), draft=DRAFT)
    for stage in (BroadcastStage.WHOM, BroadcastStage.CLASSROOM, BroadcastStage.WHAT, BroadcastStage.WORDS)
)
ELSEWHERE = State(Mentoring(QuestionId(3), back=Broadcasting(BroadcastStage.WHOM)), draft=DRAFT)


@pytest.mark.parametrize(
    ("event", "state", "wanted"),
    [
        (TextReceived("mưa"), State(), None),
        (TextReceived("mưa"), State(draft=DRAFT), None),
        (ChoicePressed(ChoiceId("x:resume")), State(), None),
        (ChoicePressed(ChoiceId("x:resume")), State(draft=DRAFT), Choosing(DRAFT.audience, PROVINCE)),
        (TextReceived("mưa"), WHOM, Choosing(DRAFT.audience, PROVINCE)),
        (TextReceived("lời nhắn"), SAID, Choosing(DRAFT.audience, PROVINCE)),
        (TextReceived("mưa"), WHAT, None),
        (ChoicePressed(ChoiceId("x:kind:poll")), WHAT, None),
        (ChoicePressed(ChoiceId("x:to:whom")), WHAT, Choosing(DRAFT.audience, PROVINCE)),
        (ChoicePressed(ChoiceId("x:set:place:-")), WHOM, Choosing(Audience(), PROVINCE)),
        (ChoicePressed(ChoiceId("x:to:classroom")), WHOM, Choosing(DRAFT.audience, PROVINCE, lists_classes=True)),
        (TextReceived("thứ Bảy"), ROOM, Choosing(DRAFT.audience, PROVINCE, lists_classes=True)),
        (ChoicePressed(ChoiceId("m:menu")), WHOM, Choosing(DRAFT.audience, PROVINCE)),
        (ChoicePressed(ChoiceId("h:leave")), ELSEWHERE, Choosing(DRAFT.audience, PROVINCE)),
    ],
)
def test_who_is_chosen_is_known_before_the_step(event: Event, state: State, wanted: Choosing | None) -> None:
    assert choosing(event, state) == wanted


def test_what_is_counted_is_what_is_shown() -> None:
    play = chosen()
    shown: list[Audience] = []
    before = play.reaching

    def count(who: Audience) -> object:
        shown.append(who)
        return before(who)

    play.reaching = count  # type: ignore[assignment]  # the same, and noted
    play.presses("Lâu chưa vào học")
    play.presses("14 ngày")
    assert shown[-1] == Audience(inactive_days=14)
    assert play.state.draft is not None
    assert play.state.draft.audience == shown[-1]


def test_an_admin_writes_to_their_own_places_alone() -> None:
    play = admin(COMMUNE)
    context = play.context(frozenset(Need))
    assert nodes(context) == (COMMUNE,)
    assert [may(place, context) for place in (COMMUNE, HAMLET, OTHER, PROVINCE, None, PlaceCode("x"))] == [
        *(True, True),
        *(False, False, False, False),
    ]
    everywhere = admin(None).context(frozenset(Need))
    assert (nodes(everywhere), may(None, everywhere), may(OTHER, everywhere)) == ((None,), True, True)
    nobody = learner().context(frozenset(Need))
    assert (nodes(nobody), may(None, nobody)) == ((), False)


def test_a_draft_outlives_days() -> None:
    play = chosen()
    draft = play.state.draft
    play.types("/menu")
    play.waits(days=3)
    play.types("/hoc")
    assert play.state.draft == draft


STAGES: Mapping[str, Callable[[], Play]] = {
    "menu": admin,
    "words": writing,
    "whom": chosen,
    "when": timing,
    "last": looking,
    "a look": lambda: seeing(view()),
}
EVENTS: tuple[Event, ...] = (
    *(ChoicePressed(ChoiceId(f"x:to:{stage}")) for stage in BroadcastStage),
    *(
        ChoicePressed(ChoiceId(f"x:{what}"))
        for what in ("new", "resume", "drop", "leave", "keep", "try", "send", "all")
    ),
    *(ChoicePressed(ChoiceId(f"x:{what}")) for what in ("set:place:05446", "set:channel:web", "at:now", "days:3")),
    *(ChoicePressed(ChoiceId(f"f:{what}:5")) for what in ("see", "read", "report", "letter", "again")),
    *(ChoicePressed(ChoiceId(choice)) for choice in ("f:list", "f:pause:5:3", "f:cancel:5:3", "d:on", "m:menu")),
    *(
        TextReceived(text)
        for text in ("/phatsong", "/huy", "lời nhắn", "sổ tay", "1", "8h thứ bảy", "/sotay", "dữ liệu")
    ),
    *(BroadcastAsked(NUMBERED), BroadcastProgressed(NUMBERED), MediaReceived(Media.PHOTO), Arrived()),
    *(BroadcastMoved(NUMBERED, move) for move in BroadcastMove),
)


@pytest.mark.parametrize("stage", STAGES)
def test_admins_are_given_all_that_their_steps_read(stage: str) -> None:
    for event in EVENTS:
        play = STAGES[stage]()
        waiting = Waiting(NUMBERED, Letter(paragraph("Chào {bạn}")))
        play.known = replace(play.known, broadcast=view(), broadcasts=(view(),), letters=(waiting,))
        given = play.context(needs(event, play.state), event)
        everything = play.context(frozenset(Need), event)
        assert step(play.state, event, given) == step(play.state, event, everything), event
