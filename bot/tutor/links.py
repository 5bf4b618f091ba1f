"""Links in what people write, however they hide them: `hxxp`, bare hosts, dots in words, look-alike letters, numbers.

A host counts as it is, not as it looks: `dịchvụcông.gov.vn`, `dichvucong.gov.vn.evil.com` and
`dichvucong.gov.vn@evil.com` are three other places than `dichvucong.gov.vn`.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise

from bot.model.lesson import Catalog
from bot.tutor.fold import aligned, replaced, words

_PLAIN_ENDS = frozenset(words("com net org vn info xyz biz gov edu"))
"""Top-level domains that open a host whatever stands before them."""
_ENDS = _PLAIN_ENDS | frozenset(
    words(
        "mil int ac ai am app asia at au be best bet bid blog bond br buzz bz ca cash cc cf cfd ch chat click "
        "cloud club cn co cr cricket cyou cz date de dev digital do download email es eu event events express "
        "faith finance fit fm fr fun fund ga game games gd gg gift gl gle global gq group hair health help hk "
        "homes host hu icu id ie ii il im in ink io ir is it jp ke kh kim kr la lat law li life link live loan lol "
        "lt ltd ly ma makeup market me media men mk ml mn mobi mom money monster mt mx my name network news ng nl "
        "no nu nz one online page party pe pet ph pl press pro ps pt pub pw qa quest re ren rent rest review ro rs "
        "ru run sa sale sbs school se service services sg sh shop si site skin sk so social space st store stream "
        "su sucks support surf systems tax team tech tel th tips tk to today tokyo tools top trade tv tw ua uk us "
        "vc vi video vin vip vu wang webcam website wiki win work works world ws wtf zone"
    )
)
"""The others that are often met, or often abused (Interisle, Spamhaus)."""
_SECOND_LEVEL = frozenset(words("com net org gov edu mil int ac info biz vn name pro"))
"""What stands at the end of many hosts; alone it is none: `đuôi gov.vn`."""
_FOREIGN_WORDS = frozenset(
    words(
        "zalo facebook fb google chrome web website app link otp vneid vssid chatgpt gemini copilot ok oke email "
        "gmail wifi sms internet online momo telegram tiktok youtube smartphone iphone android samsung word excel "
        "powerpoint chatbot robot prompt nfc url domain ubnd file shop live video blog group site store page game "
        "news media one team"
    )
)
"""Words of other languages that stand in Vietnamese sentences, at whose end or beginning a blank may be missing."""
_SYLLABLE = re.compile(r"(?:ngh?|[cgknpt]h|g[hi]|qu|tr|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?|\d+")
_STATE = "gov.vn"
"""Below it only bodies of the State may register a name (Circular 24/2015/TT-BTTTT, article 13)."""
_PLAIN_HOST = re.compile(r"(?!.*xn--)[a-z0-9.\-]+")
_SHORTENERS = frozenset({"bit.ly", "tin.ly", "t.ly"})
"""Hosts that many know and that look like two words."""

_FULL_STOP = re.compile(r"[\u3002\u0701\u0702]")
_BRACKETED = re.compile(r" ?[\[({<] ?(?:\.|cham|dot) ?[\])}>] ?")
_TOLD = re.compile(r"(?<=[a-z0-9])(?: (?:cham|dot) | \. ?|\. (?=(?:com|net|org|vn|xyz|info|gov)\b))(?=[a-z0-9])")
_LAST_LABEL = re.compile(r"[a-z0-9\-]{1,63}$")
_LONGEST_LABEL = 63
"""Characters (RFC 1035, section 2.3.4)."""
_SCHEME = re.compile(
    r"\b(?:h ?[tx] ?[tx] ?p ?s?|[a-z][a-z0-9+\-]{1,12}) ?: ?[/\\] ?[/\\](?P<it>[\w@%\[][^\s/\\?#<>\"'“”’)]{0,255})"
)
_HOST = r"[\w%+\-]{1,64}+(?>(?:\.[\w%+\-]{1,64}+){0,20})"
_NAME = re.compile(rf"{_HOST}(?:@{_HOST})?")
_PATH = re.compile(r"[/?][\w%]|:\d")
_VERSION = re.compile(r"\b(?:ban|version|ver|v|android|ios)\.? ?$")
_OCTETS = 4
_MOST_OF_AN_OCTET = 255


@dataclass(frozen=True, slots=True)
class Link:
    """A link: the host that it opens, in small letters, and where it stands, in characters of the text as given.

    Where something before an `@` hides the host, both are told, so that it is no host that anybody allows.
    """

    host: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Reading:
    """A folded text with one dot for each way to say one, and how it was written."""

    text: str
    folded: str
    offsets: Sequence[int]

    def written(self, start: int, end: int) -> str:
        """What stands there as a browser reads it: compatible forms as plain ones, accents kept."""
        written = unicodedata.normalize("NFKC", self.text[self.offsets[start] : self.offsets[end]]).casefold()
        return "".join(char for char in written if unicodedata.category(char) != "Cf").strip()


def find_links(text: str) -> tuple[Link, ...]:
    """Finds what a reader, or a program that shows the text, may open.

    Returns:
        The links in the order of the text, apart from each other.
    """
    folded, offsets = aligned(text)
    folded, offsets = replaced(_FULL_STOP.sub(".", folded), offsets, _BRACKETED, lambda _: ".")
    folded, offsets = replaced(folded, offsets, _TOLD, _dot)
    reading = _Reading(text, folded, offsets)
    links: list[Link] = []
    for start, end, host in sorted((*_schemes(reading), *_hosts(reading))):
        if not links or offsets[start] >= links[-1].end:
            links.append(Link(host, offsets[start], offsets[end]))
    return tuple(links)


def is_allowed(host: str, hosts: AbstractSet[str]) -> bool:
    """Whether a host is one of some, or stands below one of them; with other letters than these it is another."""
    if _PLAIN_HOST.fullmatch(host) is None:
        return False
    labels = host.split(".")
    return any(".".join(labels[number:]) in hosts for number in range(len(labels)))


def allowed_hosts(catalog: Catalog, public_url: str) -> frozenset[str]:
    """The hosts to which a text may lead: those of the facts and of their sources, the State's, and our own.

    Args:
        catalog: the bank.
        public_url: where people reach this installation; empty where it has no address.
    """
    texts = [public_url]
    for fact in catalog.facts.values():
        texts += fact.source, *(value for value in (fact.value, *fact.by_place.values()) if value is not None)
    return frozenset({_STATE, *(link.host.removeprefix("www.") for text in texts for link in find_links(text))})


def _dot(found: re.Match[str]) -> str:
    """A dot where what stands before it can be the name of a host; else what was there."""
    before = _LAST_LABEL.search(found.string, max(0, found.start() - _LONGEST_LABEL), found.start())
    if before is None or (_SYLLABLE.fullmatch(before[0]) is not None and before[0] not in _SECOND_LEVEL):
        return found[0]
    return found[0] if found[0].strip() == "." and before[0] in _FOREIGN_WORDS else "."


def _is_word(label: str) -> bool:
    return label in _FOREIGN_WORDS or _SYLLABLE.fullmatch(label) is not None


def _schemes(reading: _Reading) -> Iterator[tuple[int, int, str]]:
    """What stands behind `https://`, whatever it is."""
    for found in _SCHEME.finditer(reading.folded):
        start, end = found.span("it")
        host = reading.written(start, end).rstrip(".,;:!…")
        yield found.start(), end, re.sub(r":\d*$", "", host)


def _hosts(reading: _Reading) -> Iterator[tuple[int, int, str]]:
    """Hosts that stand alone; the address of a mailbox is none, unless its first part looks like one."""
    for found in _NAME.finditer(reading.folded):
        name, _, mailbox = found[0].partition("@")
        if "." not in name:
            continue
        begins = [found.start()]
        for label in name.split("."):
            begins.append(begins[-1] + len(label) + 1)
        spans = [(begin, after - 1) for begin, after in pairwise(begins)]
        kept = _labels(reading, spans)
        if mailbox and kept:
            yield found.start(), found.end(), reading.written(*found.span())
        elif kept:
            yield spans[0][0], kept[-1][1], ".".join(reading.written(*span) for span in kept)


def _labels(reading: _Reading, spans: Sequence[tuple[int, int]]) -> Sequence[tuple[int, int]]:
    """Those of the labels that are a host: none, or all but the first words of a next sentence."""
    folded = reading.folded
    labels = [folded[start:end] for start, end in spans]
    if all(label.isdecimal() for label in labels):
        is_version = _VERSION.search(folded, max(0, spans[0][0] - 10), spans[0][0]) is not None
        return () if is_version or not _is_address(labels) else spans
    is_sure = labels[0] == "www" or _PATH.match(folded, spans[-1][1]) is not None
    for count in range(len(labels), 1, -1):
        end = labels[count - 1]
        is_end = end in _ENDS and reading.written(*spans[count - 1]).isascii()
        is_glued = _is_word(end) and end not in _PLAIN_ENDS
        is_in_words = reading.text[reading.offsets[spans[count - 2][1]]] == " "
        is_told = is_sure or is_in_words or not _is_word(labels[count - 2]) or ".".join(labels[:count]) in _SHORTENERS
        is_unknown = not is_glued and (labels[0] == "www" or not _PLAIN_ENDS.isdisjoint(labels[1 : count - 1]))
        if (is_end and (is_told or end in _PLAIN_ENDS)) or is_unknown or not end.isascii() or end.startswith("xn--"):
            return () if _SECOND_LEVEL.issuperset(labels[:count]) else spans[:count]
    return ()


def _is_address(labels: Sequence[str]) -> bool:
    return len(labels) == _OCTETS and all(int(label) <= _MOST_OF_AN_OCTET for label in labels if len(label) < _OCTETS)
