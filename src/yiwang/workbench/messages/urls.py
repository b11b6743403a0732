# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The addresses of the section for the words of messages, and how they get through."""

from django.urls import path

from yiwang.workbench.messages import views

urlpatterns = [
    path("messages", views.template_list, name="messages"),
    path("messages/new", views.new_template, name="message-template"),
    path("messages/<uuid:template_id>/publish", views.publish, name="message-publish"),
    path("cases/<uuid:case_id>/messages", views.case_messages, name="case-messages"),
]
