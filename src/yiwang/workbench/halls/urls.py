# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The addresses of halls and their counters in the workbench."""

from django.urls import path

from yiwang.workbench.halls import desk, devices, manage

urlpatterns = [
    path("desk", desk.desk, name="desk"),
    path("halls", manage.hall_list, name="halls"),
    path("halls/<uuid:hall_id>", manage.hall, name="hall"),
    path("halls/<uuid:hall_id>/board", manage.board, name="hall-board"),
    path("halls/<uuid:hall_id>/devices", devices.hall_devices, name="hall-devices"),
    path("halls/<uuid:hall_id>/figures", manage.figures, name="hall-figures"),
]
