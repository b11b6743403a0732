# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The addresses of rules that decide."""

from django.urls import path

from yiwang.workbench.automation import drafting, objections, rechecks, views

urlpatterns = [
    path("automation", views.rule_list, name="rules"),
    path("automation/new", views.new_set, name="new-rule-set"),
    path("automation/switch/<slug:action>", views.switch_all, name="switch-all-rules"),
    path("automation/rechecks", rechecks.recheck_list, name="rechecks"),
    path("automation/rechecks/<uuid:recheck_id>", rechecks.recheck, name="recheck"),
    path(
        "automation/rechecks/<uuid:recheck_id>/files/<uuid:file_id>",
        rechecks.file,
        name="recheck-file",
    ),
    path("automation/objections", objections.objection_list, name="rule-objections"),
    path("automation/objections/<uuid:objection_id>", objections.objection, name="rule-objection"),
    path("automation/<uuid:rule_set_id>", views.rule_page, name="rule-set"),
    path("automation/<uuid:rule_set_id>/switch/<slug:action>", views.switch, name="switch-rules"),
    path("automation/<uuid:rule_set_id>/draft", drafting.draft, name="rule-draft"),
    path(
        "automation/<uuid:rule_set_id>/versions/<int:number>",
        views.version_page,
        name="rule-version",
    ),
    path(
        "automation/<uuid:rule_set_id>/versions/<int:number>/<slug:action>",
        views.act,
        name="act-on-rule",
    ),
]
