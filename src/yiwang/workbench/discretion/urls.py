# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The addresses of benchmarks of discretion."""

from django.urls import path

from yiwang.workbench.discretion import choosing, views

urlpatterns = [
    path("benchmarks", views.benchmark_list, name="benchmarks"),
    path("benchmarks/figures", choosing.figures, name="benchmark-figures"),
    path("benchmarks/<uuid:base_item_id>", views.benchmark, name="benchmark"),
    path("benchmarks/<uuid:base_item_id>/do/<slug:action>", views.act, name="act-on-benchmark"),
    path(
        "benchmarks/<uuid:base_item_id>/lists/<uuid:implementation_id>",
        views.benchmark,
        name="own-benchmark",
    ),
    path(
        "benchmarks/<uuid:base_item_id>/lists/<uuid:implementation_id>/do/<slug:action>",
        views.act,
        name="act-on-own-benchmark",
    ),
    path("cases/<uuid:case_id>/discretion", choosing.discretion, name="case-discretion"),
    path(
        "cases/<uuid:case_id>/discretion/consent", choosing.consent, name="case-discretion-consent"
    ),
]
