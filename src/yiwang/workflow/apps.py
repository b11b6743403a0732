# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
import logging

from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    name = "yiwang.workflow"
    label = "workflow"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # The library tells every change of every task, and gathers the whole tree to do so.
        for name in ("spiff.task", "spiff.workflow"):
            logging.getLogger(name).setLevel(logging.WARNING)
