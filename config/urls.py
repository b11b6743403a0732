# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Which face answers at which path."""

from django.urls import URLPattern, URLResolver, include, path

from config import watching
from yiwang.foundation.web import health

watching.register()

handler400 = "yiwang.foundation.web.pages.bad_request"
handler403 = "yiwang.foundation.web.pages.permission_denied"
handler404 = "yiwang.foundation.web.pages.page_not_found"
handler500 = "yiwang.foundation.web.pages.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
    path("api/", include("yiwang.rest.urls")),
    path("workbench/", include("yiwang.workbench.urls")),
    path("", include("yiwang.portal.urls")),  # patterns are tried in turn: what is read most, first
    path("", include("yiwang.rest.openid.urls")),
    path("", include("yiwang.portal.account.urls")),
]
