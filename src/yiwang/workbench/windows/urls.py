# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The addresses of the section for those who run a place's site."""

from django.urls import path

from yiwang.workbench.windows import views

urlpatterns = [
    path("windows", views.window, name="windows"),
    path("windows/brand", views.brand, name="window-brand"),
    path("windows/notices", views.write, name="window-write"),
    path("windows/notices/<uuid:notice_id>/<slug:state>", views.move, name="window-move"),
    path("outside", views.outside_list, name="outside"),
    path("outside/propose", views.propose, name="outside-propose"),
    path("outside/tasks/seen", views.see, name="outside-tasks-seen"),
    path("outside/<uuid:outside_id>/names", views.name, name="outside-names"),
    path("outside/<uuid:outside_id>/<slug:state>", views.judge, name="outside-judge"),
]
