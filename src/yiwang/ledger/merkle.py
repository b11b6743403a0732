# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Merkle trees as RFC 6962 draws them, over any hash; pure, knows no database.

A tree is known by its leaf hashes and only grows: a :class:`Frontier` is all that growing takes.
Roots of parts and proofs are worked out from a :data:`Node`, which answers for the complete
subtrees that lie where the tree's own splitting puts them.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from cryptography.hazmat.primitives import hashes

HASH_SIZE = 32
TILE_HEIGHT = 8
TILE_WIDTH = 1 << TILE_HEIGHT

Node = Callable[[int, int], bytes]
"""Return the root of the complete subtree of a height (0: a leaf) at a place from the left."""


@dataclass(frozen=True, slots=True)
class TreeHash:
    """A hash, with the prefixes that keep leaves and inner nodes apart.

    Source: RFC 6962, section 2.1.
    """

    name: str
    digest: Callable[[bytes], bytes]

    def leaf(self, entry: bytes) -> bytes:
        return self.digest(b"\0" + entry)

    def node(self, left: bytes, right: bytes) -> bytes:
        return self.digest(b"\1" + left + right)

    def fold(self, roots: Sequence[bytes]) -> bytes:
        """Return the root over complete subtrees, the largest first; of none, the empty tree's."""
        if not roots:
            return self.digest(b"")
        node = roots[-1]
        for left in reversed(roots[:-1]):
            node = self.node(left, node)
        return node

    def fold_level(self, nodes: Sequence[bytes]) -> bytes:
        """Return the root over the nodes of one level, a power of two of them."""
        level = list(nodes)
        while len(level) > 1:
            pairs = zip(level[::2], level[1::2], strict=True)
            level = [self.digest(b"\1" + left + right) for left, right in pairs]
        return level[0]


def _sha256(data: bytes) -> bytes:
    return sha256(data).digest()


def _sm3(data: bytes) -> bytes:
    digest = hashes.Hash(hashes.SM3())
    digest.update(data)
    return digest.finalize()


TREE_HASHES = {"sha256": TreeHash("sha256", _sha256), "sm3": TreeHash("sm3", _sm3)}


@dataclass(frozen=True, slots=True)
class FullTile:
    """A tile that has just filled up: its level, its place from the left, its root."""

    level: int
    position: int
    root: bytes


