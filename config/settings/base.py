# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Settings that every installation shares; what may differ comes from ``config.environment``."""

from typing import Any

import dj_database_url
from csp.constants import NONE, SELF

from config import outside
from config.environment import ROOT, environment
from config.logs import logging_configuration
from config.single_sign_on import *  # noqa: F403
from yiwang.foundation.web import static_files

ENVIRONMENT = environment()
VAR = ENVIRONMENT.VAR.absolute()
DATA_ROOT = ROOT / "data"
SCHEMA_FILE = ROOT / "config" / "database" / "schema.sql"

SECRET_KEY = ENVIRONMENT.SECRET_KEY.get_secret_value()
DEBUG = False
PORTAL_HOST = ENVIRONMENT.PORTAL_HOST
WORKBENCH_HOST = ENVIRONMENT.WORKBENCH_HOST
API_HOST = ENVIRONMENT.API_HOST
ALLOWED_HOSTS = [*ENVIRONMENT.ALLOWED_HOSTS, *filter(None, (PORTAL_HOST, WORKBENCH_HOST, API_HOST))]
SITE_URL = ENVIRONMENT.site_url
TRUSTED_PROXIES = ENVIRONMENT.TRUSTED_PROXIES

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "procrastinate.contrib.django",
    "csp",
    "django_htmx",
    "oauth2_provider",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "yiwang.foundation",
    "yiwang.ledger",
    "yiwang.organizations",
    "yiwang.identity",
    "yiwang.sso",
    "yiwang.workflow",
    "yiwang.forms",
    "yiwang.notifications",
    "yiwang.documents",
    "yiwang.delivery",
    "yiwang.sharing",
    "yiwang.credit",
    "yiwang.catalogue",
    "yiwang.cases",
    "yiwang.halls",
    "yiwang.evaluations",
    "yiwang.rest",
    "yiwang.workbench",
    "yiwang.portal",
]

# Pages pass through MIDDLEWARE; paths that config.wsgi gives to the thin handler through the other.
MIDDLEWARE = [
    "yiwang.foundation.web.middleware.RequestContextMiddleware",
    "yiwang.foundation.web.hosts.HostsMiddleware",
    "yiwang.portal.page_cache.SharedAnswers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "yiwang.identity.middleware.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "yiwang.foundation.web.audience.AudienceMiddleware",
    "yiwang.identity.middleware.SecondFactorMiddleware",
    "yiwang.identity.acting_guard.ActingGuardMiddleware",
    "yiwang.identity.privacy_guard.TextsMiddleware",
    "yiwang.foundation.web.middleware.RefusalMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
API_MIDDLEWARE = [
    "yiwang.foundation.web.middleware.RequestContextMiddleware",
    "yiwang.foundation.web.hosts.HostsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "yiwang.foundation.web.machines.MachineMiddleware",
    "yiwang.foundation.web.middleware.RefusalMiddleware",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
            ],
            "libraries": {"i18n": "yiwang.foundation.templatetags.yw_i18n"},
        },
    }
]
# The tags called i18n are ours on purpose; see yw_i18n.
SILENCED_SYSTEM_CHECKS = ["templates.W003"]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
APPEND_SLASH = False

# ── database


def _server_options() -> str:
    limits = {
        "statement_timeout": ENVIRONMENT.DATABASE_STATEMENT_TIMEOUT_MS,
        "lock_timeout": ENVIRONMENT.DATABASE_LOCK_TIMEOUT_MS,
        "idle_in_transaction_session_timeout": ENVIRONMENT.DATABASE_IDLE_TRANSACTION_TIMEOUT_MS,
    }
    return " ".join(f"-c {name}={limit}" for name, limit in limits.items())


def _connection_options() -> dict[str, Any]:
    options: dict[str, Any] = {
        "connect_timeout": 5,
        "application_name": "yiwang",
        # A database host that vanishes without a word is noticed within half a minute.
        "keepalives_idle": 10,
        "keepalives_interval": 5,
        "keepalives_count": 3,
        "tcp_user_timeout": 25_000,
    }
    if ENVIRONMENT.DATABASE_PGBOUNCER:
        # Transaction pooling breaks prepared statements and refuses start-up options:
        # set the limits on the role instead (ALTER ROLE … SET statement_timeout = …).
        return options | {"prepare_threshold": None}
    if ENVIRONMENT.DATABASE_PREPARE:
        options |= {"server_side_binding": True, "prepare_threshold": 5}
    return options | {"options": _server_options()}


DATABASES: dict[str, Any] = {
    "default": {
        **dj_database_url.parse(
            ENVIRONMENT.DATABASE_URL or "postgresql://yiwang@127.0.0.1:5432/yiwang",
            engine="config.database",
        ),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": ENVIRONMENT.DATABASE_PGBOUNCER,
    }
}
DATABASES["default"]["OPTIONS"] = DATABASES["default"].get("OPTIONS", {}) | _connection_options()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# ── people and sessions

