# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig
from django.core.checks import register
from django.utils.module_loading import autodiscover_modules

from yiwang.ledger.checks import check_kinds


class LedgerConfig(AppConfig):
    name = "yiwang.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Learn every kind of fact and every follower of the ledger."""
        register(check_kinds)
        autodiscover_modules("events")
        autodiscover_modules("subscriptions")
