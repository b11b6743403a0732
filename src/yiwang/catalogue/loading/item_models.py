# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Publish the forms and processes of the items that are modelled in detail, and the defaults."""

from datetime import datetime
from pathlib import Path

from django.db import transaction

from yiwang.catalogue import policies
from yiwang.catalogue.loading import files
from yiwang.catalogue.loading.reports import LoadReport
from yiwang.forms import selectors as forms
from yiwang.forms import services as form_services
from yiwang.foundation.actors import Actor
from yiwang.workflow import services as workflow_services


def load_models(*, root: Path, actor: Actor, at: datetime) -> LoadReport:
    """Publish every form, decision table and process below ``data/models``; unchanged ones stay.

    :raises InvalidForm: a form may not be published; nothing is kept
    :raises InvalidProcess: a process may not be published; nothing is kept
    """
    policies.check_can(actor, policies.Action.LOAD)
    folder = root / files.MODELS
    with transaction.atomic():
        published = form_services.load_models(folder, actor=actor, at=at)
        processes = workflow_services.load_models(
            folder, forms=forms.newest_form_ids(), actor=actor, at=at
        )
    count = len(published) + len(processes)
    return LoadReport(count, count)
