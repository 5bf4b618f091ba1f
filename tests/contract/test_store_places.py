"""Places as they are kept, on both databases."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection, select, update

from bot.model.ids import Address, PlaceCode
from bot.model.learner import Consent
from bot.model.place import Counted, Headcount, Place, PlaceKind, PlaceTree
from bot.model.place_change import PlaceChange, plan
from bot.store import batch, learners, places
from bot.store.engine import Store
from bot.store.tables import audit, classroom, delivery, headcount, learner, metadata, place_import

NOW = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
PROVINCE = Place(PlaceCode("19"), PlaceKind.PROVINCE, "Tỉnh Thái Nguyên")
COMMUNE = Place(PlaceCode("05503"), PlaceKind.COMMUNE, "Xã Tân Cương", PROVINCE.code)
WARD = Place(PlaceCode("05443"), PlaceKind.WARD, "Phường Phan Đình Phùng", PROVINCE.code)
HAMLET = Place(PlaceCode("a-xom"), PlaceKind.HAMLET, "Xóm 1", COMMUNE.code)
GROUP = Place(PlaceCode("a-to"), PlaceKind.GROUP, "Tổ công nghệ số cộng đồng xóm 1", HAMLET.code)
FIRST, SECOND = (PROVINCE, COMMUNE), (GROUP, HAMLET, WARD, replace(COMMUNE, name="Xã Tân Cương mới"))
OFFICIALS = Headcount(COMMUNE.code, Counted.OFFICIALS, 60, "Báo cáo 1", date(2026, 6, 30))
HAMLETS = replace(OFFICIALS, what=Counted.HAMLETS, count=30)
NEWER = replace(OFFICIALS, count=62, source="Báo cáo 2", as_of=date(2026, 9, 30))


async def bring(
    store: Store, wanted: tuple[Place, ...], counts: tuple[Headcount, ...] = (), at: datetime = NOW
) -> PlaceChange:
    def work(connection: Connection) -> PlaceChange:
        change = plan(places.tree(connection), places.headcounts(connection), wanted, counts)
        places.apply(connection, change, "a.csv", at)
        return change

    return await store.write(work)


async def last(store: Store) -> places.Imported:
    found = await store.read(places.last_import)
    assert found is not None
    return found


async def test_at_first_there_is_nothing(store: Store) -> None:
    assert await store.read(places.tree) == PlaceTree()
    assert await store.read(places.headcounts) == {}
    assert await store.read(places.last_import) is None


async def test_places_come_back_as_they_were_brought_in_whatever_order(store: Store) -> None:
    await bring(store, (GROUP, HAMLET, COMMUNE, PROVINCE), (OFFICIALS, HAMLETS))
    assert await store.read(places.tree) == PlaceTree((PROVINCE, COMMUNE, HAMLET, GROUP))
    assert set((await store.read(places.headcounts)).values()) == {OFFICIALS, HAMLETS}


async def test_the_same_twice_is_once_and_leaves_no_second_import(store: Store) -> None:
    first = await bring(store, FIRST, (OFFICIALS,))
    assert (await bring(store, FIRST, (OFFICIALS,), LATER)) == PlaceChange(untouched=2)
    imports = await store.read(lambda connection: connection.execute(select(place_import.c.made_at)).scalars().all())
    assert imports == [NOW]
    assert (await last(store)).undo == first.undo()


async def test_an_import_is_taken_back_whole(store: Store) -> None:
    await bring(store, FIRST, (OFFICIALS,))
    before = await store.read(places.tree), await store.read(places.headcounts)
    await bring(store, SECOND, (NEWER, HAMLETS, replace(HAMLETS, place=WARD.code)), LATER)
    assert len((await store.read(places.tree)).places) == 5
    newest = await last(store)
    assert (newest.file, newest.made_at, newest.undone_at) == ("a.csv", LATER, None)
    await store.write(lambda connection: places.take_back(connection, newest, LATER))
    assert (await store.read(places.tree), await store.read(places.headcounts)) == before
    assert (await last(store)).undone_at == LATER


async def test_what_is_moved_is_moved_back(store: Store) -> None:
    await bring(store, (PROVINCE, COMMUNE, HAMLET))
    await bring(store, (WARD, replace(HAMLET, parent=WARD.code)))
    assert (await store.read(places.tree)).ancestors(HAMLET.code) == (WARD, PROVINCE)
    newest = await last(store)
    await store.write(lambda connection: places.take_back(connection, newest, LATER))
    assert (await store.read(places.tree)).ancestors(HAMLET.code) == (COMMUNE, PROVINCE)


async def test_a_place_to_which_a_learner_belongs_is_used(store: Store) -> None:
    await bring(store, FIRST)

    def admit(connection: Connection) -> None:
        at = Address("terminal", "default", "bac")
        seat = batch.take_seats(connection, [at], NOW)[at]
        learners.admit(connection, [learners.Admission("m" * 32, seat.id, Consent("2026-11", NOW))], NOW)

    def settle(connection: Connection) -> None:
        connection.execute(update(learner).values(place=COMMUNE.code))

    await store.write(admit)
    codes = (PROVINCE.code, COMMUNE.code)
    assert await store.read(lambda connection: places.used(connection, codes)) == ()
    await store.write(settle)
    assert await store.read(lambda connection: places.used(connection, codes)) == (COMMUNE.code,)
    assert await store.read(lambda connection: places.used(connection, (WARD.code,))) == ()


async def test_many_places_are_brought_and_taken_back(store: Store) -> None:
    number = 5_000
    many = tuple(replace(HAMLET, code=PlaceCode(f"xom-{n}"), name=f"Xóm {n}") for n in range(number))
    await bring(store, (*FIRST, *many), tuple(replace(HAMLETS, place=each.code) for each in many))
    assert len((await store.read(places.tree)).children(COMMUNE.code)) == number
    newest = await last(store)
    await store.write(lambda connection: places.take_back(connection, newest, LATER))
    assert await store.read(places.tree) == PlaceTree()
    assert await store.read(places.headcounts) == {}


def test_every_column_that_names_a_place_is_known_as_a_user() -> None:
    named = {column for table in metadata.tables.values() for column in table.c if column.name.startswith("place")}
    assert named >= set(places.USERS)
    others = {audit.c.place, headcount.c.place, classroom.c.place, delivery.c.place}
    # The log, what was written to whom, the numbers of places themselves, and a name to be shown.
    assert named - set(places.USERS) == others
