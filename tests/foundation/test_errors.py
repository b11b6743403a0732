# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Refusals as all rooms use them."""

import inspect
import string

import pytest
from django.utils.translation import override

from yiwang.foundation import errors
from yiwang.foundation.errors import HTTP_STATUS, DomainError, InvalidCode, Kind

CLASSES = [
    value
    for _name, value in inspect.getmembers(errors, inspect.isclass)
    if issubclass(value, DomainError) and value is not DomainError
]


@pytest.mark.parametrize("refusal", CLASSES, ids=lambda refusal: refusal.__name__)
def test_every_refusal_has_a_stable_code_and_a_sentence(refusal):
    assert set(refusal.code) <= set(string.ascii_lowercase + "._")
    assert refusal.kind in Kind
    with override("zh-hans"):
        assert str(refusal.sentence).endswith("。")


def test_codes_are_not_given_twice():
    codes = [refusal.code for refusal in CLASSES]

    assert len(set(codes)) == len(codes)


def test_every_kind_has_a_status():
    assert set(HTTP_STATUS) == set(Kind)
    assert all(400 <= status < 600 for status in HTTP_STATUS.values())


def test_a_raiser_may_hand_over_another_sentence_with_places():
    refusal = InvalidCode("应为%(count)s位。", params={"count": 18})

    assert str(refusal) == "应为18位。"
    assert refusal.status == 422


def test_a_percent_sign_without_params_is_harmless():
    assert str(DomainError("完成100%。")) == "完成100%。"
