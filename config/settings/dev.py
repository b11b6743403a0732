# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Settings for one's own machine: loopback only, plain HTTP."""

from config.settings.base import *  # noqa: F403
from config.settings.base import ENVIRONMENT

DEBUG = ENVIRONMENT.DEBUG
SSO_ALLOWS_LOOPBACK = True
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *ENVIRONMENT.ALLOWED_HOSTS]
