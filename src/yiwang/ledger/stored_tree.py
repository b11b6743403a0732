# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The stored Merkle tree: roots of any earlier size, read from tiles and the newest leaves."""

from django.db import connection

from yiwang.ledger import merkle
from yiwang.ledger.errors import LedgerDamaged
from yiwang.ledger.merkle import TREE_HASHES, Frontier
from yiwang.ledger.models import Tile

_LEAVES = """
SELECT leaf_hash FROM ledger_event WHERE seq >= %s AND seq < %s ORDER BY seq
"""
_ROOTS = """
SELECT root FROM ledger_tile WHERE level = %s AND position >= %s AND position < %s
ORDER BY position
"""


class StoredTree:
    """Answers for complete subtrees, at most one query for each tile; made anew for each use."""

    def __init__(self, tree_hash: merkle.TreeHash) -> None:
        self.hash = tree_hash
        self._tiles: dict[tuple[int, int], list[bytes]] = {}

    def node(self, height: int, place: int) -> bytes:
        """Return the root of the complete subtree of this height at this place from the left.

        :raises LedgerDamaged: hashes that must be there are missing
        """
        level, within = divmod(height, merkle.TILE_HEIGHT)
        position, offset = divmod(place << within, merkle.TILE_WIDTH)
        nodes = self._tile(level, position)[offset : offset + (1 << within)]
        if len(nodes) != 1 << within:
            raise LedgerDamaged
        return self.hash.fold_level(nodes)

    def root(self, size: int) -> bytes:
        """Return the root that the tree had when it held this many leaves."""
        return merkle.range_root(self.hash, self.node, 0, size)

    def _tile(self, level: int, position: int) -> list[bytes]:
        key = (level, position)
        if key not in self._tiles:
            self._tiles[key] = _read_tile(level, position)
        return self._tiles[key]


def stored_frontier(hash_name: str, size: int, packed: bytes) -> Frontier:
    """Return the frontier that the tree's row describes.

    :raises LedgerDamaged: it describes none
    """
    try:
        return Frontier(TREE_HASHES[hash_name], size, packed)
    except (KeyError, ValueError) as error:
        raise LedgerDamaged from error


def newest_hashes(level: int, position: int) -> list[bytes]:
    """Return what a tile holds so far, read from the level below."""
    first = position * merkle.TILE_WIDTH
    with connection.cursor() as cursor:
        if level == 0:
            cursor.execute(_LEAVES, [first, first + merkle.TILE_WIDTH])
        else:
            cursor.execute(_ROOTS, [level - 1, first, first + merkle.TILE_WIDTH])
        return [bytes(row[0]) for row in cursor.fetchall()]


def _read_tile(level: int, position: int) -> list[bytes]:
    full = Tile.objects.filter(level=level, position=position).values_list("hashes", flat=True)
    packed = full.first()
    if packed is None:
        return newest_hashes(level, position)
    return merkle.split_hashes(bytes(packed))
