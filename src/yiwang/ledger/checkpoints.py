# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Signed checkpoints: what the log promises to the world never to take back."""

from datetime import datetime

from django.db import connection, transaction

from yiwang.ledger import configuration
from yiwang.ledger.errors import LedgerDamaged
from yiwang.ledger.merkle import TREE_HASHES
from yiwang.ledger.models import Checkpoint, Tree
from yiwang.ledger.notes import Statement
from yiwang.ledger.selectors import SignedCheckpoint, signed_checkpoint
from yiwang.ledger.stored_tree import StoredTree, stored_frontier

_NUMBERING = 0x6C656467_6572_0002  # the advisory lock of whoever adds the next checkpoint


def make_checkpoint(*, at: datetime) -> SignedCheckpoint | None:
    """Sign the log as it stands, unless the newest checkpoint already covers all of it.

    Before signing, the log is held against the checkpoint before and against its own tiles and
    leaves: a signer never contradicts what it signed.

    :returns: the newest checkpoint; None while the log is empty
    :raises LedgerDamaged: the stored log is not an extension of what was signed before
    :raises SigningKeyUnusable: there is no key to sign with
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_NUMBERING])
        last = Checkpoint.objects.order_by("-number").first()
        tree = Tree.objects.filter(pk=1).first()
        if tree is None or (last is not None and last.size == tree.size):
            if tree is None and last is not None:
                raise LedgerDamaged
            return None if last is None else signed_checkpoint(last)
        root = _checked_root(tree, last)
        statement = Statement(
            origin=configuration.origin(),
            size=tree.size,
            root=root,
            at=at,
            hash_name=tree.hash_name,
        )
        made = Checkpoint.objects.create(
            number=1 if last is None else last.number + 1,
            size=tree.size,
            root=root,
            at=at,
            note=configuration.signer().sign(statement),
        )
        return signed_checkpoint(made)


def _checked_root(tree: Tree, last: Checkpoint | None) -> bytes:
    """Return the root to sign, when frontier, stored hashes and the last signature agree."""
    root = stored_frontier(tree.hash_name, tree.size, bytes(tree.frontier)).root()
    stored = StoredTree(TREE_HASHES[tree.hash_name])
    if stored.root(tree.size) != root:
        raise LedgerDamaged
    if last is not None and (last.size > tree.size or stored.root(last.size) != bytes(last.root)):
        raise LedgerDamaged
    return root
