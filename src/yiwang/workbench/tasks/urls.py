# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The addresses of what makes the work of staff lighter."""

from django.urls import path

from yiwang.workbench.cases import consulting, watching
from yiwang.workbench.tasks import filling, opinions, together

urlpatterns = [
    path("tasks/together", together.prepare, name="prepare-batch"),
    path("batches", together.batch_list, name="batches"),
    path("batches/check", filling.check, name="check-batch"),
    path("batches/run", together.run, name="run-batch"),
    path("batches/<uuid:batch_id>", together.batch, name="batch"),
    path("opinions", opinions.opinion_list, name="opinions"),
    path("opinions/save", opinions.save, name="save-opinion"),
    path("opinions/<uuid:opinion_id>/<slug:action>", opinions.act, name="act-on-opinion"),
    path("watching", watching.watched, name="watching"),
    path("watching/seen", watching.seen, name="watching-seen"),
    path("cases/<uuid:case_id>/watch", watching.watch, name="watch"),
    path("cases/<uuid:case_id>/consult", consulting.consult, name="consult"),
    path("consultations", consulting.consultation_list, name="consultations"),
    path("consultations/<uuid:consultation_id>", consulting.consultation, name="consultation"),
    path(
        "consultations/<uuid:consultation_id>/files/<uuid:file_id>",
        consulting.file,
        name="consultation-file",
    ),
    path(
        "consultations/<uuid:consultation_id>/<slug:action>",
        consulting.act,
        name="act-on-consultation",
    ),
]
