"""Questions to humans as the tests know them: threads, mentors' queues, and people in the middle of it."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.model.dialogue import Scene
from bot.model.effects import Effect, OfQuestions
from bot.model.events import Event
from bot.model.ids import ClassCode, LearnerId, QuestionId
from bot.model.message import Message
from bot.model.question import Circle, Outlook, Question, QuestionState, Queue, Refusal, Thread, Words, WordsKind
from tests.danger import watchful
from tests.play import MORNING, NUMBER, Play, at_step, learner

LAN = LearnerId(77)
"""A mentor whom learners in the tests get an answer from."""
OTHER = LearnerId(5)
"""A learner who asks a mentor in the tests."""
SOON = Outlook(("Cô Lan",), MORNING + timedelta(hours=11))
ASKED = "Tôi bấm vào đâu để gửi ảnh?"
ANSWERED = "Bác bấm vào hình cái kẹp giấy ở góc trái nhé."
NOTE = "Bác này mắt kém, nên gọi điện trao đổi"


def asked(number: int = 5, state: QuestionState = QuestionState.OPEN, **changes: object) -> Question:
    """A question of the person who plays, asked this morning."""
    whole = Question(QuestionId(number), LearnerId(NUMBER), "vi", MORNING, MORNING, Circle.CLASS, state, classroom=3)
    held = whole if state is QuestionState.OPEN else replace(whole, holder=LAN)
    return replace(held, **changes)  # type: ignore[arg-type]  # Question's own fields, by name


def said(kind: WordsKind, text: str, at: datetime = MORNING, *, is_held: bool = False) -> Words:
    """Something said in a thread."""
    is_human = kind is not WordsKind.LEARNER
    return Words(kind, text, at, "Cô Lan" if is_human else "", LAN if is_human else None, is_held)


def thread(question: Question | None = None, *more: Words, text: str = ASKED, **changes: object) -> Thread:
    """A question with its words; an answered one has its answer."""
    question = question or asked()
    words = (said(WordsKind.LEARNER, text), *more)
    if question.state in {QuestionState.ANSWERED, QuestionState.CLOSED} and not more:
        words += (said(WordsKind.MENTOR, ANSWERED),)
    name = "Cô Lan" if question.holder is not None else ""
    whole = Thread(question, words, seat=12, holder_name=name, class_code=ClassCode("bgh234"))
    return replace(whole, **changes)  # type: ignore[arg-type]  # Thread's own fields, by name


def answered(number: int = 5, **changes: object) -> Thread:
    """A question of the person who plays that Cô Lan has answered."""
    return thread(asked(number, QuestionState.ANSWERED), **changes)  # type: ignore[arg-type]  # Thread's own fields


def asker(step: str | None = None) -> Play:
    """A learner whose questions Cô Lan answers; at that step of the first lesson, else at its first card."""
    play = learner() if step is None else at_step(step)
    play.bank = watchful()
    play.known = replace(play.known, outlook=SOON)
    return play


def with_threads(play: Play, *threads: Thread) -> Play:
    """The same person, with questions of their own; the newest is the one that events are about."""
    play.known = replace(play.known, questions=threads, thread=threads[-1])
    return play


def theirs(state: QuestionState = QuestionState.OPEN, **changes: object) -> Thread:
    """Somebody else's question, as a mentor who plays knows it: theirs where it is held."""
    held = None if state is QuestionState.OPEN else LearnerId(NUMBER)
    return thread(asked(**{"number": 9, "state": state, "learner": OTHER, "holder": held, **changes}))  # type: ignore[arg-type]  # Question's own fields, by name


def mentor(
    *waiting: Thread,
    held: tuple[Thread, ...] = (),
    done: tuple[Thread, ...] = (),
    refusal: Refusal | None = None,
    step: str | None = None,
) -> Play:
    """A mentor with a queue; what is held comes first among what events are about."""
    play = asker(step)
    first = (*held, *done, *waiting, None)[0]
    play.known = replace(play.known, queue=Queue(held, done, waiting, 5), thread=first, refusal=refusal)
    return play


def writing(held: Thread | None = None, step: str | None = None) -> Play:
    """A mentor who writes the answer to a question that they hold."""
    found = held or theirs(QuestionState.CLAIMED)
    play = mentor(held=(found,), step=step)
    play.types("/cauhoi")
    play.presses("Đang giữ")
    play.presses("Viết câu trả lời")
    return play


def decided(play: Play) -> tuple[OfQuestions, ...]:
    """What the last event decided about questions."""
    return tuple(effect for effect in play.effects if isinstance(effect, OfQuestions))


def news(play: Play, event: Event) -> Message | None:
    """What a person hears of news; None where nothing."""
    before = len(play.said)
    play.happen(event)
    return play.said[-1] if len(play.said) > before else None


def kinds(effects: tuple[Effect, ...]) -> list[str]:
    """The names of effects, in their order."""
    return [type(effect).__name__ for effect in effects]


def scene(play: Play) -> Scene:
    """What the person is in the middle of."""
    return play.state.scene
