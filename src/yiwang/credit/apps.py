# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
from importlib import import_module

from django.apps import AppConfig


class CreditConfig(AppConfig):
    name = "yiwang.credit"
    label = "credit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what this room holds of a person."""
        import_module("yiwang.credit.own_data")
