# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The register of personal data is complete, and what must end does end."""

import pytest
from django.apps import apps

from yiwang.foundation.erasing import Erasure, erasable_models
from yiwang.identity.register_purposes import PURPOSES
from yiwang.identity.register_tables import TABLES

MODELS = [
    model
    for model in apps.get_models()
    if model.__module__.startswith("yiwang.") and model.__dict__["personal_data"]
]
BY_LAW = 10
"""Years from which on the archives' rules say how data end, and no sweep of ours."""

ENDS_ELSEWHERE = {
    "ledger.IdempotencyRecord": "ledger.forget_old_answers",
    "identity.Account": "erased when it is closed: privacy_closing",
    "identity.Activation": "goes when the account is taken into use, or with the account",
    "identity.PastPassword": "erased with the account, and replaced by newer ones",
    "identity.ClientCertificate": "erased by its owner, and with the account",
    "identity.AccessToken": "identity.clear_expired",
    "identity.SignInThrottle": "identity.clear_expired",
    "identity.DemonstrationResident": "made-up people",
    "identity.DemonstrationFirm": "made-up people",
    "identity.LegalPerson": "the telephone of a firm, as long as the firm is known",
    "sharing.DemonstrationRecord": "made-up people",
    "sso.Session": "sso.sweep_sessions",
    "sso.ClientSession": "sso.sweep_sessions",
    "sso.Consent": "revoked by its owner",
    "sso.Subject": "with the account it stands for",
    "sso.Grant": "sso.clear_expired",
    "sso.AccessToken": "sso.clear_expired",
    "sso.RefreshToken": "sso.clear_expired",
    "sso.Client": "the contact of a department, as long as its system is connected",
    "sso.Registration": "the contact of a department",
    "organizations.Leave": "staff records",
    "organizations.StaffImportPart": "with its import, and as soon as it has been read",
    "organizations.StaffImportRow": "with its import",
}
"""Data with a short keeping time that another job, or their owner, ends."""


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_field_with_personal_data_has_plain_words_a_purpose_and_a_law(model: type):
    declared: dict[str, tuple[str, int]] = model.__dict__["personal_data"]
    table = TABLES[model._meta.label]

    assert set(table.fields) == set(declared)
    assert {purpose for purpose, _years in declared.values()} <= set(PURPOSES)


def test_no_words_are_kept_for_what_is_gone():
    used = {
        purpose for model in MODELS for purpose, _years in model.__dict__["personal_data"].values()
    }

    assert set(TABLES) == {model._meta.label for model in MODELS}
    assert set(PURPOSES) == used


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_what_is_not_kept_for_the_archives_is_erased_by_a_job(model: type):
    longest = max(years for _purpose, years in model.__dict__["personal_data"].values())
    is_erased = isinstance(model.__dict__.get("erased"), Erasure)

    if longest >= BY_LAW:
        assert not is_erased
    else:
        assert is_erased != (model._meta.label in ENDS_ELSEWHERE)


def test_an_erasure_counts_from_a_moment_that_the_model_has():
    for model, rule in erasable_models():
        assert model._meta.get_field(rule.moment).get_internal_type() == "DateTimeField"
        assert rule.days >= 0
