"""Whether a text that a human writes to a learner may leave, and what its writer is told where it may not.

Most of a mentor's honest advice is about codes, passwords and money. So it is not these words that are doubted but who
is to give them to whom; and what is held by mistake is only late, since somebody looks at it.
"""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from bot.model.attempt import PrivacyKind
from bot.model.dialogue import State
from bot.model.text import Items, Plain, Text
from bot.model.trust import Doubt, DoubtKind
from bot.tutor import privacy
from bot.tutor.accounts import find_accounts
from bot.tutor.context import Context
from bot.tutor.hearing import hear
from bot.tutor.insults import find_insults
from bot.tutor.links import allowed_hosts, find_links, is_allowed
from bot.tutor.requests import find_requests
from bot.tutor.speech import line, say

_NUMBERS = {
    PrivacyKind.BANK_ACCOUNT: DoubtKind.ACCOUNT_NUMBER,
    PrivacyKind.CARD: DoubtKind.ACCOUNT_NUMBER,
    PrivacyKind.PHONE: DoubtKind.PRIVATE_CONTACT,
    PrivacyKind.EMAIL: DoubtKind.PRIVATE_CONTACT,
    PrivacyKind.CCCD: DoubtKind.PERSONAL_DATA,
    PrivacyKind.BHXH: DoubtKind.PERSONAL_DATA,
}
"""What is doubted of what `privacy` finds.

Names and addresses tell where to go; a password or a code that stands there is an example, since who wants one asks.
"""


def doubts(text: str, hosts: AbstractSet[str]) -> tuple[Doubt, ...]:
    """Looks for what may harm a learner in a text that somebody writes to them.

    Args:
        text: as written, of any length.
        hosts: where a link may lead: these hosts and what stands below them (`links.allowed_hosts`).

    Returns:
        The doubts in the order of the text, those of one kind apart from each other; none where the text may leave.
    """
    found: list[Doubt] = []
    ends: dict[DoubtKind, int] = {}
    for doubt in sorted(_found(text, hosts), key=lambda doubt: (doubt.start, -doubt.end)):
        if doubt.start >= ends.get(doubt.kind, 0):
            ends[doubt.kind] = doubt.end
            found.append(doubt)
    return tuple(found)


def why(found: tuple[Doubt, ...], state: State, context: Context) -> Text:
    """What a writer is told of a text that is held: why, once for each kind, and what they can do.

    Args:
        found: the doubts, at least one.
        state: of the writer, for how they are addressed.
        context: for the phrases.
    """
    text = say("trust.held", state, context)
    for kind in dict.fromkeys(doubt.kind for doubt in found):
        text += say(f"trust.{kind}", state, context)
    return text + say("trust.next", state, context)


def held_for(text: str, state: State, context: Context) -> Text:
    """What an admin is told of a text that is held: for each kind of doubt the words that show it, masked.

    Args:
        text: as it would be read.
        state: of the admin.
        context: for the phrases, and the hosts that are allowed today; nothing where nothing is doubted any more.
    """
    words: dict[DoubtKind, list[str]] = {}
    for doubt in doubts(text, allowed_hosts(context.catalog, context.operator.url)):
        words.setdefault(doubt.kind, []).append(f"“{_shown(text, doubt)}”")
    reasons = (line(f"alerts.why.{kind}", state, context, words=", ".join(those)) for kind, those in words.items())
    entries = tuple((Plain(reason),) for reason in reasons)
    return (*say("alerts.why", state, context), Items(entries)) if entries else ()


def _shown(text: str, doubt: Doubt) -> str:
    """The words of a doubt, masked; with the whole of a number that they only begin, or nothing would be masked."""
    numbers = (each for each in privacy.find(text) if each.start < doubt.end and doubt.start < each.end)
    ends = [(doubt.start, doubt.end), *((each.start, each.end) for each in numbers)]
    return privacy.mask(text[min(start for start, _ in ends) : max(end for _, end in ends)])


def _found(text: str, hosts: AbstractSet[str]) -> Iterator[Doubt]:
    heard = hear(text)
    for request in find_requests(heard):
        yield Doubt(request.kind, heard.offsets[request.start], heard.offsets[request.end])
    for start, end in find_insults(heard):
        yield Doubt(DoubtKind.ABUSE, heard.offsets[start], heard.offsets[end])
    for start, end in find_accounts(text):
        yield Doubt(DoubtKind.ACCOUNT_NUMBER, start, end)
    links = [link for link in find_links(text) if not is_allowed(link.host, hosts)]
    for link in links:
        yield Doubt(DoubtKind.FOREIGN_LINK, link.start, link.end)
    for violation in privacy.find(text):
        kind = _NUMBERS.get(violation.kind)
        is_public = _is_public(text[violation.start : violation.end], hosts)
        if kind is not None and not is_public:
            yield Doubt(kind, violation.start, violation.end)


def _is_public(number: str, hosts: AbstractSet[str]) -> bool:
    """Whether it is the address of a mailbox at a host that is allowed."""
    _, at, host = number.rpartition("@")
    return bool(at) and is_allowed(host.lower(), hosts)
