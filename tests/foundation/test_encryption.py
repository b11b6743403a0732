# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Sealed values and blind indexes."""

import base64
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from yiwang.foundation import encryption
from yiwang.foundation.cipher_suites import SUITES
from yiwang.foundation.errors import DecryptionFailed

NUMBER = "33990019900228006X"
ROW = UUID("01890000-0000-7000-8000-000000000001")
PLACE = {"table": "identity_person", "column": "resident_id", "row_id": ROW}
COLUMN = {"table": "identity_person", "column": "resident_id"}
AES, SM4 = "aes256gcm+hmac-sha256", "sm4gcm+hmac-sm3"

same_settings_for_all_examples = hypothesis_settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def key(key_id: str, suite: str = AES, secret: bytes | None = None) -> dict[str, str]:
    secret = secret or key_id.encode().ljust(32, b".")
    return {"id": key_id, "suite": suite, "secret": base64.b64encode(secret).decode()}


@pytest.fixture(params=[AES, SM4])
def ring(request, settings):
    """A ring of one key, once for each suite."""
    settings.FIELD_ENCRYPTION_KEYS = [key("k1", request.param)]
    return settings


@pytest.mark.usefixtures("ring")
@same_settings_for_all_examples
@given(st.text(st.characters(exclude_categories=["Cs"])), st.text("abc|", max_size=5), st.uuids())
def test_what_is_sealed_opens_in_its_place(plain, column, row_id):
    blob = encryption.encrypt(plain, table="t", column=column, row_id=row_id)

    assert encryption.decrypt(blob, table="t", column=column, row_id=row_id) == plain


@pytest.mark.usefixtures("ring")
def test_the_same_value_never_looks_the_same():
    blobs = {encryption.encrypt(NUMBER, **PLACE) for _time in range(100)}

    assert len(blobs) == 100
    assert not any(NUMBER.encode() in blob for blob in blobs)


@pytest.mark.usefixtures("ring")
@pytest.mark.parametrize(
    "elsewhere",
    [{"table": "identity_account"}, {"column": "phone"}, {"row_id": uuid4()}, {"row_id": ""}],
)
def test_a_value_moved_elsewhere_does_not_open(elsewhere):
    blob = encryption.encrypt(NUMBER, **PLACE)

    with pytest.raises(DecryptionFailed):
        encryption.decrypt(blob, **{**PLACE, **elsewhere})


@pytest.mark.usefixtures("ring")
def test_names_cannot_be_shifted_between_table_and_column():
    blob = encryption.encrypt(NUMBER, table="ab", column="c", row_id=ROW)

    with pytest.raises(DecryptionFailed):
        encryption.decrypt(blob, table="a", column="bc", row_id=ROW)


@pytest.mark.usefixtures("ring")
def test_a_value_with_any_bit_changed_does_not_open():
    blob = encryption.encrypt(NUMBER, **PLACE)

    for place in range(len(blob)):
        for bit in range(8):
            changed = bytearray(blob)
            changed[place] ^= 1 << bit
            with pytest.raises(DecryptionFailed):
                encryption.decrypt(bytes(changed), **PLACE)


@pytest.mark.usefixtures("ring")
def test_a_value_cut_off_anywhere_does_not_open():
    blob = encryption.encrypt(NUMBER, **PLACE)

    for length in range(len(blob)):
        with pytest.raises(DecryptionFailed):
            encryption.decrypt(blob[:length], **PLACE)


@pytest.mark.usefixtures("ring")
@same_settings_for_all_examples
@given(st.binary(max_size=100))
def test_no_bytes_break_the_opening(blob):
    with pytest.raises(DecryptionFailed):
        encryption.decrypt(blob, **PLACE)


def test_a_key_of_the_same_name_with_another_secret_does_not_open(settings):
    settings.FIELD_ENCRYPTION_KEYS = [key("k1")]
    blob = encryption.encrypt(NUMBER, **PLACE)

    settings.FIELD_ENCRYPTION_KEYS = [key("k1", secret=b"x" * 32)]
    with pytest.raises(DecryptionFailed):
        encryption.decrypt(blob, **PLACE)


def test_a_key_of_the_same_name_with_another_suite_does_not_open(settings):
    settings.FIELD_ENCRYPTION_KEYS = [key("k1", AES)]
    blob = encryption.encrypt(NUMBER, **PLACE)

    settings.FIELD_ENCRYPTION_KEYS = [key("k1", SM4)]
    with pytest.raises(DecryptionFailed):
        encryption.decrypt(blob, **PLACE)


def test_the_header_names_suite_and_key(settings):
    settings.FIELD_ENCRYPTION_KEYS = [key("k2026", SM4)]
    blob = encryption.encrypt("", **PLACE)

    assert blob[:8] == bytes((1, SUITES[SM4].number, 5)) + b"k2026"
    assert len(blob) == 8 + 12 + 16


