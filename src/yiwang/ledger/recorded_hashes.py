# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The sequencer's own copy of the leaf hashes, read along with the rows to verify them."""

from yiwang.ledger.enums import FindingKind
from yiwang.ledger.merkle import TILE_WIDTH, Frontier, FullTile, TreeHash, split_hashes
from yiwang.ledger.models import Tile, Tree
from yiwang.ledger.report import Finding

_AHEAD = 16  # tiles read at once


class RecordedHashes:
    """What hash each number was given, from the tiles and from the tail of the tree's row."""

    def __init__(self, tree_hash: TreeHash, state: Tree | None) -> None:
        self._hash = tree_hash
        self._state = state
        self.size = 0 if state is None else state.size
        self.findings: list[Finding] = []
        self._first = 0
        self._hashes: list[bytes] = []
        self._tail_at = self.size - self.size % TILE_WIDTH
        self._tail = [] if state is None else split_hashes(bytes(state.tail))
        self._roots: dict[int, bytes] = {}
        is_whole = state is not None and len(self._tail) == self.size - self._tail_at
        if not is_whole or (state is not None and state.hash_name != tree_hash.name):
            self.findings.append(Finding(FindingKind.TREE_CHANGED))

    def covers(self, number: int) -> bool:
        """Say whether the sequencer has given this number, as far as that can be known."""
        return self._state is None or number < self.size

    def root(self) -> bytes | None:
        """Return the root that the tree's row gives; None when it makes no sense."""
        if self._state is None:
            return None
        try:
            return Frontier(self._hash, self.size, bytes(self._state.frontier)).root()
        except ValueError:
            return None

    def at(self, number: int) -> bytes | None:
        """Return the hash of this number; None when it is not known. Ask in ascending order."""
        offset = number - self._first
        if not 0 <= offset < len(self._hashes):
            self._load(number)
            offset = number - self._first
        return self._hashes[offset] if 0 <= offset < len(self._hashes) else None

    def check_tiles(self, tiles: list[FullTile]) -> None:
        """Hold the tiles that filled up in the recomputed tree against those that are stored."""
        for tile in tiles:
            stored = self._stored_root(tile)
            if stored != tile.root:
                self._report(tile.level, tile.position)

    def _load(self, number: int) -> None:
        """Read the tiles from the one that holds this number on; the tail after the last."""
        position = number // TILE_WIDTH
        self._first = position * TILE_WIDTH
        self._hashes = []
        if self._first >= self._tail_at:
            self._first, self._hashes = self._tail_at, self._tail
            return
        tiles = Tile.objects.filter(
            level=0, position__gte=position, position__lt=position + _AHEAD
        ).order_by("position")
        self._roots = {}
        for tile in tiles:
            hashes = split_hashes(bytes(tile.hashes))
            self._roots[tile.position] = bytes(tile.root)
            if tile.position * TILE_WIDTH != self._first + len(self._hashes):
                break  # a tile is missing; the next call starts after it
            if len(hashes) != TILE_WIDTH:
                break
            self._hashes += hashes

    def _stored_root(self, tile: FullTile) -> bytes | None:
        if tile.level == 0 and tile.position in self._roots:
            return self._roots[tile.position]
        row = Tile.objects.filter(level=tile.level, position=tile.position).first()
        if row is None:
            return None
        if self._hash.fold_level(split_hashes(bytes(row.hashes))) != bytes(row.root):
            return None
        return bytes(row.root)

    def _report(self, level: int, position: int) -> None:
        finding = Finding(FindingKind.TILE_CHANGED, detail=f"{level}/{position}")
        if finding not in self.findings:
            self.findings.append(finding)
