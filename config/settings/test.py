# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Settings for the tests: quick password hashes, plain static files, no limits on hosts."""

import os

from config.logs import logging_configuration
from config.settings.base import *  # noqa: F403
from config.settings.base import DATABASES, ENVIRONMENT, STATIC_ROOT, STORAGES, VAR

ALLOWED_HOSTS = ["*"]
SSO_ALLOWS_LOOPBACK = True
DELIVERY_ALLOWS_LOOPBACK = True
SHARING_ALLOWS_LOOPBACK = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DATABASES["default"]["TEST"] = {"NAME": os.environ.get("TEST_DATABASE_NAME", "test_yiwang")}
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # whitenoise warns about a folder that is missing
LOGGING = logging_configuration(level="WARNING", style=ENVIRONMENT.LOG_FORMAT)
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STAFF_SECOND_FACTOR = "offered"  # tests of the rule itself ask for more
# Tests of several processes at once wait for no turn of each other's.
TYPESETTING_TURNS = VAR / "run" / f"typesetting-{os.getpid()}"
