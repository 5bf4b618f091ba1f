"""What an import changes in the place tree, and what it takes to undo that."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.model.ids import PlaceCode
from bot.model.place import Counted, Headcount, Place, PlaceTree

CountKey = tuple[PlaceCode, Counted]
"""What a number is about."""


@dataclass(frozen=True, slots=True)
class Renewed:
    """A place as it was and as it becomes."""

    before: Place
    after: Place


@dataclass(frozen=True, slots=True)
class Recounted:
    """A number as it was, None where there was none, and as it becomes."""

    before: Headcount | None
    after: Headcount


@dataclass(frozen=True, slots=True)
class Undo:
    """What stood there before an import: which places and numbers came with it, and how the others were."""

    added: tuple[PlaceCode, ...] = ()
    places: tuple[Place, ...] = ()
    counted: tuple[CountKey, ...] = ()
    counts: tuple[Headcount, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceChange:
    """What an import does. What it does not name stays as it is: an import never takes a place away.

    `untouched` counts the places that it names as they are already, with all their numbers.
    """

    added: tuple[Place, ...] = ()
    renewed: tuple[Renewed, ...] = ()
    counts: tuple[Recounted, ...] = ()
    untouched: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether all is as it is already."""
        return not (self.added or self.renewed or self.counts)

    def undo(self) -> Undo:
        """What is to be kept, so that the change can be taken back."""
        return Undo(
            tuple(place.code for place in self.added),
            tuple(each.before for each in self.renewed),
            tuple((each.after.place, each.after.what) for each in self.counts if each.before is None),
            tuple(each.before for each in self.counts if each.before is not None),
        )


def plan(
    tree: PlaceTree, counts: Mapping[CountKey, Headcount], places: Iterable[Place], headcounts: Iterable[Headcount]
) -> PlaceChange:
    """What it takes for the tree to hold these places and numbers.

    Args:
        tree: as it is.
        counts: the numbers as they are.
        places: as they are to be; each code once.
        headcounts: as they are to be; each place and what once.
    """
    wanted = [(tree.get(place.code), place) for place in places]
    recounted = tuple(
        Recounted(before, after)
        for before, after in ((counts.get((each.place, each.what)), each) for each in headcounts)
        if before != after
    )
    touched = {each.after.place for each in recounted}
    return PlaceChange(
        tuple(after for before, after in wanted if before is None),
        tuple(Renewed(before, after) for before, after in wanted if before is not None and before != after),
        recounted,
        sum(before == after and after.code not in touched for before, after in wanted),
    )


def grown(tree: PlaceTree, places: Iterable[Place]) -> tuple[Place, ...]:
    """All places once these are among them, whether they are a tree or not."""
    return tuple({place.code: place for place in (*tree.places, *places)}.values())
