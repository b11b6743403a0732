# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
from importlib import import_module

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "yiwang.delivery"
    label = "delivery"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what this room holds of a person."""
        import_module("yiwang.delivery.own_data")
