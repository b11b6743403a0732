# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Addresses of halls, appointments, tickets and kiosks."""

from django.urls import path

from yiwang.portal.views import appointments, devices, halls, kiosk

urlpatterns = [
    path("halls", halls.hall_list, name="halls"),
    path("halls/<uuid:hall_id>", halls.hall, name="hall"),
    path("halls/<uuid:hall_id>/screen", halls.screen, name="hall_screen"),
    path("halls/<uuid:hall_id>/tickets", halls.take_ticket, name="take_ticket"),
    path("tickets/<str:ticket_code>", halls.ticket, name="ticket"),
    path("halls/book/<uuid:skill_id>", appointments.book, name="book"),
    path("my/appointments", appointments.appointment_list, name="appointments"),
    path("my/appointments/<uuid:appointment_id>", appointments.appointment, name="appointment"),
    path("my/waiting/<uuid:waiting_id>/leave", appointments.leave_waiting, name="leave_waiting"),
    path("my/presence", appointments.presence_code, name="presence"),
    path("my/kiosk/<str:pairing>", appointments.pair_kiosk, name="pair_kiosk"),
    path("devices", devices.device, name="device"),
    path("kiosk/<uuid:hall_id>", kiosk.kiosk, name="kiosk"),
    path("kiosk/<uuid:hall_id>/track", kiosk.track, name="kiosk_track"),
]
