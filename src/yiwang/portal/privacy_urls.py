# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Addresses of the pages about people's own data; part of the portal's."""

from django.urls import path

from yiwang.portal.views import own_data, privacy

urlpatterns = [
    path("privacy/register", privacy.register, name="privacy_register"),
    path("privacy/<slug:kind>", privacy.text, name="privacy_text"),
    path("my/reads", privacy.reads, name="reads"),
    path("my/reads/questions", privacy.questions, name="read_questions"),
    path("my/reads/<int:event_id>/ask", privacy.ask, name="ask_about_read"),
    path("my/texts", privacy.texts, name="texts"),
    path("my/texts/accept", privacy.accept, name="accept_texts"),
    path("my/texts/<slug:kind>/withdraw", privacy.withdraw, name="withdraw_consent"),
    path("my/data", own_data.own_data, name="own_data"),
    path("my/data/exports", own_data.ask_export, name="ask_export"),
    path("my/data/exports/<uuid:export_id>", own_data.take_export, name="take_export"),
    path("my/data/corrections", own_data.correct, name="ask_correction"),
    path(
        "my/data/corrections/<uuid:correction_id>/cancel",
        own_data.cancel_correction,
        name="cancel_correction",
    ),
    path("my/data/closing", own_data.closing, name="closing"),
    path("my/data/closing/cancel", own_data.cancel_closing, name="cancel_closing"),
]
