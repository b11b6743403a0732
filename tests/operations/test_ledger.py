# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""``yiwang ledger``: what an operator reads, and what decides the exit code."""

from pathlib import Path

import pytest

from operations import ledger as command
from operations.errors import OperationFailed
from tests.ledger.conftest import MONDAY, append_parcels, tamper
from yiwang.ledger import notes, selectors
from yiwang.ledger import services as ledger

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def signed() -> str:
    """Write and sign five facts; return the checkpoint's note."""
    append_parcels(5)
    ledger.sequence_batch()
    ledger.make_checkpoint(at=MONDAY)
    newest = selectors.latest_checkpoint()
    assert newest is not None
    return newest.note


@pytest.mark.usefixtures("signed")
def test_an_intact_ledger_is_said_to_be_so(said: list[str]):
    assert command.verify(say=said.append) is True
    assert said[0].startswith("5 facts, 5 under a signature, 0 waiting")
    assert said[-1].startswith("The ledger is intact")


@pytest.mark.usefixtures("signed")
def test_an_edited_row_is_named(said: list[str]):
    tamper("UPDATE ledger_event SET region_code = '330100000000' WHERE seq = 3")

    assert command.verify(say=said.append) is False
    assert any("3" in line and "tests.parcel_sent" in line for line in said[1:-1])
    assert said[-1].startswith("THE LEDGER WAS CHANGED")


def test_a_kept_checkpoint_tells_that_the_tail_was_cut_off(
    signed: str, said: list[str], tmp_path: Path
):
    kept = tmp_path / "checkpoint.txt"
    kept.write_text(signed)
    tamper(
        "DELETE FROM ledger_event; DELETE FROM ledger_checkpoint; DELETE FROM ledger_tile;"
        " DELETE FROM ledger_tree"
    )

    assert command.verify(say=said.append) is True, "to whoever has nothing else it looks whole"
    assert command.verify(witnesses=[kept], say=said.append) is False


def test_a_checkpoint_that_cannot_be_read_is_one_sentence(said: list[str], tmp_path: Path):
    with pytest.raises(OperationFailed, match=r"none\.txt"):
        command.verify(witnesses=[tmp_path / "none.txt"], say=said.append)


def test_the_keys_are_those_that_checkpoints_are_signed_with(signed: str, said: list[str]):
    command.keys(say=said.append)

    assert notes.open_note(signed, notes.trusted_keys(said)).size == 5
