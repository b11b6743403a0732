# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "yiwang.catalogue"
    label = "catalogue"
    default_auto_field = "django.db.models.BigAutoField"
