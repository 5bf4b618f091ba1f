"""A table of people to invite, on both databases: all of them or none, and one taken back."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection

from bot.model.errors import SheetError
from bot.model.ids import PlaceCode
from bot.model.place import Place, PlaceKind
from bot.model.place_change import PlaceChange
from bot.model.staff import Invitation, Role, key_of
from bot.service.inviting import Invited, Offered, import_invitations, withdraw
from bot.service.world import World
from bot.store import audit, places, staff
from bot.store.engine import Store

NOW = datetime(2026, 11, 29, 5, 0, tzinfo=UTC)
WORLD = World(now=lambda: NOW)
UNTIL = NOW + timedelta(days=7)
HEAD = "tên,vai trò,nơi,số người"
EACH = Offered(None, None, 1, UNTIL)
PROVINCE, COMMUNE = PlaceCode("08"), PlaceCode("00443")
ROLES = "write one of: người giúp ở lớp, người hướng dẫn, người biên soạn, người phụ trách, người giám sát."
TREE = (
    Place(PROVINCE, PlaceKind.PROVINCE, "Tỉnh A"),
    Place(COMMUNE, PlaceKind.COMMUNE, "Xã Tân Cương", PROVINCE),
    Place(PlaceCode("00444"), PlaceKind.COMMUNE, "Xã B", PROVINCE),
    Place(PlaceCode("thon-3"), PlaceKind.HAMLET, "Thôn 3", COMMUNE),
    Place(PlaceCode("thon-3-b"), PlaceKind.HAMLET, "Thôn 3", PlaceCode("00444")),
)


@pytest.fixture
async def villages(store: Store) -> Store:
    """A database with some places."""
    await store.write(lambda connection: places.apply(connection, PlaceChange(added=TREE), "places.csv", NOW))
    return store


async def invited(store: Store, *lines: str, otherwise: Offered = EACH, is_dry_run: bool = False) -> Invited:
    content = "\n".join((HEAD, *lines)).encode()
    return await import_invitations(store, WORLD, content, "to.csv", otherwise, is_dry_run=is_dry_run)


async def acts(store: Store) -> list[audit.Entry]:
    return [entry for _, entry in await store.read(lambda connection: audit.newest(connection, 10))]


async def test_each_row_becomes_an_invitation_that_lets_somebody_in(villages: Store) -> None:
    done = await invited(villages, "Cô Hoa,mentor,443,", "Chú Tư,người phụ trách,xa tan cuong,", ",giám sát,Mọi nơi,3")
    wanted = [(Role.MENTOR, COMMUNE, 1), (Role.ADMIN, COMMUNE, 1), (Role.AUDITOR, None, 3)]
    assert [each.offered for each in done.made] == [Invitation(*each, UNTIL) for each in wanted]
    assert [each.told.name for each in done.made] == ["Cô Hoa", "Chú Tư", ""]
    keys = [key_of(each.code) for each in done.made]
    kept = await villages.read(lambda connection: staff.invitations(connection, keys))
    assert kept == dict(zip(keys, (each.offered for each in done.made), strict=True))
    noted = [(f"invitation:{each.number}", each.offered.place, each.offered.role) for each in done.made]
    logged = await acts(villages)
    assert [(each.act, each.actor) for each in logged] == [("staff.invited", None)] * 3
    assert sorted((each.thing, each.place, each.reason) for each in logged) == sorted(noted)


async def test_a_table_of_thousands_is_taken_at_once(store: Store) -> None:
    done = await invited(store, *[f"Người {n},mentor,05443," for n in range(1_200)])
    assert len({each.number for each in done.made} - {0}) == len({each.code for each in done.made} - {""}) == 1_200
    found = await store.read(lambda connection: staff.open_invitations(connection, NOW))
    assert {each.number for each in found} == {each.number for each in done.made}


async def test_a_trial_makes_none(villages: Store) -> None:
    done = await invited(villages, "Cô Hoa,mentor,,", otherwise=Offered(None, COMMUNE, 2, UNTIL), is_dry_run=True)
    assert [(each.offered, each.code, each.number) for each in done.made] == [
        (Invitation(Role.MENTOR, COMMUNE, 2, UNTIL), "", 0)
    ]
    assert await acts(villages) == []
    assert await villages.read(lambda connection: staff.open_invitations(connection, NOW)) == ()


async def test_faults_are_told_all_at_once_and_nobody_is_invited(villages: Store) -> None:
    rows = ("Hoa,mentor,thon-3,", "Nam,mentor,Thôn 3,", "Tư,vua,443,", "Ba,mentor,,", "Năm,mentor,Xã C,")
    with pytest.raises(SheetError) as refused:
        await invited(villages, *rows)
    assert str(refused.value) == "Nobody was invited: to.csv has 4 faults."
    assert refused.value.faults == (
        "to.csv:3: nơi: 2 places are called 'Thôn 3'; write the code of the one meant.",
        f"to.csv:4: vai trò: 'vua' is no role; {ROLES}",
        "to.csv:5: nơi: it does not tell where; write the code or the name of a place, or 'toàn hệ thống'.",
        "to.csv:6: nơi: there is no place 'Xã C'; `banhoc place list` lists those that there are.",
    )
    assert await acts(villages) == []


async def test_what_is_no_table_is_told_with_its_name(store: Store) -> None:
    with pytest.raises(SheetError, match=r"^to\.csv: It names nobody\.$"):
        await invited(store)


async def test_an_invitation_is_withdrawn_once_by_its_code_or_its_number(store: Store) -> None:
    first, second = (await invited(store, "Hoa,mentor,443,5", "Nam,helper,443,")).made
    kept = await withdraw(store, WORLD, key_of(first.code))
    assert kept is not None
    assert (kept.number, kept.offered, kept.made_at, kept.made_by) == (first.number, first.offered, NOW, None)
    assert await withdraw(store, WORLD, key_of(first.code)) is None
    assert await withdraw(store, WORLD, key_of("bghkmnrtvx23")) is None
    assert (await acts(store))[0] == audit.Entry(
        "staff.withdrawn", f"invitation:{first.number}", place=PlaceCode("443"), reason="mentor"
    )
    assert not await store.write(lambda connection: staff.use_invitation(connection, key_of(first.code), NOW))
    assert await withdraw(store, WORLD, second.number) is not None
    assert await store.read(lambda connection: staff.open_invitations(connection, NOW)) == ()


async def test_what_is_used_up_or_over_is_open_no_more(store: Store) -> None:
    used, over = (await invited(store, "Hoa,mentor,443,", "Nam,helper,443,")).made

    def use(connection: Connection) -> bool:
        return staff.use_invitation(connection, key_of(used.code), NOW)

    assert await store.write(use)
    found = await store.read(lambda connection: staff.open_invitations(connection, NOW))
    assert [each.number for each in found] == [over.number]
    late = World(now=lambda: UNTIL)
    assert await withdraw(store, late, over.number) is None
