# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The addresses of the section for bad reviews and what is said in reviews."""

from django.urls import path

from yiwang.workbench.reviews import views

urlpatterns = [
    path("evaluations", views.correction_list, name="evaluations"),
    path("evaluations/texts", views.text_list, name="evaluation-texts"),
    path(
        "evaluations/texts/<uuid:evaluation_id>/<slug:action>", views.judge, name="evaluation-text"
    ),
    path("evaluations/<uuid:correction_id>", views.correction, name="evaluation"),
    path("evaluations/<uuid:correction_id>/<slug:action>", views.act, name="evaluation-act"),
]
