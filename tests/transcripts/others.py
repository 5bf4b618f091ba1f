"""What others do in a transcript of one person: mentors who take and answer a question, learners who ask one."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.model.effects import OpenQuestion
from bot.model.events import Event, MentorAnswered, QuestionMoved, QuestionOverdue, QueueDue
from bot.model.question import Move, Outlook, QuestionState, Queue, WordsKind
from tests.play import Play
from tests.questions import asked, said, theirs, thread

ENDS = "= "
"""What a line begins with that tells what somebody else does."""


def happens(line: str, play: Play) -> Event | None:
    """Does what such a line says; gives the event by which the person hears of it, if they do.

    Raises:
        AssertionError: it says nothing that is known.
    """
    for pattern, do in _DOES.items():
        found = re.fullmatch(pattern, line.removeprefix(ENDS))
        if found:
            return do(play, *found.groups())
    raise AssertionError(f"nobody does {line!r}")


def _on_duty(play: Play, name: str) -> None:
    play.known = replace(play.known, outlook=Outlook((name,), play.now))


def _ones_own(play: Play, state: QuestionState, *more: tuple[WordsKind, str]) -> None:
    """The newest question of the person, as it stands now."""
    opened = [each for each in play.asked if isinstance(each, OpenQuestion)][-1]
    words = [said(kind, text, play.now) for kind, text in more]
    kind = WordsKind.NOTE if opened.is_noted else WordsKind.LEARNER
    first = said(kind, opened.text, play.now)
    own = thread(asked(5, state, is_urgent=opened.is_urgent), words=(first, *words), lesson=opened.lesson)
    play.known = replace(play.known, questions=(own,), thread=own)


def _taken(play: Play) -> None:
    _ones_own(play, QuestionState.CLAIMED)


def _answered(play: Play, answer: str) -> Event:
    _ones_own(play, QuestionState.ANSWERED, (WordsKind.NOTE, "để ý chỗ này"), (WordsKind.MENTOR, answer))
    return MentorAnswered(asked().id)


def _waits(play: Play) -> Event:
    _ones_own(play, QuestionState.OPEN)
    return QuestionOverdue(asked().id)


def _asks(play: Play, urgent: str | None, words: str) -> Event | None:
    """Somebody asks; the person is a mentor who may take it, and hears at once where it is urgent."""
    waiting = replace(theirs(is_urgent=urgent is not None), words=(said(WordsKind.LEARNER, words, play.now),))
    play.known = replace(play.known, queue=Queue((), (), (waiting,), 5), thread=waiting)
    return QueueDue(waiting.question.id) if urgent is not None else None


def _is_ones_own(play: Play) -> None:
    """The question that waited is the person's from now on."""
    assert play.known.thread is not None
    held = replace(play.known.thread, question=theirs(QuestionState.CLAIMED).question)
    play.known = replace(play.known, queue=Queue((held,), (), (), 5), thread=held)


def _adds(play: Play, words: str) -> Event:
    assert play.known.thread is not None
    more = said(WordsKind.LEARNER, words, play.now)
    held = replace(play.known.thread, words=(*play.known.thread.words, more))
    play.known = replace(play.known, queue=Queue((held,), (), (), 5), thread=held)
    return QuestionMoved(held.question.id, Move.ASK_ON)


_DOES: Mapping[str, Callable[..., Event | None]] = {
    r"(.+) đang trực": _on_duty,
    r"Cô Lan nhận câu hỏi": _taken,
    r"Cô Lan trả lời: (.+)": _answered,
    r"chưa ai kịp nhận": _waits,
    r"một người học hỏi( gấp)?: (.+)": _asks,
    r"câu ấy là của người này": _is_ones_own,
    r"người học viết thêm: (.+)": _adds,
}
