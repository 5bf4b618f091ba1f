"""Places: the tree of provinces, communes and what lies below them, and how many of what each has."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from bot.model.ids import PlaceCode

MOST_CODE, MOST_NAME, MOST_SOURCE = 40, 100, 200
"""Characters of a place's code, of its name, and of what a number's source is called."""
_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class PlaceKind(StrEnum):
    """What a place is. There has been no district since 1 July 2025.

    Source: Law 72/2025/QH15 on the organisation of local government, article 1.
    """

    PROVINCE = "province"
    """A province, or a city directly under the centre."""
    COMMUNE = "commune"
    WARD = "ward"
    ZONE = "zone"
    """A special zone: an island that is governed as communes are."""
    HAMLET = "hamlet"
    """A hamlet or a residential group, whatever it is called there: thôn, xóm, bản, buôn, ấp, khu phố, tổ dân phố."""
    GROUP = "group"
    """A digital community group (tổ công nghệ số cộng đồng)."""
    ENTERPRISE = "enterprise"


COMMUNES = frozenset({PlaceKind.COMMUNE, PlaceKind.WARD, PlaceKind.ZONE})
"""The lower one of the two levels of government."""

ABOVE: Mapping[PlaceKind, frozenset[PlaceKind]] = {
    PlaceKind.PROVINCE: frozenset(),
    **dict.fromkeys(COMMUNES, frozenset({PlaceKind.PROVINCE})),
    PlaceKind.HAMLET: COMMUNES,
    PlaceKind.GROUP: COMMUNES | {PlaceKind.PROVINCE, PlaceKind.HAMLET},
    PlaceKind.ENTERPRISE: COMMUNES | {PlaceKind.PROVINCE},
}
"""Directly below which kinds a place of a kind may stand; a province stands below none."""


@dataclass(frozen=True, slots=True)
class Place:
    """A node of the tree; `name` is whole, as people say it ("Xã Tân Cương"), `parent` is None for a province."""

    code: PlaceCode
    kind: PlaceKind
    name: str
    parent: PlaceCode | None = None


class Counted(StrEnum):
    """What is counted in a place, so that a share can be told of it."""

    OFFICIALS = "officials"
    WORKERS = "workers"
    """People of 15 to 60 years."""
    HAMLETS = "hamlets"
    GROUPS = "groups"
    """Digital community groups."""


@dataclass(frozen=True, slots=True)
class Headcount:
    """How many of something a place has: a denominator, with who says so and for which day."""

    place: PlaceCode
    what: Counted
    count: int
    source: str
    as_of: date


class Misplaced(StrEnum):
    """Why places are no tree."""

    DOUBLE = "double"
    """The code stands there twice."""
    ORPHAN = "orphan"
    """What it stands below is not there."""
    ROOTLESS = "rootless"
    """It names nothing that it stands below, and is no province."""
    WRONG_PARENT = "wrong parent"
    """It does not stand below that kind."""
    LOOP = "loop"
    """It stands below itself, directly or by way of others."""


@dataclass(frozen=True, slots=True)
class PlaceFault:
    """One place that keeps places from being a tree."""

    place: Place
    why: Misplaced


@dataclass(frozen=True, slots=True)
class PlaceTree:
    """Places that are a tree, in the order of their codes.

    Raises:
        ValueError: they are none; `faults_in` tells why.
    """

    places: tuple[Place, ...] = ()
    _by_code: Mapping[PlaceCode, Place] = field(init=False, repr=False, compare=False)
    _below: Mapping[PlaceCode | None, tuple[Place, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        faults = faults_in(self.places)
        if faults:
            first = faults[0]
            raise ValueError(f"{len(faults)} places are no part of a tree, such as {first.place.code}: {first.why}")
        in_order = tuple(sorted(self.places, key=lambda place: place.code))
        below: dict[PlaceCode | None, list[Place]] = {}
        for place in in_order:
            below.setdefault(place.parent, []).append(place)
        object.__setattr__(self, "places", in_order)
        object.__setattr__(self, "_by_code", {place.code: place for place in in_order})
        object.__setattr__(self, "_below", {code: tuple(places) for code, places in below.items()})

    def get(self, code: PlaceCode) -> Place | None:
        """The place with that code, or None."""
        return self._by_code.get(code)

    def children(self, code: PlaceCode | None) -> tuple[Place, ...]:
        """What stands directly below a place; below None, the whole installation, the provinces."""
        return self._below.get(code, ())

    def ancestors(self, code: PlaceCode) -> tuple[Place, ...]:
        """What a place stands below, the nearest one first, without itself; nothing for a code that is unknown."""
        found: list[Place] = []
        place = self.get(code)
        while place is not None and place.parent is not None:
            place = self._by_code[place.parent]
            found.append(place)
        return tuple(found)

    def is_within(self, code: PlaceCode, node: PlaceCode | None) -> bool:
        """Whether a place is that node or stands below it; all is within None, and an unknown code in nothing else."""
        if node is None:
            return True
        place = self.get(code)
        return place is not None and (code == node or any(above.code == node for above in self.ancestors(code)))

    def province_of(self, code: PlaceCode) -> Place | None:
        """The province in which a place is, itself if it is one; None for a code that is unknown."""
        ancestors = self.ancestors(code)
        return ancestors[-1] if ancestors else self.get(code)

    def commune_of(self, code: PlaceCode) -> Place | None:
        """The commune, ward or special zone in which a place is, itself if it is one; None where it is in none."""
        place = self.get(code)
        own = (place, *self.ancestors(code)) if place is not None else ()
        return next((each for each in own if each.kind in COMMUNES), None)

    def walk(self, node: PlaceCode | None = None) -> tuple[tuple[int, Place], ...]:
        """A node and all below it, each before what stands below it, with how deep it stands below the node.

        For None the provinces stand at depth 0, as a single node does.
        """
        starts = self.children(None) if node is None else tuple(filter(None, [self.get(node)]))
        found: list[tuple[int, Place]] = []
        waiting = [(0, place) for place in reversed(starts)]
        while waiting:
            depth, place = waiting.pop()
            found.append((depth, place))
            waiting.extend((depth + 1, below) for below in reversed(self.children(place.code)))
        return tuple(found)


def faults_in(places: Iterable[Place]) -> tuple[PlaceFault, ...]:
    """Every place that keeps these from being a tree, in their order; nothing where they are one."""
    by_code: dict[PlaceCode, Place] = {}
    doubles: list[PlaceFault] = []
    for place in places:
        if place.code in by_code:
            doubles.append(PlaceFault(place, Misplaced.DOUBLE))
        else:
            by_code[place.code] = place
    loops = _in_loops({place.code: place.parent for place in by_code.values()})
    found = ((place, _misplaced(place, by_code, loops)) for place in by_code.values())
    return (*doubles, *(PlaceFault(place, why) for place, why in found if why is not None))


def _misplaced(place: Place, by_code: Mapping[PlaceCode, Place], loops: frozenset[PlaceCode]) -> Misplaced | None:
    if place.parent is None:
        return None if place.kind is PlaceKind.PROVINCE else Misplaced.ROOTLESS
    if place.code in loops:
        return Misplaced.LOOP
    parent = by_code.get(place.parent)
    if parent is None:
        return Misplaced.ORPHAN
    return None if parent.kind in ABOVE[place.kind] else Misplaced.WRONG_PARENT


def _in_loops(parents: Mapping[PlaceCode, PlaceCode | None]) -> frozenset[PlaceCode]:
    """The places that stand below themselves; each is walked past once, so that a long chain costs no more."""
    loops: set[PlaceCode] = set()
    walked: set[PlaceCode] = set()
    for start in parents:
        path: dict[PlaceCode, int] = {}
        at: PlaceCode | None = start
        while at is not None and at in parents and at not in walked:
            walked.add(at)
            path[at] = len(path)
            at = parents[at]
        if at in path:
            loops.update(list(path)[path[at] :])
    return frozenset(loops)


def read_place_code(text: str) -> PlaceCode | None:
    """The place code in what somebody typed; None where it can be none. Capital letters and blanks around it go."""
    typed = text.strip().lower()
    return PlaceCode(typed) if len(typed) <= MOST_CODE and _CODE.fullmatch(typed) else None
