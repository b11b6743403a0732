# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Addresses of the OpenID provider that machines call; all go through the thin stack."""

from django.urls import path

from yiwang.rest.openid import views

app_name = "openid"
urlpatterns = [
    path("openid/token", views.token, name="token"),
    path("openid/userinfo", views.userinfo, name="userinfo"),
    path("openid/revoke", views.revoke, name="revoke"),
    path("openid/introspect", views.introspect, name="introspect"),
    path("openid/jwks", views.key_set, name="jwks"),
    path(".well-known/openid-configuration", views.discovery, name="discovery"),
    path(".well-known/oauth-authorization-server", views.discovery, name="metadata"),
]
