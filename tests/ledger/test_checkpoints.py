# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.ledger.conftest import MONDAY, append_parcels
from yiwang.ledger import configuration, notes, selectors
from yiwang.ledger import services as ledger
from yiwang.ledger.errors import SigningKeyUnusable
from yiwang.ledger.models import Checkpoint

pytestmark = pytest.mark.django_db


def log_of(count):
    append_parcels(count)
    ledger.sequence_batch()


def test_a_checkpoint_states_origin_size_root_and_time_under_our_signature():
    log_of(5)

    checkpoint = ledger.make_checkpoint(at=MONDAY)

    trusted = notes.trusted_keys(selectors.verifier_keys())
    statement = notes.open_note(checkpoint.note, trusted)
    assert (statement.origin, statement.size, statement.at) == ("yiwang/ledger", 5, MONDAY)
    assert statement.root == checkpoint.root == selectors.consistency_proof(5, 5).new_root
    assert selectors.latest_checkpoint() == checkpoint


def test_an_empty_log_is_not_signed():
    assert ledger.make_checkpoint(at=MONDAY) is None
    assert selectors.latest_checkpoint() is None


def test_a_log_that_has_not_grown_is_not_signed_again():
    log_of(5)
    first = ledger.make_checkpoint(at=MONDAY)

    assert ledger.make_checkpoint(at=MONDAY) == first
    assert Checkpoint.objects.count() == 1


def test_checkpoints_are_numbered_without_gaps():
    for _ in range(3):
        log_of(2)
        ledger.make_checkpoint(at=MONDAY)

    rows = Checkpoint.objects.order_by("number").values_list("number", "size")
    assert list(rows) == [(1, 2), (2, 4), (3, 6)]


def test_the_origin_can_be_set(settings):
    settings.LEDGER_ORIGIN = "ledger.zj.gov.test"
    log_of(1)

    assert ledger.make_checkpoint(at=MONDAY).note.startswith("ledger.zj.gov.test\n1\n")
    assert ledger.verify().is_intact


def test_a_key_of_the_wrong_length_signs_nothing(settings):
    settings.LEDGER_SIGNING_KEY = b"short"
    log_of(1)

    with pytest.raises(SigningKeyUnusable):
        ledger.make_checkpoint(at=MONDAY)

    assert not Checkpoint.objects.exists()


def test_without_a_key_in_the_settings_one_is_made_once_and_kept(settings, tmp_path):
    settings.LEDGER_SIGNING_KEY = b""
    settings.LEDGER_SIGNING_KEY_FILE = str(tmp_path / "keys" / "ledger")

    made = configuration.signer().verifier_key()

    path = tmp_path / "keys" / "ledger"
    assert configuration.signer().verifier_key() == made
    assert path.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in path.parent.iterdir()] == ["ledger"]
    assert isinstance(configuration.signer().key, Ed25519PrivateKey)


def test_of_two_processes_that_make_a_key_the_first_one_wins(settings, tmp_path):
    path = tmp_path / "ledger"
    path.write_bytes(b"k" * 32)

    configuration._write_once(path, b"n" * 32)

    assert path.read_bytes() == b"k" * 32
    assert [one.name for one in tmp_path.iterdir()] == ["ledger"]
