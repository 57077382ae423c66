"""The two ends of a connection while its regions are read, one after another."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations

from bot.extraction.findings.place import Place

Pair = tuple[Place, Place | None]
"""Two ends in no order; none where only one is named, twice the same within a network."""
INSIDE = ("inside", "within")
"""How a region is linked that a connection lies in."""
_TWO_PAIRS = 4
_PAIR = 2


@dataclass(slots=True)
class Ends:
    """The two ends of one connection while it is being read."""

    opener: str = ""
    near: list[Place] = field(default_factory=list)
    far: list[Place] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    own: bool = False
    every: bool = False
    """Whether each goes with each: ``among A, B and C``."""
    at_far: bool = False
    seed: bool = False
    """Whether the near end is a seed: ``with A as a seed, connectivity of B``."""

    def add(self, region: Place, link: str) -> None:
        """Put one more region at the end that is being listed."""
        (self.far if self.at_far else self.near).append(region)
        if not self.at_far:
            self.links.append(link)

    def pairs(self) -> Iterator[Pair]:
        """Yield what the two ends make."""
        near, far = self.near, self.far
        if self.own:
            yield from ((place, place) for place in near)
        if self.opener == "between":
            whole = list(self._whole())
            if whole:
                yield from whole
                return
            if not far:
                cut = self.joint()
                near, far = near[:cut], near[cut:]
        if near and far:
            yield from ((place, far_end) for place in near for far_end in far)
        elif not self.own:
            yield from ((place, place if self._within(place) else None) for place in near or far)

    def _whole(self) -> Iterator[Pair]:
        """Yield the pairs of a list behind ``between`` or ``among`` that has no two ends."""
        near = self.near
        alternating = list(_alternating(self))
        if alternating or self.far:
            yield from alternating
        elif len(near) > _PAIR and (self.every or all(place.network for place in near)):
            yield from combinations(near, 2)
        elif len(near) == 1 and near[0].side == "bilateral":
            yield near[0], near[0]

    def joint(self) -> int:
        """Count the regions that a slash makes one end: ``between A/B and C``."""
        cut = 1
        while cut < len(self.near) and self.links[cut] == "slash":
            cut += 1
        return cut

    def _within(self, region: Place) -> bool:
        """Whether a place is both ends: ``within`` any, and what is said of a network alone."""
        network = region.network and self.opener in ("near", "inside", "before", "own")
        return network or self.opener == "within"


def _alternating(ends: Ends) -> Iterator[Pair]:
    """Yield the pairs of ``between A and B, C and D and E with F``."""
    items, links = ends.near + ends.far, [*ends.links, *(["far"] * len(ends.far))]
    if len(ends.far) > 1 or len(items) < _TWO_PAIRS or len(items) % 2:
        return
    if not ends.far and len({item.id for item in items[::2]}) > 1:
        return
    if ends.far:
        links[-1] = "and"
    inner = [links[at] for at in range(1, len(items) - 1, 2)]
    outer = [links[at] for at in range(2, len(items), 2)]
    if all(link == "and" for link in inner) and all(link in ("comma", "and") for link in outer):
        yield from zip(items[::2], items[1::2], strict=True)


def step(ends: Ends, region: Place, how: str) -> tuple[Ends, Ends | None]:
    """Take in one more region; return the ends, and those that are now complete."""
    last_end = ends.far or ends.near
    if how == "hyphen" and last_end:
        place = last_end.pop()
        if not ends.at_far:
            ends.links.pop()
        return ends, Ends(opener="near", near=[place], far=[region])
    done: Ends | None = None
    if how in ("between", "both", "among"):
        done = ends if last_end and ends.opener != "before" else None
        ends = Ends(opener="between", own=how == "both", every=how in ("among", "both"))
    elif how == "near" and ends.far:
        done, ends = ends, Ends(opener="near")
    else:
        _turn(ends, how)
    ends.add(region, how)
    return ends, done


def _turn(ends: Ends, how: str) -> None:
    """Turn to the far end where the words before a region say so."""
    if how == "including":
        _narrow(ends)
    elif how in (*INSIDE, "near") and not ends.near and not ends.far:
        ends.opener = how
    elif how == "near" and ends.seed:
        ends.at_far = True
    elif how == "far" or (how in INSIDE and ends.opener in ("near", "before", "between")):
        ends.own = ends.own or (ends.opener == "within" and not ends.at_far)
        ends.at_far = True


def _narrow(ends: Ends) -> None:
    """Let the regions behind ``including`` stand for the wider one before it."""
    if ends.at_far:
        if len(ends.far) == 1:
            ends.far.clear()
        return
    if not ends.near:
        return
    if ends.opener == "between":
        cut = ends.joint()
        del ends.near[cut:], ends.links[cut:]
    ends.at_far = True
