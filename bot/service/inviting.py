"""Invites the people of a table: all of them or none, with every fault by its row; and takes an invitation back."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from bot.model.errors import SheetError
from bot.model.ids import InvitationKey, LearnerId, PlaceCode
from bot.model.place import PlaceTree, read_place_code
from bot.model.staff import Invitation, OpenInvitation, Role, key_of, new_invitation_code
from bot.papers.sheets import SheetFault, read_sheet
from bot.papers.staff_sheet import HEADINGS, PLACE, InvitedRow, InvitedSheet, read_invited
from bot.service.world import World
from bot.store import audit, staff
from bot.store.engine import Store
from bot.store.places import tree
from bot.tutor.fold import fold

EVERYWHERE = ("toàn hệ thống", "mọi nơi", "everywhere")
"""What stands in the column of places for the whole installation, which a table has to say in so many words."""
_EVERYWHERE = frozenset(map(fold, EVERYWHERE))
_LENGTHS = (2, 5)
"""Digits of official codes, from which tables take the zeros in front."""


@dataclass(frozen=True, slots=True)
class Offered:
    """What rows do not say: `place` is None where each has to name its own, or everywhere."""

    role: Role | None
    place: PlaceCode | None
    uses: int
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Made:
    """One row with its invitation; `code` is empty and `number` 0 where nothing was kept."""

    told: InvitedRow
    offered: Invitation
    code: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Invited:
    """What an import made, or would make; `unknown` are the headings of columns that are not read."""

    made: tuple[Made, ...]
    unknown: tuple[str, ...]


async def import_invitations(
    store: Store, world: World, content: bytes, file: str, otherwise: Offered, *, is_dry_run: bool = False
) -> Invited:
    """Makes an invitation for each row of a table, in one transaction. Names and notes of the table are not kept.

    Args:
        store: an open database.
        world: tells when, and draws the codes.
        content: the table, as CSV or an Excel workbook.
        file: what it is called.
        otherwise: what counts for rows that do not say.
        is_dry_run: whether only to tell what would be made.

    Raises:
        SheetError: it is no table, or has faults; nobody was invited.
        StoreAway: the database cannot be used.
    """
    sheet = _read(content, file, otherwise)

    def work(connection: Connection) -> Invited:
        offers, faults = _placed(sheet, tree(connection), otherwise)
        if faults:
            lines = tuple(fault.in_file(file) for fault in sorted(faults, key=lambda fault: fault.row))
            raise SheetError(f"Nobody was invited: {file} has {len(lines)} faults.", lines)
        if is_dry_run:
            return Invited(tuple(Made(told, offered) for told, offered in offers), sheet.unknown)
        codes = [new_invitation_code(world.draw()) for _ in offers]
        keyed = {key_of(code): offered for code, (_, offered) in zip(codes, offers, strict=True)}
        numbers = staff.invite_all(connection, keyed, world.now())
        note_invited(connection, [(numbers[key], offered) for key, offered in keyed.items()], world.now())
        made = (
            Made(told, offered, code, numbers[key_of(code)])
            for code, (told, offered) in zip(codes, offers, strict=True)
        )
        return Invited(tuple(made), sheet.unknown)

    return await (store.read(work) if is_dry_run else store.write(work))


async def withdraw(store: Store, world: World, which: int | InvitationKey) -> OpenInvitation | None:
    """Takes an invitation back, by its number or its code; posts that were taken up by it stay.

    Returns:
        What it was; None where there is none by which somebody could still take up a post.

    Raises:
        StoreAway: nothing was changed.
    """

    def write(connection: Connection) -> OpenInvitation | None:
        number = which if isinstance(which, int) else staff.number_of(connection, which)
        return withdrawn(connection, number, world.now()) if number is not None else None

    return await store.write(write)


def withdrawn(connection: Connection, number: int, now: datetime, by: LearnerId | None = None) -> OpenInvitation | None:
    """The same within a transaction, by somebody or, for None, by the command line; noted for good."""
    found = next((each for each in staff.open_invitations(connection, now) if each.number == number), None)
    if found is None or not staff.withdraw_invitation(connection, number, now):
        return None
    act = audit.Entry("staff.withdrawn", f"invitation:{number}", by, found.made_by, found.offered.place)
    audit.note(connection, [replace(act, reason=found.offered.role.value)], now)
    return found


def note_invited(
    connection: Connection, made: Sequence[tuple[int, Invitation]], now: datetime, by: LearnerId | None = None
) -> None:
    """Writes invitations, by their numbers, into the audit log."""
    audit.note(
        connection,
        [
            audit.Entry("staff.invited", f"invitation:{number}", by, None, offered.place, offered.role.value)
            for number, offered in made
        ],
        now,
    )


def _read(content: bytes, file: str, otherwise: Offered) -> InvitedSheet:
    rows = read_sheet(content, file)
    try:
        return read_invited(rows, otherwise.role, otherwise.uses)
    except SheetError as error:
        raise SheetError(f"{file}: {error}") from error


def _placed(
    sheet: InvitedSheet, places: PlaceTree, otherwise: Offered
) -> tuple[list[tuple[InvitedRow, Invitation]], list[SheetFault]]:
    """Each row with its invitation, and every fault of the table."""
    offers: list[tuple[InvitedRow, Invitation]] = []
    faults = list(sheet.faults)
    known = _Places(places, otherwise.place)
    for row in sheet.rows:
        try:
            offers.append((row, Invitation(row.role, known.find(row.place), row.uses, otherwise.expires_at)))
        except _NoPlaceError as error:
            faults.append(SheetFault(row.row, sheet.headings.get(PLACE, HEADINGS[PLACE][0]), str(error)))
    return offers, faults


class _NoPlaceError(Exception):
    """What is written in a row names no place, or several; the text says so."""


class _Places:
    """Finds places by what stands in tables: their codes, with or without zeros in front, or their names.

    Args:
        tree: the places; as long as there are none, any code is taken.
        otherwise: where a row invites to that does not say; None where each has to.
    """

    def __init__(self, tree: PlaceTree, otherwise: PlaceCode | None) -> None:
        self._tree, self._otherwise = tree, otherwise
        self._called: dict[str, list[PlaceCode]] = defaultdict(list)
        for place in tree.places:
            self._called[fold(place.name)].append(place.code)

    def find(self, text: str) -> PlaceCode | None:
        """The place; None for the whole installation."""
        if not text:
            if self._otherwise is None:
                raise _NoPlaceError(
                    f"it does not tell where; write the code or the name of a place, or {EVERYWHERE[0]!r}."
                )
            return self._otherwise
        if fold(text) in _EVERYWHERE:
            return None
        code = read_place_code(text)
        if code is not None:
            zeros = [PlaceCode(code.zfill(length)) for length in _LENGTHS if code.isdecimal()]
            known = [each for each in (code, *zeros) if not self._tree.places or self._tree.get(each) is not None]
            if known:
                return known[0]
        match self._called.get(fold(text), []):
            case [one]:
                return one
            case []:
                raise _NoPlaceError(f"there is no place {text!r}; `banhoc place list` lists those that there are.")
            case several:
                raise _NoPlaceError(f"{len(several)} places are called {text!r}; write the code of the one meant.")
