from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.lessonbank.load import open_bank, shipped_bank
from bot.model.ids import FactKey
from bot.model.lesson import Fact
from bot.tutor.links import allowed_hosts, find_links, is_allowed
from tests.bank import catalog

HOSTS = frozenset({"dichvucong.gov.vn"})


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("abc.xyz/dk", "abc.xyz"),
        ("vào VNEID-CAPNHAT.TOP nhé", "vneid-capnhat.top"),
        ("hxxps://evil.com/x", "evil.com"),
        ("h t t p s://evil.abc", "evil.abc"),
        ("abc chấm com", "abc.com"),
        ("vneid chấm vip", "vneid.vip"),
        ("dichvucong chấm gov chấm vn", "dichvucong.gov.vn"),
        ("dichvucong[.]gov(chấm)vn", "dichvucong.gov.vn"),
        ("abc .com", "abc.com"),
        ("abc. com", "abc.com"),
        ("abc dot net", "abc.net"),
        ("https://dichvucong.gov.vn@evil.com", "dichvucong.gov.vn@evil.com"),
        ("dichvucong.gov.vn@evil.com", "dichvucong.gov.vn@evil.com"),
        ("dichvucong.gov.vn.evil.com", "dichvucong.gov.vn.evil.com"),
        ("dichvucong.gov.vn.pizza", "dichvucong.gov.vn.pizza"),
        ("www.abc.pizza", "www.abc.pizza"),
        ("bit.ly/abc", "bit.ly"),
        ("bit.ly", "bit.ly"),
        ("an.ly/abc", "an.ly"),
        ("http://1.2.3.4/x", "1.2.3.4"),
        ("mở 103.27.61.9 nhé", "103.27.61.9"),
        ("http://3232235777", "3232235777"),
        ("http://[::1]/a", "[::1]"),
        ("http://localhost:8080/a", "localhost"),
        (r"https:\\evil.com\a", "evil.com"),
        ("dịchvụcông.gov.vn", "dịchvụcông.gov.vn"),
        ("dichvucong.gоv.vn", "dichvucong.gоv.vn"),
        ("мойсайт.рф", "мойсайт.рф"),
        ("xn--dchvcng-x1a.vn", "xn--dchvcng-x1a.vn"),
        ("a.xn--p1ai", "a.xn--p1ai"),
        ("ev\u200bil.com", "evil.com"),
        ("ｅｖｉｌ．com", "evil.com"),
        ("evil。com", "evil.com"),
        ("vào dichvucong.gov.vn.Sau đó bấm", "dichvucong.gov.vn"),
        ("nhé bác.dichvucong.gov.vn", "bác.dichvucong.gov.vn"),
    ],
)
def test_a_link_is_found_however_it_is_written(text: str, host: str) -> None:
    (link,) = find_links(text)
    assert link.host == host


@pytest.mark.parametrize(
    "text",
    [
        "xong.Bác vào app", "lam xong.co gi hoi", "zalo.co gi hoi", "đã xong.có gì",
        "Chrome. App", "tin nhắn.Online thì",
        "đuôi .gov.vn", "đuôi gov.vn", "đuôi chấm gov chấm vn", "website .gov.vn", "máy chấm công", "Copilot chấm bài",
        "TP.HCM", "GS.TS", "v.v...", "St.Tropez", "1.000.000đ", "10.30", "ngày 1.7.2025", "999.1.1.1",
        "phiên bản 2.1.0.5",
        "bắt đầu bằng https:// là", "https://...", "baocao.docx", "vneid.apk", "hoa@gmail.com", "Nam. VN mình", ". com",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_link_is_none(text: str) -> None:
    assert find_links(text) == ()


def test_links_stand_where_they_were_written() -> None:
    text = "Mở ｄichvucong chấm gov chấm vn rồi https://abc.xyz/d?e=f.vn nhé"
    assert [text[link.start : link.end] for link in find_links(text)] == [
        "ｄichvucong chấm gov chấm vn", "https://abc.xyz", "f.vn",
    ]  # fmt: skip


@pytest.mark.parametrize("host", ["dichvucong.gov.vn", "thainguyen.dichvucong.gov.vn"])
def test_a_host_and_what_stands_below_it_are_allowed(host: str) -> None:
    assert is_allowed(host, HOSTS)


@pytest.mark.parametrize(
    "host", ["gov.vn", "xdichvucong.gov.vn", "dichvucong.gov.vn.evil.com", "dichvucong.gov.vn@evil.com", ""]
)
def test_no_other_host_is(host: str) -> None:
    assert not is_allowed(host, HOSTS)


def test_the_facts_and_our_own_address_say_which_hosts_are_allowed() -> None:
    told = Fact(
        FactKey("trang"),
        "Trang xã (www.xa.example.vn)",
        "Báo: https://bao.example.com/tin",
        date(2026, 11, 24),
        "Tổ",
        by_place={"thai-nguyen": "tn.example.org", "lam-dong": None},
    )
    facts = replace(catalog(), facts={told.key: told, FactKey("b"): replace(told, value=None)})
    assert allowed_hosts(facts, "https://hocai.example.vn:8443/x") == {
        "gov.vn", "xa.example.vn", "bao.example.com", "tn.example.org", "hocai.example.vn",
    }  # fmt: skip
    assert "hocai.example.vn" not in allowed_hosts(facts, "")


def test_the_bank_that_ships_allows_the_official_doors() -> None:
    hosts = allowed_hosts(open_bank(shipped_bank(), today=date(2026, 11, 24)), "")
    assert {"dichvucong.gov.vn", "phapluat.gov.vn", "chatgpt.com", "tinnhiemmang.vn", "myaccount.google.com"} <= hosts
    assert not {"com", "vn", "google.com"} & hosts
    assert all(host.isascii() and "." in host for host in hosts)


@pytest.mark.parametrize(
    ("host", "is_of_the_state"),
    [
        ("xa-phu-xuyen.thainguyen.gov.vn", True),
        ("csgt.bocongan.gov.vn", True),
        ("xgov.vn", False),
        ("gov.vn.evil.com", False),
        ("bocongan-gov.vn", False),
        ("dịchvụcông.gov.vn", False),
        ("xn--dchvcng-x1a.gov.vn", False),
        ("evil.com@bocongan.gov.vn", False),
        ("evil.com%2f.gov.vn", False),
    ],
)
def test_the_state_alone_has_names_below_gov_vn(host: str, is_of_the_state: bool) -> None:
    assert is_allowed(host, allowed_hosts(catalog(), "")) == is_of_the_state


@given(st.text(alphabet="abcăxn-.@:/ chấmvn[]()\u200b\u03010129。", max_size=120))
def test_any_text_is_read(text: str) -> None:
    end = 0
    for link in find_links(text):
        assert end <= link.start < link.end <= len(text)
        assert link.host
        end = link.end
