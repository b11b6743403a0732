# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
from importlib import import_module

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "yiwang.identity"
    label = "identity"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the ledger know further facts, and say what this room holds of a person."""
        for module in ("mandate_events", "privacy_events", "services.privacy_copy"):
            import_module(f"yiwang.identity.{module}")
        activations = import_module("yiwang.identity.services.activations")
        organizations = import_module("yiwang.organizations.services")
        organizations.when_staff_are_imported("accounts", activations.open_for_newcomers)
