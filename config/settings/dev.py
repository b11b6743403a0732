# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Settings for one's own machine: loopback only, plain HTTP."""

import os

from config.settings.base import *  # noqa: F403
from config.settings.base import ENVIRONMENT

DEBUG = ENVIRONMENT.DEBUG
SSO_ALLOWS_LOOPBACK = True
DELIVERY_ALLOWS_LOOPBACK = True
SHARING_ALLOWS_LOOPBACK = True
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *ENVIRONMENT.ALLOWED_HOSTS]

if "STAFF_SECOND_FACTOR" not in os.environ:
    STAFF_SECOND_FACTOR = "offered"  # so that the demonstration opens with one password