class Frontier:
    """A tree reduced to what growing takes: the roots of its complete subtrees, largest first.

    :param packed: those roots one after the other, from :meth:`packed`
    :raises ValueError: a tree of that size has another number of complete subtrees
    """

    __slots__ = ("_hash", "_roots", "size")

    def __init__(self, tree_hash: TreeHash, size: int = 0, packed: bytes = b"") -> None:
        if len(packed) != size.bit_count() * HASH_SIZE:
            raise ValueError(f"A tree of {size} leaves has {size.bit_count()} complete subtrees.")
        self._hash = tree_hash
        self._roots = split_hashes(packed)
        self.size = size

    def extend(self, leaves: Iterable[bytes]) -> list[FullTile]:
        """Append the leaf hashes and return the tiles that filled up, in that order."""
        tiles: list[FullTile] = []
        digest, roots, size = self._hash.digest, self._roots, self.size
        for leaf in leaves:
            node, place, height = leaf, size, 0
            while place & 1:
                node = digest(b"\1" + roots.pop() + node)
                place >>= 1
                height += 1
                if not height % TILE_HEIGHT:
                    tiles.append(FullTile(height // TILE_HEIGHT - 1, place, node))
            roots.append(node)
            size += 1
        self.size = size
        return tiles

    def root(self) -> bytes:
        return self._hash.fold(self._roots)

    def packed(self) -> bytes:
        return b"".join(self._roots)

    def copy(self) -> "Frontier":
        return Frontier(self._hash, self.size, self.packed())


def split_hashes(packed: bytes) -> list[bytes]:
    """Return packed hashes one by one."""
    return [packed[at : at + HASH_SIZE] for at in range(0, len(packed), HASH_SIZE)]


def range_root(tree_hash: TreeHash, node: Node, start: int, end: int) -> bytes:
    """Return the root over the leaves from ``start`` up to but not including ``end``.

    The range is one that the tree's own splitting makes, so that it is cut as a tree of that
    many leaves would be.
    """
    roots = [node(height, start_ >> height) for height, start_ in _subtrees(start, end)]
    return tree_hash.fold(roots)


def inclusion_path(tree_hash: TreeHash, node: Node, index: int, size: int) -> list[bytes]:
    """Return the proof that leaf ``index`` stands in the tree of ``size`` leaves.

    Source: RFC 6962, section 2.1.1.
    """
    path: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        split = start + _largest_power_below(end - start)
        if index < split:
            path.append(range_root(tree_hash, node, split, end))
            end = split
        else:
            path.append(range_root(tree_hash, node, start, split))
            start = split
    return path[::-1]


def consistency_path(tree_hash: TreeHash, node: Node, old: int, new: int) -> list[bytes]:
    """Return the proof that the tree of ``old`` leaves is the beginning of that of ``new``.

    Source: RFC 6962, section 2.1.2. It is empty when either is trivially so.
    """
    if old in {0, new}:
        return []
    path: list[bytes] = []
    start, end = 0, new
    is_whole = True
    while old != end:
        split = start + _largest_power_below(end - start)
        if old <= split:
            path.append(range_root(tree_hash, node, split, end))
            end = split
        else:
            path.append(range_root(tree_hash, node, start, split))
            start = split
            is_whole = False
    if not is_whole:
        path.append(range_root(tree_hash, node, start, end))
    return path[::-1]


def root_from_inclusion(
    tree_hash: TreeHash, leaf: bytes, index: int, size: int, path: Sequence[bytes]
) -> bytes:
    """Return the root that an inclusion proof leads to; it holds if that is the signed root.

    :raises ValueError: the proof does not have the length that the place asks for
    Source: RFC 9162, section 2.1.3.2.
    """
    node = leaf
    for is_left, step in _walk(index, size - 1, path):
        node = tree_hash.node(step, node) if is_left else tree_hash.node(node, step)
    return node


def roots_from_consistency(
    tree_hash: TreeHash, old: int, new: int, old_root: bytes, path: Sequence[bytes]
) -> tuple[bytes, bytes]:
    """Return the old and the new root that a consistency proof leads to; both must be the signed.

    :param old_root: starts the reckoning when the old tree is a complete subtree of the new
    :raises ValueError: the sizes are out of order, or the proof has the wrong length
    Source: RFC 9162, section 2.1.4.2.
    """
    if not 0 < old < new:
        raise ValueError("A consistency proof leads from a smaller tree to a larger one.")
    place, last = old - 1, new - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    steps = list(path) if old & (old - 1) else [old_root, *path]
    if not steps:
        raise ValueError("The proof is too short.")
    old_node = new_node = steps[0]
    for is_left, step in _walk(place, last, steps[1:]):
        if is_left:
            old_node, new_node = tree_hash.node(step, old_node), tree_hash.node(step, new_node)
        else:
            new_node = tree_hash.node(new_node, step)
    return old_node, new_node


def _walk(place: int, last: int, path: Sequence[bytes]) -> Iterator[tuple[bool, bytes]]:
    """Yield each step of a proof from bottom to top, and whether it joins from the left."""
    for step in path:
        if last == 0:
            raise ValueError("The proof is too long.")
        is_left = bool(place & 1) or place == last
        if is_left:
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        yield is_left, step
        place, last = place >> 1, last >> 1
    if last:
        raise ValueError("The proof is too short.")


def _subtrees(start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield height and first leaf of the complete subtrees that make up the range."""
    while start < end:
        height = (end - start).bit_length() - 1
        yield height, start
        start += 1 << height


def _largest_power_below(count: int) -> int:
    """Return the largest power of two smaller than ``count``, which is 2 or more."""
    return 1 << (count - 1).bit_length() - 1
