# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Every table with personal data is guarded by PostgreSQL, or stands here with the reason."""

import re
from pathlib import Path

import pytest
from django.apps import apps

from yiwang.foundation.row_security import RowSecurity

ROOT = Path(__file__).parents[2]
MODELS = [model for model in apps.get_models() if model.__module__.startswith("yiwang.")]
PERSONAL = [model for model in MODELS if model.__dict__["personal_data"]]

WHO_ACTS = "read to find out who acts, before anybody's reach is known"
SIGNING_IN = "read and written while nobody has signed in yet"
REGISTERS = "written for a person whom no account has claimed yet, by the check that claims them"
SYSTEMS = "holds the contact of a system's owner, not of citizens"

UNGUARDED = {
    "identity.Account": WHO_ACTS,
    "identity.NaturalPerson": WHO_ACTS,
    "identity.LegalPerson": WHO_ACTS,
    "identity.LegalPersonHandler": WHO_ACTS,
    "identity.Mandate": WHO_ACTS,
    "identity.Guardianship": WHO_ACTS,
    "identity.AccessToken": WHO_ACTS,
    "identity.Activation": SIGNING_IN,
    "identity.StaffPerson": SIGNING_IN,
    "identity.PastPassword": SIGNING_IN,
    "identity.ClientCertificate": SIGNING_IN,
    "identity.SignInThrottle": SIGNING_IN,
    "identity.AssuranceEvidence": REGISTERS,
    "identity.DemonstrationResident": "made-up people of the demonstration register",
    "identity.DemonstrationFirm": "made-up firms of the demonstration register",
    "sharing.DemonstrationRecord": "made-up people and firms of the demonstration sources",
    "sharing.SourceChange": "names of staff alone, and no citizen's reach leads to it",
    "sharing.SourceSwitch": "names of staff alone, and no citizen's reach leads to it",
    "halls.Ticket": "its place is counted among everybody's; who has its code follows it",
    "halls.TicketStep": "the log of a ticket, with which it goes",
    "halls.KioskVisit": "opened by the machine's secret while nobody has signed in",
    "ledger.IdempotencyRecord": "asked before the command runs, by scope and key alone",
    "sso.Session": SIGNING_IN,
    "sso.ClientSession": "ended by other systems and by jobs, which have no citizen's reach",
    "sso.Consent": "read by the token endpoint, where a system acts and no citizen",
    "sso.Subject": "read by the token endpoint, where a system acts and no citizen",
    "sso.Grant": SIGNING_IN,
    "sso.AccessToken": SIGNING_IN,
    "sso.RefreshToken": SIGNING_IN,
    "sso.Client": SYSTEMS,
    "sso.Registration": SYSTEMS,
}
"""Models that PostgreSQL does not guard, and why not."""

WIDENED = {
    "cases/asking/posing.py": 2,
    "cases/lower_body/asking.py": 3,
    "cases/lower_body/reviewing.py": 4,
    "cases/lower_body/waiting.py": 2,
    "cases/modes/proving.py": 1,
    "cases/procedures/as_party.py": 4,
    "cases/procedures/interests.py": 4,
    "cases/procedures/party_languages.py": 1,
    "cases/queries/announced.py": 1,
    "cases/queries/cases.py": 2,
    "cases/queries/consultations.py": 1,
    "cases/queries/receiving.py": 2,
    "cases/queries/spared.py": 1,
    "cases/services/application_papers.py": 1,
    "cases/services/at_counter.py": 3,
    "cases/services/consultations.py": 1,
    "cases/services/lower_reviews.py": 1,
    "cases/services/receiving.py": 2,
    "cases/services/serving.py": 1,
    "cases/services/submission.py": 1,
    "cases/together/finding.py": 6,
    "cases/together/inviting.py": 3,
    "cases/together/languages.py": 1,
    "cases/together/papers.py": 4,
    "cases/together/reminding.py": 1,
    "cases/together/signing.py": 8,
    "cases/together/withdrawing.py": 3,
    "credit/selectors.py": 1,
    "delivery/selectors.py": 1,
    "delivery/services/callbacks.py": 1,
    "documents/selectors.py": 2,
    "documents/serving/consenting.py": 2,
    "documents/taking_over.py": 1,
    "documents/translating/wishing.py": 2,
    "evaluations/queries/own.py": 3,
    "evaluations/queries/staff.py": 2,
    "evaluations/services/correcting.py": 2,
    "evaluations/services/inviting.py": 1,
    "evaluations/services/reviewing.py": 2,
    "halls/queries/bookings.py": 1,
    "halls/services/presence.py": 1,
    "halls/services/queueing.py": 1,
    "halls/services/waiting.py": 1,
    "portal/views/kiosk.py": 1,
    "portal/views/tracking.py": 1,
    "rest/public/following.py": 1,
    "rest/public/receipts.py": 2,
    "sharing/selectors.py": 2,
    "sharing/services.py": 1,
    "sharing/watching.py": 2,
}
"""Where a reach is widened, and how often; the handbook says why."""


@pytest.mark.parametrize("model", PERSONAL, ids=lambda model: model._meta.label)
def test_a_table_with_personal_data_is_guarded_or_says_why_not(model: type):
    label = model._meta.label
    is_guarded = isinstance(model.__dict__.get("rows_seen"), RowSecurity)
    is_staff_s = label.startswith("organizations.")

    assert is_guarded != (label in UNGUARDED or is_staff_s), label


def test_no_reason_is_kept_for_a_table_that_is_gone():
    assert set(UNGUARDED) <= {model._meta.label for model in PERSONAL}


def test_what_organizations_keeps_is_of_staff_only():
    """Its tables are exempt as a whole, since rights narrow them: none may lead to a citizen."""
    leading = {
        (model._meta.label, field.name)
        for model in MODELS
        if model._meta.app_label == "organizations"
        for field in model._meta.get_fields()
        if field.is_relation
        and not field.auto_created
        and field.related_model
        and field.related_model._meta.app_label not in {"organizations", "identity"}
    }

    assert leading == set()


def test_reaches_are_widened_in_known_places_only():
    found = {}
    for path in sorted((ROOT / "src" / "yiwang").rglob("*.py")):
        if path.name == "reach.py":
            continue
        number = len(re.findall(r"reach\.everywhere\(\)", path.read_text()))
        if number:
            found[str(path.relative_to(ROOT / "src" / "yiwang"))] = number

    assert found == WIDENED
