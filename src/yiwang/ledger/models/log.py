# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The Merkle log over the events: its tree, its signed checkpoints and their anchors."""

from typing import ClassVar

from django.db import models
from django.db.models import Q


class Tree(models.Model):
    """The one row that says how far the log has grown; whoever locks it may sequence.

    :ivar frontier: the roots of the complete subtrees from left to right, one after the other
    :ivar tail: the leaf hashes after the last full tile: with the tiles, a second copy of all
    """

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    id = models.SmallIntegerField(primary_key=True, default=1)
    hash_name = models.CharField(max_length=20)
    size = models.BigIntegerField()
    frontier = models.BinaryField()
    tail = models.BinaryField()

    class Meta:
        db_table = "ledger_tree"
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="ledger_tree_only_one"),
            models.CheckConstraint(condition=Q(size__gte=0), name="ledger_tree_size_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.size} leaves"


class Tile(models.Model):
    """A full tile of 256 hashes: a second, unchangeable copy of the log, and quick proofs.

    Level 0 holds leaf hashes; level n holds the roots of tiles of level n - 1.
    Source: the geometry is that of C2SP tlog-tiles.
    """

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    level = models.SmallIntegerField()
    position = models.BigIntegerField()
    root = models.BinaryField()
    hashes = models.BinaryField()

    pk = models.CompositePrimaryKey("level", "position")

    class Meta:
        db_table = "ledger_tile"

    def __str__(self) -> str:
        return f"{self.level}/{self.position}"


class Checkpoint(models.Model):
    """A signed statement of the log's size and root at a moment.

    :ivar note: the signed note itself (C2SP signed-note and tlog-checkpoint)
    """

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    number = models.BigIntegerField(primary_key=True)
    size = models.BigIntegerField()
    root = models.BinaryField()
    at = models.DateTimeField()
    note = models.TextField()

    class Meta:
        db_table = "ledger_checkpoint"
        constraints = [
            models.CheckConstraint(
                condition=Q(number__gte=1, size__gte=0), name="ledger_checkpoint_positive"
            ),
        ]
        indexes = [models.Index(fields=["size"], name="ledger_checkpoint_size")]

    def __str__(self) -> str:
        return f"{self.number}: {self.size} leaves"


class Anchor(models.Model):
    """An RFC 3161 time stamp over a checkpoint, by an authority that we do not run.

    :ivar token: the authority's whole answer, DER
    :ivar stamped_at: the time that the authority vouches for
    """

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    id = models.BigAutoField(primary_key=True)
    checkpoint = models.ForeignKey(Checkpoint, on_delete=models.PROTECT, related_name="anchors")
    authority = models.CharField(max_length=300)
    token = models.BinaryField()
    stamped_at = models.DateTimeField()

    class Meta:
        db_table = "ledger_anchor"
        indexes = [models.Index(fields=["stamped_at"], name="ledger_anchor_stamped")]

    def __str__(self) -> str:
        return f"{self.checkpoint_id} by {self.authority}"