AUTH_USER_MODEL = "identity.Account"
PASSWORD_HASHERS = [
    "yiwang.identity.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTHENTICATION_BACKENDS = ["yiwang.identity.backend.AccountBackend"]
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = []  # identity.profiles says what a password is
LOGIN_URL = "/signin"
SESSION_ENGINE = "yiwang.identity.session_engine"
SESSION_COOKIE_AGE = ENVIRONMENT.SESSION_HOURS * 3600
SESSION_COOKIE_NAME = "yw_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "yw_csrf"
CSRF_COOKIE_HTTPONLY = False  # htmx sends the token back from the cookie
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "yiwang.foundation.web.pages.csrf_failure"
LANGUAGE_COOKIE_NAME = "yw_language"

# What every process has to know for some minutes, such as codes that were used.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "identity_cache",
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},  # the sweep deletes what is over
    }
}

# django-allauth is the engine; its rate limits are off because identity counts in the database,
# by account and by address, and lets a locked account go again.
ACCOUNT_ADAPTER = "yiwang.portal.account.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username", "email", "phone"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "phone", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 300
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = False
MFA_ADAPTER = "yiwang.portal.account.mfa.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn"]  # recovery codes are identity's own: hashed
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RATE_LIMITS = False
MFA_TOTP_TOLERANCE = 1  # half a minute for slow clocks and slow fingers; a code is taken once
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SITE_URL.startswith("https://")
SOCIALACCOUNT_ADAPTER = "yiwang.portal.account.linking.LinkingAdapter"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": outside.openid_apps(ENVIRONMENT.OPENID_PROVIDERS.get_secret_value()),
    }
}
STAFF_SECOND_FACTOR = ENVIRONMENT.STAFF_SECOND_FACTOR
STAFF_OWN_PERSON = ENVIRONMENT.STAFF_OWN_PERSON
CITIZEN_SECOND_FACTOR = ENVIRONMENT.CITIZEN_SECOND_FACTOR
PASSWORD_WORDS = ENVIRONMENT.PASSWORD_WORDS
BREACHED_PASSWORDS = ENVIRONMENT.breached_passwords
CLIENT_CERTIFICATE_HEADER = ENVIRONMENT.CLIENT_CERTIFICATE_HEADER

DEFAULT_FROM_EMAIL = ENVIRONMENT.EMAIL_FROM
OUTBOX = VAR / "outbox"
EMAIL_FILE_PATH = OUTBOX / "email"
globals().update(outside.email_settings(ENVIRONMENT.EMAIL_URL.get_secret_value()))
EMAIL_SSL_CERTFILE = ENVIRONMENT.EMAIL_CLIENT_CERTIFICATE or None
SMS_CHANNEL = ENVIRONMENT.SMS_CHANNEL

PUSH_HOSTS = ENVIRONMENT.PUSH_HOSTS
PUSH_ALLOWS_LOOPBACK = False  # tests let a push service live on this machine
SMS_RECEIPT_SECRET = ENVIRONMENT.SMS_RECEIPT_SECRET.get_secret_value()
EMAIL_RECEIPT_SECRET = ENVIRONMENT.EMAIL_RECEIPT_SECRET.get_secret_value()
CASE_QUESTION_WORKDAYS = ENVIRONMENT.CASE_QUESTION_WORKDAYS
EVALUATION_OPEN_DAYS = ENVIRONMENT.EVALUATION_OPEN_DAYS
EVALUATION_CONTACT_WORKDAYS = ENVIRONMENT.EVALUATION_CONTACT_WORKDAYS
EVALUATION_CORRECT_WORKDAYS = ENVIRONMENT.EVALUATION_CORRECT_WORKDAYS
EVALUATION_APPEAL_WORKDAYS = ENVIRONMENT.EVALUATION_APPEAL_WORKDAYS
EVALUATION_SMALLEST_GROUP = ENVIRONMENT.EVALUATION_SMALLEST_GROUP
EVALUATION_POOL_DAYS = ENVIRONMENT.EVALUATION_POOL_DAYS
KIOSK_TICKETS = ENVIRONMENT.KIOSK_TICKETS
KIOSK_HALL_TICKETS = ENVIRONMENT.KIOSK_HALL_TICKETS
KIOSK_CODE_MINUTES = ENVIRONMENT.KIOSK_CODE_MINUTES
KIOSK_SECRET_HOURS = ENVIRONMENT.KIOSK_SECRET_HOURS

SIGN_IN_FAILURES = ENVIRONMENT.SIGN_IN_FAILURES
SIGN_IN_LOCK_MINUTES = ENVIRONMENT.SIGN_IN_LOCK_MINUTES

SSO_PRIVATE_HOSTS = ENVIRONMENT.SSO_PRIVATE_HOSTS
SSO_LOGOUT_MAX_HOURS = ENVIRONMENT.SSO_LOGOUT_MAX_HOURS
SSO_KEY_DAYS = ENVIRONMENT.SSO_KEY_DAYS
SSO_ALLOWS_LOOPBACK = False  # development and tests let systems live on this machine

# ── what the browser is told

X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF, "data:"],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: []
    for feature in (
        "accelerometer",
        "autoplay",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
}

