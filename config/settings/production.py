# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Settings for a site that people depend on; refuses an environment that is not fit for it."""

from config.environment import InvalidEnvironment
from config.settings.base import *  # noqa: F403
from config.settings.base import ENVIRONMENT, SITE_URL, WORKBENCH_HOST

if faults := ENVIRONMENT.production_faults():
    raise InvalidEnvironment(
        "Yiwang does not start with these production settings:\n"
        + "\n".join(f"  - {fault}" for fault in faults)
    )

DEBUG = False
DELIVERY_CARRIERS = tuple(
    name for name in ENVIRONMENT.DELIVERY_CARRIERS if not name.startswith("sandbox")
)
CSRF_TRUSTED_ORIGINS = [SITE_URL, *(f"https://{name}" for name in (WORKBENCH_HOST,) if name)]
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-yw_session"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-yw_csrf"
LANGUAGE_COOKIE_SECURE = True
LANGUAGE_COOKIE_NAME = "__Host-yw_language"
SECURE_HSTS_SECONDS = 63_072_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_SSL_REDIRECT = True
# Machines are refused on plain HTTP and not sent on: a token that went over the wire once is lost.
SECURE_REDIRECT_EXEMPT = [
    r"^(healthz|readyz|metrics)$",
    r"^(api|\.well-known)/",
    r"^openid/(token|userinfo|jwks|revoke|introspect)$",
]
if ENVIRONMENT.TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