def test_keys_rotate_and_old_values_still_open(settings):
    settings.FIELD_ENCRYPTION_KEYS = [key("old", AES)]
    blob = encryption.encrypt(NUMBER, **PLACE)
    index = encryption.blind_index(NUMBER, **COLUMN)

    settings.FIELD_ENCRYPTION_KEYS = [key("new", SM4), key("old", AES)]

    assert encryption.decrypt(blob, **PLACE) == NUMBER
    assert not encryption.is_current(blob)
    assert encryption.blind_index(NUMBER, **COLUMN) != index
    assert encryption.blind_index_candidates(NUMBER, **COLUMN) == [
        encryption.blind_index(NUMBER, **COLUMN),
        index,
    ]

    renewed = encryption.reencrypt(blob, **PLACE)
    assert encryption.is_current(renewed)
    assert encryption.reencrypt(renewed, **PLACE) == renewed

    settings.FIELD_ENCRYPTION_KEYS = [key("new", SM4)]
    assert encryption.decrypt(renewed, **PLACE) == NUMBER
    with pytest.raises(DecryptionFailed):
        encryption.decrypt(blob, **PLACE)


@pytest.mark.usefixtures("ring")
def test_an_index_is_equal_for_equal_numbers_however_typed():
    index = encryption.blind_index(NUMBER, **COLUMN)

    assert len(index) == 32
    assert encryption.blind_index(f" {NUMBER.lower()} ", **COLUMN) == index
    assert encryption.blind_index("３３９９００１９９００２２８００６Ｘ", **COLUMN) == index


@pytest.mark.usefixtures("ring")
def test_indexes_of_two_columns_cannot_be_compared():
    indexes = {
        encryption.blind_index(NUMBER, table=table, column=column)
        for table, column in [("a", "b"), ("a", "c"), ("b", "b"), ("ab", ""), ("", "ab")]
    }

    assert len(indexes) == 5


@pytest.mark.usefixtures("ring")
@same_settings_for_all_examples
@given(st.text("0123456789X", max_size=18), st.text("0123456789X", max_size=18))
def test_different_numbers_have_different_indexes(one, other):
    indexes = (
        encryption.blind_index(one, **COLUMN),
        encryption.blind_index(other, **COLUMN),
    )

    assert (indexes[0] == indexes[1]) is (one == other)


def test_the_same_secret_gives_other_keys_to_other_suites_and_names(settings):
    indexes = set()
    for a_key in (key("a", AES), key("b", AES), key("a", SM4)):
        settings.FIELD_ENCRYPTION_KEYS = [a_key | {"secret": key("same")["secret"]}]
        indexes.add(encryption.blind_index(NUMBER, **COLUMN))

    assert len(indexes) == 3


def test_a_known_index_stays_what_it_is(settings):
    """A change here would make every stored index useless."""
    settings.FIELD_ENCRYPTION_KEYS = [key("k1", AES, bytes(range(32)))]
    aes = encryption.blind_index(NUMBER, **COLUMN)
    settings.FIELD_ENCRYPTION_KEYS = [key("k1", SM4, bytes(range(32)))]
    sm4 = encryption.blind_index(NUMBER, **COLUMN)

    assert aes.hex() == "1cc8d4c0b52752a306969e076dcea51682312ecb752b1eb74593d04eccc5e0fc"
    assert sm4.hex() == "fd3b8c368b2108b18390c1b15948c287fa57d3f55ebe87fa8bb69593190104e9"


def test_secrets_may_be_bytes(settings):
    settings.FIELD_ENCRYPTION_KEYS = [{"id": "k1", "suite": AES, "secret": b"k" * 32}]
    index = encryption.blind_index(NUMBER, **COLUMN)

    settings.FIELD_ENCRYPTION_KEYS = [key("k1", secret=b"k" * 32)]
    assert encryption.blind_index(NUMBER, **COLUMN) == index


@pytest.mark.parametrize(
    "keys",
    [
        [],
        [{}],
        [key("")],
        [key("k" * 33)],
        [key("文")],
        [key("k1", "rot13")],
        [key("k1") | {"secret": "not base64!"}],
        [key("k1") | {"secret": "文"}],
        [key("k1", secret=b"short")],
        [key("k1"), key("k1")],
    ],
)
def test_a_ring_that_cannot_be_used_is_refused(settings, keys):
    settings.FIELD_ENCRYPTION_KEYS = keys

    with pytest.raises(ImproperlyConfigured):
        encryption.key_ring()


def test_a_ring_does_not_show_its_secrets(settings):
    settings.FIELD_ENCRYPTION_KEYS = [key("k1")]
    ring = encryption.key_ring()

    shown = repr(ring)
    assert "k1" in shown
    assert repr(ring.current.encryption_key) not in shown
    assert repr(ring.current.index_root) not in shown