# ── files

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [
    folder for folder in (ROOT / "frontend" / "dist",) if folder.is_dir()
]  # no bundle yet on a machine that only runs the worker
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_ADD_HEADERS_FUNCTION = static_files.add_headers
DOCUMENT_STORE = VAR / "files"
TYPESETTING_TURNS = VAR / "run" / "typesetting"
TYPESETTING_AT_ONCE = ENVIRONMENT.TYPESETTING_AT_ONCE
TYPESETTING_PATIENCE_SECONDS = ENVIRONMENT.TYPESETTING_PATIENCE_SECONDS
DOCUMENT_MAX_BYTES = ENVIRONMENT.DOCUMENT_MAX_BYTES
IDENTITY_POPULATION_SOURCE = ENVIRONMENT.IDENTITY_POPULATION_SOURCE
IDENTITY_LEGAL_PERSON_SOURCE = ENVIRONMENT.IDENTITY_LEGAL_PERSON_SOURCE
IDENTITY_SOURCE_SECONDS = ENVIRONMENT.IDENTITY_SOURCE_SECONDS
IDENTITY_ITEM_ASSURANCE = ENVIRONMENT.IDENTITY_ITEM_ASSURANCE
CREDIT_EVENT_DAYS = ENVIRONMENT.CREDIT_EVENT_DAYS
CREDIT_REPAIR_DAYS = ENVIRONMENT.CREDIT_REPAIR_DAYS
CREDIT_ANSWER_WORKDAYS = ENVIRONMENT.CREDIT_ANSWER_WORKDAYS
IDENTITY_ALONE_FROM_AGE = ENVIRONMENT.IDENTITY_ALONE_FROM_AGE
IDENTITY_MANDATE_MAX_DAYS = ENVIRONMENT.IDENTITY_MANDATE_MAX_DAYS
IDENTITY_ACTIVATION_DAYS = ENVIRONMENT.IDENTITY_ACTIVATION_DAYS
TOGETHER_REMINDER_DAYS = ENVIRONMENT.TOGETHER_REMINDER_DAYS
IDENTITY_RECHECK_DAYS = ENVIRONMENT.IDENTITY_RECHECK_DAYS
DOCUMENT_KINDS = ENVIRONMENT.DOCUMENT_KINDS
CLAMD_ADDRESS = ENVIRONMENT.CLAMD_ADDRESS
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_NUMBER_FILES = 100

# ── parcels

DELIVERY_CARRIERS = ENVIRONMENT.DELIVERY_CARRIERS
DELIVERY_CALLBACK_BASE = ENVIRONMENT.here_url
DELIVERY_SANDBOX_SECONDS = ENVIRONMENT.DELIVERY_SANDBOX_SECONDS
DELIVERY_SILENT_WORKDAYS = ENVIRONMENT.DELIVERY_SILENT_WORKDAYS
DELIVERY_PRIVATE_HOSTS = ENVIRONMENT.DELIVERY_PRIVATE_HOSTS
DELIVERY_ALLOWS_LOOPBACK = False  # development and tests let played carriers call this machine
SF_URL = ENVIRONMENT.SF_URL
SF_PARTNER_ID = ENVIRONMENT.SF_PARTNER_ID
SF_CHECKWORD = ENVIRONMENT.SF_CHECKWORD.get_secret_value()
SF_MONTHLY_CARD = ENVIRONMENT.SF_MONTHLY_CARD
SF_PUSH_TOKEN = ENVIRONMENT.SF_PUSH_TOKEN.get_secret_value()

# ── data sources

SHARING_PRIVATE_HOSTS = ENVIRONMENT.SHARING_PRIVATE_HOSTS
SHARING_CA_FILE = ENVIRONMENT.SHARING_CA_FILE
SHARING_ALLOWS_LOOPBACK = False  # development and tests let a provider live on this machine

# ── cryptography and ledger

FIELD_ENCRYPTION_KEYS = ENVIRONMENT.field_keys
LEDGER_HASH = ENVIRONMENT.LEDGER_HASH
LEDGER_SIGNING_KEY = ENVIRONMENT.signing_seed
LEDGER_FORMER_KEYS = ENVIRONMENT.LEDGER_FORMER_KEYS
LEDGER_ORIGIN = ENVIRONMENT.LEDGER_ORIGIN
LEDGER_CHECKPOINT_SECONDS = ENVIRONMENT.LEDGER_CHECKPOINT_SECONDS
LEDGER_TSA_URL = ENVIRONMENT.LEDGER_TSA_URL
LEDGER_TSA_CERTIFICATE = ENVIRONMENT.LEDGER_TSA_CERTIFICATE
LEDGER_ANCHOR_MAX_AGE_HOURS = ENVIRONMENT.LEDGER_ANCHOR_MAX_AGE_HOURS

# ── language and time

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# ── watching

METRICS_TOKEN = ENVIRONMENT.METRICS_TOKEN.get_secret_value()
READY_MAX_LAG_SECONDS = ENVIRONMENT.READY_MAX_LAG_SECONDS
LOGGING_CONFIG = "config.logs.configure_logs"
LOGGING = logging_configuration(level=ENVIRONMENT.LOG_LEVEL, style=ENVIRONMENT.LOG_FORMAT)
