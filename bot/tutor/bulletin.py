"""How a broadcast stands, as an admin reads it: its bar, why some did not get it, commune by commune, and answers."""

from collections.abc import Mapping
from datetime import timedelta

from bot.model.broadcast import Broadcast, BroadcastState, Pause, Progressing
from bot.model.delivery import OPEN_STATES, DeliveryState
from bot.model.dialogue import State
from bot.model.text import Plain, Quote, Text, paragraph, plain
from bot.tutor import hours, letters, reaching
from bot.tutor.context import Context
from bot.tutor.reaching import items
from bot.tutor.speech import line, say

CELLS = 8
"""Of a bar: what fits one line of a telephone beside the numbers."""
FULL, EMPTY = "▓", "░"
PLACES = 10
"""Places of one page of a report."""
_WHOLE = 100
_FEW = 10
"""Below so many a second a rate is told with its fraction."""
_LONG = timedelta(minutes=100)
_LEFT_OUT = frozenset({DeliveryState.FAILED, DeliveryState.UNKNOWN, DeliveryState.GONE, DeliveryState.SKIPPED})


def name(of: Broadcast) -> str:
    """What admins call it."""
    return of.title


def bar(view: Progressing, state: State, context: Context) -> str:
    """How far it has come among those who need not come by first; at what rate, and when it will be done."""
    tally = view.tally
    still = tally.of(*OPEN_STATES)
    done, total = tally.of() - still, tally.of() - view.waits_for_visit
    share = done / total if total else 1.0
    full = int(CELLS * share)
    cells = FULL * full + EMPTY * (CELLS - full)
    percent = int(_WHOLE * share)
    told = line("broadcast.bar", state, context, bar=cells, percent=percent, done=done, total=total)
    if view.per_second > 0:
        rate = round(view.per_second, 1) if view.per_second < _FEW else round(view.per_second)
        told = line("broadcast.bar_rate", state, context, bar=told, rate=rate)
    left = view.ends_at - context.now if view.ends_at is not None else timedelta()
    if view.ends_at is None or not total - done or left <= timedelta():
        return told
    if left > _LONG:
        return line("broadcast.bar_until", state, context, bar=told, when=hours.told(view.ends_at, state, context))
    return line("broadcast.bar_left", state, context, bar=told, count=max(1, round(left.total_seconds() / 60)))


def has_bar(view: Progressing) -> bool:
    """Whether anybody is to get it who need not come by first, or has got it."""
    is_live = view.broadcast.state in {BroadcastState.RUNNING, BroadcastState.PAUSED}
    return is_live and view.tally.of() > view.waits_for_visit


def standing(view: Progressing, state: State, context: Context) -> Text:
    """Its title, where it stands and why, and what comes next."""
    of = view.broadcast
    text = say("broadcast.title", state, context, title=name(of)) + _state(view, state, context)
    if has_bar(view):
        text += paragraph(bar(view, state, context))
    if view.waits_for_visit and of.state is BroadcastState.RUNNING:
        text += say("broadcast.waits_for_visit", state, context, count=view.waits_for_visit)
    return text


def _state(view: Progressing, state: State, context: Context) -> Text:
    of = view.broadcast
    match of.state:
        case BroadcastState.DRAFT:
            return say("broadcast.asked" if of.is_asked else "broadcast.draft", state, context)
        case BroadcastState.SCHEDULED:
            when = hours.told(of.starts_at or context.now, state, context)
            return say("broadcast.scheduled", state, context, when=when)
        case BroadcastState.PAUSED:
            return say("broadcast.paused", state, context) + why_paused(of, state, context)
        case other:
            return say(f"broadcast.is_{other}", state, context)


def why_paused(of: Broadcast, state: State, context: Context) -> Text:
    """Why it waits, and what can be done about it."""
    pause = of.pause or Pause.BY_HAND
    when = hours.told(of.starts_at, state, context) if of.starts_at is not None else ""
    return say(f"broadcast.pause.{pause}", state, context, when=when)


def letter(view: Progressing, state: State, context: Context) -> Text:
    """What it says, as it was written, with what stands on its buttons; to whom, from whom, and until when."""
    of = view.broadcast
    said = letters.message(of.id, of.letter, letters.Reader(), state, context)
    text: Text = (Quote((Plain(plain(of.letter.text)),)),)
    if said.choices:
        labels = " · ".join(f"[{each.label}]" for each in said.choices)
        text += say("sending.buttons", state, context, labels=labels)
    text += say("sending.to", state, context) + reaching.whom(of.audience, of.place, state, context)
    if view.reach is not None:
        text += paragraph(reaching.count(view.reach, state, context))
    if view.author:
        text += say("broadcast.by", state, context, name=view.author)
    if of.starts_at is not None and of.state is BroadcastState.DRAFT:
        text += say("sending.starts", state, context, when=hours.told(of.starts_at, state, context))
    return text + say("broadcast.until", state, context, when=hours.told(of.valid_until, state, context))


def in_short(view: Progressing, state: State, context: Context) -> Text:
    """What became of it, in one sentence."""
    tally = view.tally
    got, missed = tally.of(DeliveryState.SENT), tally.of(DeliveryState.FAILED, DeliveryState.UNKNOWN)
    key = "broadcast.all_got" if not missed else "broadcast.some_missed"
    return say(key, state, context, got=got, total=tally.of(), missed=missed)


def report(view: Progressing, page: int, state: State, context: Context) -> Text:
    """How many stand where, why some did not get it, what was answered, and a page of communes."""
    tally = view.tally
    text = say("broadcast.title", state, context, title=name(view.broadcast))
    text += say("broadcast.report", state, context, total=tally.of(), got=tally.of(DeliveryState.SENT))
    found = [(each, tally.of(each)) for each in DeliveryState if each is not DeliveryState.SENT]
    text += items([line(f"broadcast.state.{each}", state, context, count=count) for each, count in found if count])
    if view.whys:
        most = sorted(view.whys.items(), key=lambda each: -each[1])
        whys = [line(f"broadcast.why.{why}", state, context, count=count) for why, count in most if count]
        text += say("broadcast.whys", state, context) + items(whys)
    if view.broadcast.letter.answers:
        text += say("broadcast.answers", state, context) + items(_answers(view, state, context))
    return text + _by_place(view.by_place, page, state, context)


def _answers(view: Progressing, state: State, context: Context) -> list[str]:
    return [
        line("broadcast.answer", state, context, answer=answer, count=view.answers.get(number, 0))
        for number, answer in enumerate(view.broadcast.letter.answers)
    ]


def pages(view: Progressing) -> int:
    """How many pages of communes a report has."""
    return -(-len(view.by_place) // PLACES)


def _by_place(found: Mapping[str, Mapping[DeliveryState, int]], page: int, state: State, context: Context) -> Text:
    if not found:
        return ()
    most_first = sorted(found.items(), key=lambda each: (-sum(each[1].values()), each[0]))
    entries = []
    for place, counts in most_first[page * PLACES : (page + 1) * PLACES]:
        got, total = counts.get(DeliveryState.SENT, 0), sum(counts.values())
        missed = sum(count for each, count in counts.items() if each in _LEFT_OUT)
        where = place or line("broadcast.no_place", state, context)
        key = "broadcast.place_missed" if missed else "broadcast.place"
        entries.append(line(key, state, context, place=where, got=got, total=total, missed=missed))
    return say("broadcast.by_place", state, context) + items(entries)
