# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
import base64
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from yiwang.ledger.notes import (
    NoteInvalid,
    Signer,
    Statement,
    open_note,
    parse_verifier_key,
    trusted_keys,
)

AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
SIGNER = Signer("zj.gov.test/ledger", Ed25519PrivateKey.from_private_bytes(b"s" * 32))
OTHER = Signer("zj.gov.test/ledger", Ed25519PrivateKey.from_private_bytes(b"o" * 32))
STATEMENT = Statement("zj.gov.test/ledger", 20852163, b"\x5a" * 32, AT)
TRUSTED = trusted_keys([SIGNER.verifier_key()])


def test_a_checkpoint_has_the_form_that_other_logs_use():
    note = SIGNER.sign(STATEMENT)

    assert note.startswith(
        "zj.gov.test/ledger\n"
        "20852163\n"
        "WlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlo=\n"
        "time 2026-11-23T09:30:00.000000Z\n"
        "\n"
        "— zj.gov.test/ledger "
    )
    assert note.endswith("=\n")


def test_the_key_id_and_the_verifier_key_are_those_of_the_signed_note_format():
    # C2SP signed-note: the first four bytes of SHA-256(name, newline, algorithm, public key).
    public = SIGNER.key.public_key().public_bytes_raw()
    key_id = sha256(b"zj.gov.test/ledger\n\x01" + public).digest()[:4]

    encoded = base64.b64encode(b"\x01" + public).decode()
    assert SIGNER.verifier_key() == f"zj.gov.test/ledger+{key_id.hex()}+{encoded}"
    signature = base64.b64decode(SIGNER.sign(STATEMENT).splitlines()[-1].split(" ")[-1])
    assert signature[:4] == key_id
    SIGNER.key.public_key().verify(signature[4:], STATEMENT.text().encode())


def test_the_example_key_of_the_format_is_read():
    # From the Go implementation that C2SP signed-note describes.
    name, key_id, _ = parse_verifier_key(
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    )

    assert (name, key_id.hex()) == ("PeterNeumann", "c74f20a3")


def test_the_example_note_of_the_format_is_verified():
    trusted = trusted_keys(["PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"])
    note = (
        "If you think cryptography is the answer to your problem,\n"
        "then you don't know what your problem is.\n"
        "\n"
        "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngo"
        "tpRZb6KE6RyyBwJnAM=\n"
    )

    with pytest.raises(NoteInvalid, match="not a checkpoint"):  # the signature holds
        open_note(note, trusted)
    with pytest.raises(NoteInvalid, match="does not hold"):
        open_note(note.replace("answer", "cure"), trusted)


@pytest.mark.parametrize("hash_name", ["sha256", "sm3"])
def test_what_was_signed_is_read_back(hash_name):
    statement = Statement("zj.gov.test/ledger", 5, b"\1" * 32, AT, hash_name)

    assert open_note(SIGNER.sign(statement), TRUSTED) == statement


def test_a_time_in_another_zone_is_written_in_utc():
    at = AT.astimezone(timezone(timedelta(hours=8)))
    statement = Statement("zj.gov.test/ledger", 5, b"\1" * 32, at)

    assert "time 2026-11-23T09:30:00.000000Z\n" in statement.text()


def test_a_witness_may_add_its_signature():
    witness = Signer("witness.test", Ed25519PrivateKey.from_private_bytes(b"w" * 32))
    line = witness.sign(STATEMENT).splitlines()[-1]

    assert open_note(f"{SIGNER.sign(STATEMENT)}{line}\n", TRUSTED) == STATEMENT


def test_a_signature_by_another_key_is_not_trusted():
    with pytest.raises(NoteInvalid, match="No trusted key"):
        open_note(OTHER.sign(STATEMENT), TRUSTED)


@pytest.mark.parametrize("place", range(0, 120, 7))
def test_no_character_of_the_text_can_be_changed(place):
    note = SIGNER.sign(STATEMENT)
    text_end = note.index("\n\n")
    place %= text_end
    changed = note[:place] + ("0" if note[place] != "0" else "1") + note[place + 1 :]

    with pytest.raises(NoteInvalid):
        open_note(changed, TRUSTED)


@pytest.mark.parametrize(
    "text",
    [
        "zj.gov.test/ledger\n05\nAQEB\ntime 2026-11-23T09:30:00.000000Z\n",
        "zj.gov.test/ledger\n5\nAQEB\n",
        "zj.gov.test/ledger\n5\n",
        "zj.gov.test/ledger\n-5\nAQEB\ntime 2026-11-23T09:30:00.000000Z\n",
        "zj.gov.test/ledger\n٥\nAQEB\ntime 2026-11-23T09:30:00.000000Z\n",
        "zj.gov.test/ledger\n5\nAQEB\ntime 2026-11-23T09:30:00.000000Z\nother line\n",
        "zj.gov.test/ledger\n5\nAQEB\ntime yesterday\n",
    ],
)
def test_a_well_signed_text_that_is_no_checkpoint_of_ours_is_refused(text):
    class Fixed(Statement):
        def text(self):
            return text

    note = SIGNER.sign(Fixed("zj.gov.test/ledger", 5, b"", AT))

    with pytest.raises(NoteInvalid):
        open_note(note, TRUSTED)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "name",
        "name+00000000+",
        "name+00000000+AAAA",
        "name+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+not base64",
        "+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    ],
)
def test_a_line_that_is_no_verifier_key_is_refused(line):
    with pytest.raises(ValueError, match="verifier key"):
        parse_verifier_key(line)
