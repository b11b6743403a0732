# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The addresses of drawing and designing, of scenarios and of the materials library."""

from django.urls import path

from yiwang.workbench.guidance import evidence, scenarios
from yiwang.workbench.modelling import designing, sampling, trying, views

urlpatterns = [
    path("modelling", views.definition_list, name="modelling"),
    path("modelling/waiting", views.waiting, name="waiting-definitions"),
    path("modelling/<slug:kind>", views.definition_list, name="definitions"),
    path("modelling/<slug:kind>/begin", views.begin, name="begin-definition"),
    path("modelling/form/<slug:code>/design", designing.design, name="design-form"),
    path("modelling/form/<slug:code>/trial", sampling.try_form, name="try-form"),
    path("modelling/decision/<slug:code>/trial", sampling.try_table, name="try-table"),
    path("modelling/process/<slug:code>/simulation", trying.simulate, name="simulate"),
    path("modelling/<slug:kind>/<slug:code>", views.editor, name="definition"),
    path("modelling/<slug:kind>/<slug:code>/check", views.check, name="check-definition"),
    path("modelling/<slug:kind>/<slug:code>/file", views.download, name="definition-file"),
    path("modelling/<slug:kind>/<slug:code>/do/<slug:action>", views.act, name="act-on-definition"),
    path("scenarios", scenarios.scenario_list, name="scenarios"),
    path("scenarios/<uuid:base_item_id>", scenarios.scenario, name="scenario"),
    path("scenarios/<uuid:base_item_id>/try", scenarios.try_scenario, name="try-scenario"),
    path("scenarios/<uuid:base_item_id>/download", scenarios.download, name="scenario-file"),
    path("scenarios/<uuid:base_item_id>/do/<slug:action>", scenarios.act, name="act-on-scenario"),
    path("evidence-types", evidence.type_list, name="evidence-types"),
    path("evidence-types/new", evidence.add_type, name="new-evidence-type"),
    path("evidence-types/work", evidence.work, name="evidence-work"),
    path("evidence-types/assign", evidence.assign_name, name="assign-evidence-name"),
    path("evidence-types/<slug:code>", evidence.evidence_type, name="evidence-type"),
    path("evidence-types/<slug:code>/change", evidence.change_type, name="change-evidence-type"),
    path("evidence-types/<slug:code>/merge", evidence.merge_type, name="merge-evidence-type"),
]
