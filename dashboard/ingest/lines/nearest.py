"""The nearest of many straight pieces in space, for many points at once: exact, without looking at every pair.

Both sides are grouped: points by halving, pieces by eights as they follow one another. A group of points drops a
group of pieces that cannot hold the nearest one of any of its points. All lengths are in metres.
"""

from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Numbers: TypeAlias = NDArray[np.float64]
Indices: TypeAlias = NDArray[np.intp]

# Points times pieces that are measured pair by pair; larger groups are split.
PAIRS_AT_ONCE = 32_000
BLOCK = 8


class Blocks(NamedTuple):
    """Balls that hold pieces; on level 0 one piece each, on each further level the `BLOCK` that follow there."""

    centres: Numbers
    reaches: Numbers


def nearest(points: Numbers, *, starts: Numbers, steps: Numbers) -> tuple[Indices, Numbers]:
    """For each point the nearest piece (a start and a step from it), and the share of its step nearest to the point.

    Why no nearest piece is lost: with every point of a group within r of the group's centre, and something of the
    border within u of that centre, each point has something within u + r; a block that is farther than u + 2 r
    from the centre is farther than u + r from every point.
    """
    found = np.zeros(len(points), dtype=np.intp)
    shares = np.zeros(len(points))
    levels = _levels(starts + steps / 2, np.sqrt((steps**2).sum(axis=1)) / 2)
    top = len(levels) - 1
    waiting = [(np.arange(len(points)), top, np.arange(len(levels[top].centres)))]
    while waiting:
        members, level, blocks = waiting.pop()
        group = points[members]
        low, high = group.min(axis=0), group.max(axis=0)
        centre = (low + high) / 2
        radius = np.sqrt(((group - centre) ** 2).sum(axis=1).max())
        blocks, reach = _within(levels[level], blocks, centre=centre, radius=radius)
        few = len(members) * len(blocks) * (BLOCK if level else 1) <= PAIRS_AT_ONCE
        if level and (len(members) == 1 or few or reach > radius):
            inner = (BLOCK * blocks[:, None] + np.arange(BLOCK)).ravel()
            waiting.append((members, level - 1, inner[inner < len(levels[level - 1].centres)]))
        elif level or (len(members) > 1 and not few):
            order = members[np.argsort(group[:, np.argmax(high - low)])]
            waiting += [(half, level, blocks) for half in np.array_split(order, 2)]
        else:
            squares, along = _squares(group - centre, starts[blocks] - centre, steps[blocks])
            best = squares.argmin(axis=1)
            found[members], shares[members] = blocks[best], along[np.arange(len(members)), best]
    return found, shares


def _levels(centres: Numbers, reaches: Numbers) -> list[Blocks]:
    levels = [Blocks(centres, reaches)]
    while len(levels[-1].centres) > BLOCK:
        inner = levels[-1]
        firsts = np.arange(0, len(inner.centres), BLOCK)
        block = np.arange(len(inner.centres)) // BLOCK
        middles = np.add.reduceat(inner.centres, firsts) / np.bincount(block)[:, None]
        to_middle = np.sqrt(((inner.centres - middles[block]) ** 2).sum(axis=1))
        levels.append(Blocks(middles, np.maximum.reduceat(to_middle + inner.reaches, firsts)))
    return levels


def _within(level: Blocks, blocks: Indices, *, centre: Numbers, radius: float) -> tuple[Indices, float]:
    """The blocks that may hold a nearest piece, and the largest reach among them."""
    to_centres = np.sqrt(((level.centres[blocks] - centre) ** 2).sum(axis=1))
    reaches = level.reaches[blocks]
    kept = to_centres - reaches <= (to_centres + reaches).min() + 2 * radius
    return blocks[kept], float(reaches[kept].max())


def _squares(points: Numbers, starts: Numbers, steps: Numbers) -> tuple[Numbers, Numbers]:
    """Squared distances of points (rows) to pieces (columns), and how far along the piece the foot lies.

    All in metres from a place near the points: products of large coordinates would drown what is near.
    """
    ahead = points @ steps.T - (starts * steps).sum(axis=1)
    lengths = (steps**2).sum(axis=1)
    along = np.clip(ahead / lengths, 0, 1)
    to_starts = (points**2).sum(axis=1)[:, None] - 2 * points @ starts.T + (starts**2).sum(axis=1)
    return np.maximum(to_starts - along * (2 * ahead - along * lengths), 0), along
