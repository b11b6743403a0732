# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The addresses of templates of notices."""

from django.urls import path

from yiwang.workbench.sheets import logos, views

urlpatterns = [
    path("templates", views.template_list, name="templates"),
    path("templates/new", views.new_template, name="new-template"),
    path("templates/logos", logos.logo_list, name="logos"),
    path("templates/logos/new", logos.new_logo, name="new-logo"),
    path("templates/logos/<uuid:logo_id>/picture", logos.logo_picture, name="logo-picture"),
    path("templates/logos/<uuid:logo_id>/<slug:action>", logos.act_on_logo, name="act-on-logo"),
    path("templates/<uuid:template_id>", views.template_page, name="template"),
    path("templates/<uuid:template_id>/draft", views.draft, name="template-draft"),
    path("templates/<uuid:template_id>/unsaved", views.unsaved, name="template-unsaved"),
    path(
        "templates/<uuid:template_id>/versions/<int:number>",
        views.version_page,
        name="template-version",
    ),
    path(
        "templates/<uuid:template_id>/versions/<int:number>/preview",
        views.preview,
        name="template-preview",
    ),
    path(
        "templates/<uuid:template_id>/versions/<int:number>/trial",
        views.trial,
        name="try-template",
    ),
    path(
        "templates/<uuid:template_id>/versions/<int:number>/<slug:action>",
        views.act,
        name="act-on-template",
    ),
]
