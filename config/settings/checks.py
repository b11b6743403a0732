# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Settings for ``make check``: the tests' settings, and the apps that check migrations."""

from config.settings.base import INSTALLED_APPS as _INSTALLED_APPS
from config.settings.test import *  # noqa: F403

INSTALLED_APPS = [*_INSTALLED_APPS, "django_linear_migrations", "django_migration_linter"]
