"""Whatever a person does, in whatever order, while lessons come and go and time passes: nobody is left unanswered."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.model.attempt import LEVELS
from bot.model.broadcast import BroadcastMove, BroadcastState, Letter, Waiting
from bot.model.classroom import Classroom
from bot.model.dialogue import Learning, Mentoring, State
from bot.model.draft import BroadcastStage
from bot.model.effects import (
    Admit,
    BeginLesson,
    ConfirmHelp,
    Effect,
    EndPosts,
    Enrol,
    EraseLearner,
    FinishLesson,
    Ignore,
    KeepEntry,
    MarkGone,
    NoteHelp,
    OpenQuestion,
    RecordAttempt,
    Say,
    SendAnswer,
    TakePost,
)
from bot.model.events import (
    AlertRaised,
    Arrived,
    Blocked,
    BroadcastAsked,
    BroadcastMoved,
    BroadcastProgressed,
    ChoicePressed,
    ErasureConfirmed,
    Event,
    Media,
    MediaReceived,
    MentorAnswered,
    MessageWiped,
    News,
    QuestionMoved,
    QuestionOverdue,
    QueueDue,
    Returned,
    TextReceived,
)
from bot.model.helps import MOST_MINUTES, MOST_PEOPLE, OnTopic, Tally, Work
from bot.model.ids import (
    AlertId,
    BroadcastId,
    ChoiceId,
    ClassCode,
    LearnerId,
    LessonId,
    PlaceCode,
    PostId,
    QuestionId,
    TrackId,
)
from bot.model.learner import Consent, Revealed
from bot.model.lesson import Catalog
from bot.model.message import CHOICE_ID_BYTES, Message
from bot.model.question import Move, Outlook, QuestionState, Queue, Refusal, Thread, Words, WordsKind
from bot.model.staff import Habits, Post, Role, Staff
from bot.model.text import paragraph, plain
from bot.service.questions import TOLD
from bot.tutor.choices import StepChoice, read_choice
from bot.tutor.context import Need
from bot.tutor.needs import needs
from bot.tutor.route import SLASH, WORDS
from bot.tutor.step import step
from bot.tutor.threads import named
from bot.tutor.twins import is_twin
from tests.announced import LAN, ME, NUMBERED, REACH, ROOMS, broadcast, view
from tests.bank import ALL_STEPS, FACT, FIRST, SECOND, SHORT_STEPS, catalog, lesson
from tests.danger import watchful
from tests.play import Play
from tests.questions import SOON, answered, asked, theirs, thread
from tests.scenes import GIVEN, LESSONS
from tests.staffed import CODE, OFFERED, knowing, staff_of

NEWER = lesson("mot-bai", ALL_STEPS[3:], version=2, facts=("cong",))
OTHERS = tuple(lesson(f"bai-{n}", (*ALL_STEPS[n : n + 2], *SHORT_STEPS[1:])) for n in range(1, 5))
EXPIRED = replace(FACT, valid_until=FACT.checked - timedelta(days=1))
BANKS = (
    catalog(FIRST, SECOND, *OTHERS),
    catalog(NEWER, SECOND, *OTHERS),
    catalog(NEWER, *OTHERS[:1]),
    catalog(*LESSONS),
    catalog(FIRST, SECOND, facts=(EXPIRED,)),
    catalog(SECOND),
    catalog(FIRST, facts=()),
    watchful(),
)
"""The bank as authors leave it: new versions, lessons withdrawn, facts expired, nothing open at all."""

PHONE = "0912345678"
DANGER = "bác vừa chuyển 20 triệu cho công an trên mạng"
VIETNAMESE = (
    *("xin chào", "kiểm tra lại", "tin luôn", "đúng", "sai", "không", "Hoa", "dạ em tên là Hùng", "ôn", "Trúc", "đừng"),
    *("bỏ qua", "gợi ý", "xong", "quay lại", "vâng", "ok", "đồng ý", "bác", "xoá hết", "cất thẻ", "tiếng việt"),
    *(f"viết lời giải thích AI cho bà con trồng chè lớn tuổi, gọi {PHONE}", f"số của tôi {PHONE}"),
    *("xác nhận r4t6x8", "đúng vậy", "không phải", "việc khác", "20 phút", "12 người", "có, lấy mã"),
    *("hỏi giá chè", "a c", "b a c", "A,B,C", "số 2", "đáp án b", "? AI là gì", "{bạn} {fact:cong}", "**đậm** <b>"),
)
TEXTS = st.one_of(
    st.sampled_from(
        [f"/{word}" for word in SLASH]
        + ["/hoc hai-bai", "/hoc mot-bai/viet", "/start x", "/start bgh234", f"/start {CODE}", "/start r4t6x8"]
    ),
    st.sampled_from([*WORDS, *VIETNAMESE, "/xyz", "gửi", DANGER]),
    st.sampled_from([*"123456789ABCD", "một", "hai", "２", "3️⃣", "", "\u200b", "😀", "x" * 9_000]),
    st.text(max_size=20),
)
FORGED = st.one_of(
    st.sampled_from(
        [
            *("w:agree", "w:guardian", "w:keep", "w:goal:sell", "w:goal:x", "w:any_goal", "w:address:em"),
            *(
                "a:erase_now",
                "a:language:en",
                "j:take",
                "j:name",
                "t:away",
                "t:left",
                "v:as:mentor:05443",
                "y:end:3",
                "e:release:2",
                "m:lesson:hai-bai",
                "m:lessons:99",
                "n:last",
            ),
            *("m:ask", "q:other", "q:leave", "u:human:scam", "u:human:x", "h:list", "h:leave"),
            *(f"q:{what}:{of}" for what in ("ok", "no", "bad", "on", "more", "withdraw", "x") for of in (5, 6, 9)),
            *(f"h:{what}:{of}" for what in ("see", "claim", "write", "note", "name", "send") for of in (5, 8, 9)),
            *(f"h:{what}:{of}" for what in ("back", "close", "end", "x") for of in (8, 9)),
            *(
                "f:list",
                "f:see:5",
                "f:approve:5:3",
                "f:cancel_now:5:3",
                "f:pause:5:9",
                "f:report:5:9",
                "f:again:5",
                "f:x:5",
            ),
            *("x:new", "x:resume", "x:drop", "x:leave", "x:keep", "x:try", "x:tried:0", "x:send", "x:all", "x:at:now"),
            *(f"x:to:{stage}" for stage in BroadcastStage),
            *("x:kind:poll", "x:set:place:thon-3", "x:set:role:king", "x:set:away:7", "x:page:1", "x:at:202611301930"),
            *("d:on", "d:poll:3:0", "d:poll:x:0"),
            *("g:start", "g:code", "g:minutes:15", "g:people:3", "g:people:99", "z:yes:r4t6x8", "z:yes:kkkkkk"),
        ]
    ),
    st.builds(
        "l:{}:{}:{}:{}:{}".format,
        st.sampled_from(["mot-bai", "hai-bai", "x"]),
        st.sampled_from([step.id for step in ALL_STEPS]),
        st.integers(0, 3),
        st.integers(0, 50),
        st.sampled_from(
            ["_next", "_keep", "_done", "_hint", "_give", "_other", "_b0", "_b0e1", "_b9e9", "khong", "so"]
        ),
    ),
    st.text(alphabet="lmnaiw:_0123456789xyz", max_size=20),
)
CLASSES = (
    Classroom(1, ClassCode("bgh234"), SECOND.track, "Lớp làng", "Cô Hoa", "Thôn 3"),
    Classroom(2, ClassCode("kmn567"), TrackId("gone"), "Lớp cũ", "", "Thôn 4", is_open=False),
    Classroom(3, ClassCode("rtv899"), TrackId("gone"), "Lớp lạ", "Anh Ba", "Thôn 5"),
)
"""Open, closed, and of a track that authors have taken away."""
OWN, HELPED = (QuestionId(5), QuestionId(6)), (QuestionId(8), QuestionId(9))
"""Questions of the person who plays, and of others whom they may help."""
SECRET = "GHICHUKIN"
"""What mentors note to each other about a question of the person who plays."""
REPLIES = st.sampled_from(["", *(f"{key}{of}" for key in ("question:", "mentor:") for of in (5, 6, 8, 9)), "mentor:x"])
NEWS = st.one_of(
    st.builds(MentorAnswered, st.sampled_from(OWN)),
    st.builds(QuestionOverdue, st.sampled_from(OWN)),
    st.builds(QuestionMoved, st.sampled_from(HELPED), st.sampled_from(sorted(TOLD))),
    st.builds(QuestionMoved, st.sampled_from(OWN), st.just(Move.CLOSE)),
    st.builds(QueueDue, st.sampled_from([None, *HELPED])),
    st.builds(AlertRaised, st.just(AlertId(1))),
    st.builds(BroadcastAsked, st.just(NUMBERED)),
    st.builds(BroadcastMoved, st.just(NUMBERED), st.sampled_from(BroadcastMove), st.sampled_from([None, ME, LAN])),
    st.builds(BroadcastProgressed, st.just(NUMBERED), st.booleans()),
)
LETTERS = (Waiting(BroadcastId(3), Letter(paragraph("Chào {bạn}, {bài tới}"), answers=("Có", "Không"))),)
CODES = st.sampled_from(["", "x", "kkkkkk", "r4t6x8", CODE, *(each.code for each in CLASSES)])
HOA = Staff(LearnerId(7), "Cô Hoa", (Post(PostId(3), Role.MENTOR, PlaceCode("05443")),))
WEIGHTY = (RecordAttempt, FinishLesson, KeepEntry, EraseLearner, Admit, TakePost, EndPosts)


class TutorMachine(RuleBasedStateMachine):
    """One person before the real core."""

    def __init__(self) -> None:
        super().__init__()
        known = knowing(staff_of(), invitation=replace(OFFERED, uses_left=2), people=(HOA,), habits=Habits("Chú Tư"))
        known = replace(known, given=GIVEN, work=Work(Tally((OnTopic(None, 5, 1),)), Tally()))
        known = replace(known, broadcast=view(), broadcasts=(view(),), rooms=ROOMS)
        self.play = Play(bank=BANKS[0], classrooms=CLASSES, known=known, may_edit=True, reaching=lambda _: REACH)
        self.offered: list[ChoiceId] = []
        self.is_fresh = False
        self.threads: dict[QuestionId, Thread] = {}

    @initialize(consents=st.sampled_from(["agree", "agree", "agree", "guardian", "visitor", "newcomer"]))
    def arrive(self, consents: str) -> None:
        """Most examples begin past the welcome, where most of the talk is."""
        self.happen(Arrived())
        lines = {
            "agree": ("Đồng ý", "bác", "chưa biết"),
            "guardian": ("Tôi dưới 16 tuổi", "Bố mẹ", "em", "bán hàng"),
            "visitor": ("xem thử", "chị", "chưa biết"),
            "newcomer": (),
        }
        for line in lines[consents]:
            self.happen(TextReceived(line))
        assert (self.play.state.profile.consent is not None) is (consents in {"agree", "guardian"})

    @rule(lesson_id=st.sampled_from([None, FIRST.id, SECOND.id, LessonId("x")]))
    def open(self, lesson_id: LessonId | None) -> None:
        self.happen(Arrived(lesson_id))

    @rule(code=CODES)
    def come_by_a_door(self, code: str) -> None:
        self.happen(Arrived(code=code))

    @rule(code=CODES)
    def come_back_by_a_code(self, code: str) -> None:
        if self.play.rows.is_learner:
            self.happen(Returned(code))

    @rule(text=TEXTS)
    def type(self, text: str) -> None:
        self.happen(TextReceived(text))

    @rule(text=TEXTS, mark=st.sampled_from(["4711", "", "x" * 60]), replies_to=REPLIES)
    def type_what_can_be_deleted(self, text: str, mark: str, replies_to: str) -> None:
        self.happen(TextReceived(text, mark, replies_to))

    @rule(
        own=st.lists(st.sampled_from(QuestionState), max_size=2),
        others=st.lists(st.sampled_from(QuestionState), max_size=2),
        outlook=st.sampled_from([None, SOON]),
        is_mentor=st.booleans(),
        refusal=st.sampled_from([None, None, *Refusal]),
        is_urgent=st.booleans(),
    )
    def live_on(
        self,
        own: list[QuestionState],
        others: list[QuestionState],
        outlook: Outlook | None,
        refusal: Refusal | None,
        *,
        is_mentor: bool,
        is_urgent: bool,
    ) -> None:
        """Questions as others, and time, leave them."""
        note = Words(WordsKind.NOTE, SECRET, self.play.now, "Cô Lan")
        mine = [thread(asked(of, state), note) for of, state in zip(OWN, own, strict=False)]
        mine = [replace(each, words=(*answered().words, note)) if each.question.holder else each for each in mine]
        theirs_ = [theirs(state, number=of, is_urgent=is_urgent) for of, state in zip(HELPED, others, strict=False)]
        self.threads = {each.question.id: each for each in (*mine, *theirs_)}
        by_state: dict[QuestionState, tuple[Thread, ...]] = {
            state: tuple(each for each in theirs_ if each.question.state is state) for state in QuestionState
        }
        held, done, waiting = (
            by_state[state] for state in (QuestionState.CLAIMED, QuestionState.ANSWERED, QuestionState.OPEN)
        )
        self.play.known = replace(
            self.play.known,
            questions=tuple(mine),
            outlook=outlook,
            queue=Queue(held, done, waiting, 2) if is_mentor else None,
            refusal=refusal,
            asker="Hoa" if is_urgent else None,
            revealed=(Revealed("Cô Lan", self.play.now, "để gọi ở lớp"),) if is_urgent else (),
        )

    @rule(
        state=st.sampled_from(BroadcastState),
        made_by=st.sampled_from([ME, LAN, None]),
        letters=st.sampled_from([(), LETTERS]),
        is_asked=st.booleans(),
    )
    def write_to_many(
        self, state: BroadcastState, made_by: LearnerId | None, letters: tuple[Waiting, ...], *, is_asked: bool
    ) -> None:
        """Broadcasts as other admins, and time, leave them."""
        shown = view(broadcast(state, made_by=made_by, is_asked=is_asked))
        self.play.known = replace(self.play.known, broadcast=shown, broadcasts=(shown,), letters=letters)

    @rule(event=NEWS)
    def hear_news(self, event: News) -> None:
        """What others do reaches a learner where they are, and leaves them there."""
        play = self.play
        if not play.rows.is_learner:
            return
        before, said = play.state, len(play.said)
        self.know(event)
        context = play.context(needs(event, before), event)
        expected = step(before, event, context)
        assert step(before, event, play.context(frozenset(Need), event)) == expected
        play.happen(event)
        assert play.effects == expected.effects
        (effect,) = play.effects
        assert len(play.said) - said == isinstance(effect, Say)
        if isinstance(effect, Say):
            _check_message(effect.message)
            self.offered += [choice.id for choice in effect.message.choices]
        assert play.state.bookmark == before.bookmark
        assert play.state.scene == before.scene or isinstance(before.scene, Mentoring)

    def know(self, event: Event) -> None:
        """Loads the question that the event is about, and no other."""
        about = named(event, self.play.state)
        found = self.threads.get(about) if about is not None else None
        self.play.known = replace(self.play.known, thread=found)

    @rule(is_done=st.booleans())
    def wipe(self, is_done: bool) -> None:
        self.happen(MessageWiped(is_done))

    @rule(media=st.sampled_from(Media))
    def send(self, media: Media) -> None:
        self.happen(MediaReceived(media))

    @precondition(lambda self: self.play.said[-1].choices)
    @rule(data=st.data())
    def press(self, data: st.DataObject) -> None:
        choices = self.play.said[-1].choices
        self.happen(ChoicePressed(choices[data.draw(st.integers(0, len(choices) - 1))].id))

    @rule(data=st.data())
    def press_old(self, data: st.DataObject) -> None:
        self.press_unoffered(self.offered[data.draw(st.integers(0, len(self.offered) - 1))])

    @rule(choice=FORGED)
    def press_forged(self, choice: str) -> None:
        self.press_unoffered(ChoiceId(choice))

    def press_unoffered(self, choice: ChoiceId) -> None:
        before = self.play.state
        effects = self.happen(ChoicePressed(choice))
        if not _is_valid(choice, before):
            assert not any(isinstance(effect, WEIGHTY) for effect in effects)

    @precondition(lambda self: self.play.state.profile.name is not None)  # else most examples would end here
    @rule()
    def confirm_the_end(self) -> None:
        effects = self.happen(ErasureConfirmed())
        assert any(isinstance(effect, EraseLearner) for effect in effects) or not self.play.rows.is_learner

    @rule()
    def stop_the_bot(self) -> None:
        before, said = self.play.state, len(self.play.said)
        self.play.happen(Blocked())
        assert (self.play.effects, self.play.state, len(self.play.said)) == ((MarkGone(),), before, said)
        self.is_fresh = False  # a bank that changed meanwhile is met by what they do next

    @rule(minutes=st.one_of(st.integers(-60, 600), st.integers(0, 60 * 24 * 60)))
    def wait(self, minutes: int) -> None:
        self.play.waits(minutes=minutes)

    @rule(bank=st.sampled_from(BANKS))
    def publish(self, bank: Catalog) -> None:
        self.play.bank = bank

    @rule()
    def forget_old_versions(self) -> None:
        self.play.versions.clear()
        self.is_fresh = False

    def happen(self, event: Event) -> tuple[Effect, ...]:
        play = self.play
        before = play.state
        self.know(event)
        context = play.context(needs(event, before), event)
        expected = step(before, event, context)
        assert step(before, event, context) == expected, "the same inputs give the same step"
        assert step(before, event, play.context(frozenset(Need), event)) == expected, (
            "what is not needed changes nothing"
        )
        play.happen(event)
        self.is_fresh = not is_twin(event, before, context)
        assert (play.state, play.effects) == (expected.state, expected.effects)
        if not self.is_fresh:
            assert play.effects == (Ignore("done twice"),)
            assert play.state == replace(before, last_seen_at=play.now)
        else:
            _check_effects(play.effects, before, play.state)
            said = play.effects[-1]
            if isinstance(said, Say) and said.replaces is not None:
                assert isinstance(event, ChoicePressed), "what was typed is answered below"
                assert said.key == said.replaces, "and its message can be replaced again"
        self.offered += [choice.id for choice in play.said[-1].choices]
        return play.effects

    @invariant()
    def the_place_exists(self) -> None:
        state = self.play.state
        assert state.bookmark is not None or state.scene != Learning()
        if state.bookmark is not None and self.is_fresh:
            version = self.play.versions[state.bookmark.content_hash]
            assert version.version == state.bookmark.version
            assert version.step(state.bookmark.step) is not None

    @invariant()
    def a_learner_is_enrolled_where_they_learn(self) -> None:
        attending = self.play.state.attending
        if self.play.state.profile.consent is not None:
            assert self.play.rows.classroom == (attending.code if attending is not None else None)
        else:
            assert self.play.rows.classroom is None

    @invariant()
    def no_personal_data_is_kept(self) -> None:
        """What a mentor writes is looked at before it leaves, and is not kept before."""
        state = self.play.state
        scene = replace(state.scene, draft="") if isinstance(state.scene, Mentoring) else state.scene
        kept = [each for each in self.play.asked if not isinstance(each, SendAnswer)]
        assert PHONE not in repr((self.play.rows, replace(state, scene=scene), kept))

    @invariant()
    def what_mentors_note_about_a_question_never_reaches_whoever_asked(self) -> None:
        assert not any(SECRET in plain(message.text) for message in self.play.said[-3:])


def _is_valid(choice: ChoiceId, before: State) -> bool:
    """Whether a press still counts: offered by the newest message, or by the newest one at the step at hand."""
    if before.menu is not None and any(offered.id == choice for offered in before.menu.choices):
        return True
    read = read_choice(choice)
    return isinstance(read, StepChoice) and before.bookmark is not None and read.fits(before.bookmark, before.turn)


def _check_effects(effects: tuple[Effect, ...], before: State, after: State) -> None:
    *decided, said = effects
    assert isinstance(said, Say), "an answer comes last"
    assert not any(isinstance(effect, Say) for effect in decided), "and there is one"
    _check_message(said.message)
    if before.profile.consent is None and after.profile.consent is None:
        assert all(isinstance(effect, ConfirmHelp) for effect in decided), "of a visitor nothing is kept"
    if before.profile.consent is None and after.profile.consent is not None:
        assert isinstance(decided[0], Admit)
        assert isinstance(after.profile.consent, Consent)
        assert all(isinstance(effect, Enrol | BeginLesson | OpenQuestion) for effect in decided[1:])
    for effect in decided:
        if isinstance(effect, NoteHelp):
            assert 1 <= effect.minutes <= MOST_MINUTES
            assert 1 <= effect.people <= MOST_PEOPLE
        if isinstance(effect, RecordAttempt):
            assert 0 <= effect.score <= 1
            if effect.grade is not None:
                assert 0 <= effect.grade.overall <= 10
                assert set(effect.grade.levels.values()) <= set(LEVELS)


def _check_message(message: Message) -> None:
    assert plain(message.text).strip()
    ids = [choice.id for choice in message.choices]
    assert len(set(ids)) == len(ids)
    assert all(len(choice.encode()) <= CHOICE_ID_BYTES for choice in ids)
    assert all(choice.label.strip() for choice in message.choices)


TestTutor = TutorMachine.TestCase
TestTutor.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
