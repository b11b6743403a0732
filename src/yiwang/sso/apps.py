# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig


class SsoConfig(AppConfig):
    name = "yiwang.sso"
    label = "sso"
    default_auto_field = "django.db.models.BigAutoField"
