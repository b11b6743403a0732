# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Everything an installation may set, read once from the environment and typed.

Each setting has a type, a safe default and one line of explanation; ``docs/handbook/settings.md``
is generated from this class.
"""

import base64
import binascii
import re
from functools import cache
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from config import outside, production_faults, reviews
from config.key_stores import KeyStoreSilent, SecretsSource

ROOT = Path(__file__).resolve().parents[1]
VERIFIER_KEY = re.compile(r"[^+\s]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]{43}[A-Za-z0-9+/=]")
SUITES = ("aes256gcm+hmac-sha256", "sm4gcm+hmac-sm3")

type_of_list = Annotated[tuple[str, ...], NoDecode]


class InvalidEnvironment(SystemExit):
    """The environment holds a value that cannot be used; the message says which and why."""


class Environment(reviews.Reviews):
    """The settings of one installation."""

    model_config = SettingsConfigDict(extra="ignore", frozen=True, env_ignore_empty=True)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Ask the environment first, then the key stores."""
        return init_settings, env_settings, SecretsSource(settings_cls)

    # ── site
    SECRET_KEY: SecretStr = Field(
        SecretStr(production_faults.DEVELOPMENT_SECRET),
        description="Signs sessions and tokens. Production refuses the default.",
    )
    ALLOWED_HOSTS: type_of_list = Field(
        (), description="Host names this site answers to, separated by commas."
    )
    SITE_URL: str = Field(
        "",
        description="Address that people reach the site at, for QR codes; empty: http://HOST:PORT.",
    )
    PORTAL_HOST: str = Field(
        "", description="Host name of the portal alone, as in SITE_URL; empty: every name answers."
    )
    WORKBENCH_HOST: str = Field("", description="Host name of the workbench; empty: the portal's.")
    API_HOST: str = Field(
        "", description="Host name of the machine interface; empty: the portal's."
    )
    HOST: str = Field("127.0.0.1", description="Address the web server listens on.")
    PORT: int = Field(8000, ge=1, le=65535, description="Port the web server listens on.")
    WEB_WORKERS: int = Field(2, ge=1, le=64, description="Processes of the web server.")
    WEB_THREADS: int = Field(4, ge=1, le=256, description="Threads in each process of the server.")
    TRUSTED_PROXIES: int = Field(
        0,
        ge=0,
        le=8,
        description="Reverse proxies in front of us whose X-Forwarded-For entry is believed.",
    )
    DEBUG: bool = Field(
        False, description="Show errors in the browser. Development only; production refuses it."
    )
    VAR: Path = Field(
        ROOT / "var", validation_alias="YIWANG_VAR", description="Folder for everything we write."
    )

    # ── database
    DATABASE_URL: str = Field(
        "",
        description="PostgreSQL 15 or newer; empty: our own PostgreSQL 18 in YIWANG_VAR.",
    )
    DATABASE_OWNER_URL: str = Field(
        "", description="The same database as its owner, for migrations; empty: DATABASE_URL."
    )
    DATABASE_PGBOUNCER: bool = Field(
        False,
        description="True behind PgBouncer in transaction mode: nothing prepared, no options.",
    )
    DATABASE_PREPARE: bool = Field(
        True, description="Bind on the server and prepare statements that repeat."
    )
    DATABASE_STATEMENT_TIMEOUT_MS: int = Field(
        30_000, ge=0, description="PostgreSQL gives up a statement after so long; 0: never."
    )
    DATABASE_LOCK_TIMEOUT_MS: int = Field(
        5_000, ge=0, description="PostgreSQL gives up waiting for a lock after so long; 0: never."
    )
    DATABASE_IDLE_TRANSACTION_TIMEOUT_MS: int = Field(
        60_000, ge=0, description="PostgreSQL ends a transaction that sleeps so long; 0: never."
    )

    # ── cryptography
    FIELD_ENCRYPTION_KEYS: type_of_list = Field(
        (production_faults.DEVELOPMENT_FIELD_KEYS,),
        description="Keys for personal numbers, newest first: `id:suite:base64 of 32 bytes,…`.",
    )
    LEDGER_HASH: Literal["sha256", "sm3"] = Field(
        "sha256",
        description="Hash of the ledger's Merkle log; fixed when the first fact is written.",
    )
    LEDGER_SIGNING_KEY: SecretStr = Field(
        SecretStr(production_faults.DEVELOPMENT_SIGNING_KEY),
        description="Signs the ledger's checkpoints: base64 of a 32-byte Ed25519 seed.",
    )
    LEDGER_FORMER_KEYS: type_of_list = Field(
        (),
        description="Verifier keys that signed before, `name+hash+base64,…`, after a new key.",
    )
    LEDGER_ORIGIN: str = Field(
        "yiwang/ledger",
        pattern=r"^[^\s+]{1,200}$",
        description="Name of the log, first line of every checkpoint; never changed later.",
    )
    LEDGER_CHECKPOINT_SECONDS: int = Field(
        30, ge=1, le=60, description="A numbered fact waits at most so long for its signature."
    )
    LEDGER_TSA_URL: str = Field(
        "", description="RFC 3161 time-stamping authority that anchors checkpoints; empty: off."
    )
    LEDGER_TSA_CERTIFICATE: str = Field(
        "", description="PEM file with the certificates that the authority's answers must chain to."
    )
    LEDGER_ANCHOR_MAX_AGE_HOURS: int = Field(
        24, ge=1, description="An anchor older than this raises an alarm."
    )

    # ── who somebody is, and who acts for whom
    IDENTITY_POPULATION_SOURCE: str = Field(
        "demonstration", description="Register that is asked whether a name and a number agree."
    )
    IDENTITY_LEGAL_PERSON_SOURCE: str = Field(
        "demonstration", description="Register that is asked who represents a legal person."
    )
    IDENTITY_SOURCE_SECONDS: float = Field(5.0, gt=0, description="Longest wait for a register.")
    IDENTITY_ITEM_ASSURANCE: int = Field(
        2, ge=1, le=3, description="Assurance level that an item needs when it states none."
    )
    CREDIT_EVENT_DAYS: int = Field(
        1095, ge=1, description="Days for which a broken promise keeps somebody from being trusted."
    )
    CREDIT_REPAIR_DAYS: int = Field(
        90, ge=0, description="Days after which a repair of a credit record may be asked for."
    )
    CREDIT_ANSWER_WORKDAYS: int = Field(
        10, ge=1, description="Working days to answer an objection or a request for repair."
    )
    IDENTITY_ALONE_FROM_AGE: int = Field(
        14, ge=0, le=18, description="Age from which a minor may register without a guardian."
    )
    IDENTITY_MANDATE_MAX_DAYS: int = Field(730, ge=1, description="Longest mandate, in days.")
    IDENTITY_ACTIVATION_DAYS: int = Field(
        14, ge=1, le=90, description="Days in which a staff member may use an activation code."
    )
    IDENTITY_RECHECK_DAYS: int = Field(30, ge=1, description="Days until a firm is checked again.")

    # ── files
    DOCUMENT_MAX_BYTES: int = Field(
        20_971_520, ge=1024, description="Largest file that an applicant may upload."
    )
    DOCUMENT_KINDS: type_of_list = Field(
        ("pdf", "jpeg", "png", "ofd", "docx", "xlsx", "zip"),
        description="Kinds of file that may be uploaded; `dwg` and `mp4` are known besides.",
    )
    CLAMD_ADDRESS: str = Field(
        "", description="clamd, to scan every upload: tcp://host:port or unix:/path; empty: off."
    )

    # ── watching
    LOG_LEVEL: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="Least serious entry that is logged."
    )
    LOG_FORMAT: Literal["json", "console"] = Field(
        "json", description="Log entries as JSON lines, or coloured for a person."
    )
    METRICS_TOKEN: SecretStr = Field(
        SecretStr(""),
        description="Bearer token for /metrics; empty: only the machine itself may read them.",
    )
    READY_MAX_LAG_SECONDS: int = Field(
        60, ge=1, description="/readyz fails when the oldest unsequenced fact is older than this."
    )

    # ── signing in
    SESSION_HOURS: int = Field(
        12, ge=1, le=720, description="A session ends after so many hours without use."
    )
    SIGN_IN_FAILURES: int = Field(
        5, ge=1, le=100, description="Failed sign-ins of an account from one address before a lock."
    )
    SIGN_IN_LOCK_MINUTES: int = Field(
        30, ge=1, le=1440, description="Minutes that such a lock lasts."
    )
    SSO_PRIVATE_HOSTS: type_of_list = Field(
        (),
        description="Hosts on private networks that back-channel logout may call, by name.",
    )
    SSO_LOGOUT_MAX_HOURS: int = Field(
        24, ge=1, le=168, description="A logout that a system does not take is tried so long."
    )

    SSO_KEY_DAYS: int = Field(
        90, ge=7, le=400, description="Keys that sign tokens of single sign-on are used so long."
    )

    STAFF_SECOND_FACTOR: Literal["everyone", "required", "offered"] = Field(
        "required",
        description="`required`: approvers and administrators show a passkey or a certificate; "
        "`everyone`: and all other staff a second factor.",
    )
    CITIZEN_SECOND_FACTOR: Literal["required", "offered"] = Field(
        "offered", description="Whether citizens must show a second factor, too."
    )
    PASSWORD_WORDS: type_of_list = Field(
        ("yiwang", "一网", "zwfw", "zhengwu"),
        description="Words that no password holds: names of the platform and its network.",
    )
    BREACHED_PASSWORDS: str = Field(
        "",
        description="File of SHA-1 hashes of breached passwords, sorted, one a line; empty: only "
        "the list that Django brings.",
    )
    CLIENT_CERTIFICATE_HEADER: str = Field(
        "",
        description="Header in which the proxy sends the SHA-256 of a client certificate that it "
        "has checked, such as `X-Client-Cert-Sha256`; empty: certificates are not taken.",
    )
    OPENID_PROVIDERS: SecretStr = Field(
        SecretStr(""),
        description="Outside sign-in by OpenID Connect, a JSON list of objects with `id`, `name`, "
        "`client_id`, `secret` and `server_url`; empty: none.",
    )

    # ── messages outside the site
    EMAIL_URL: SecretStr = Field(
        SecretStr(""),
        description="Mail server, `smtp://user:password@host:587` or `smtps://…`; empty: mails are "
        "written into `outbox/email`.",
    )
    EMAIL_CLIENT_CERTIFICATE: str = Field(
        "", description="PEM file, certificate and key, that signs us in to the mail server."
    )
    EMAIL_FROM: str = Field("yiwang@localhost", description="Sender of all mails.")
    SMS_CHANNEL: str = Field(
        "sandbox",
        description="Gateway for text messages; `sandbox` writes them into `outbox`, `none`: off.",
    )

    @field_validator(
        "ALLOWED_HOSTS",
        "DOCUMENT_KINDS",
        "FIELD_ENCRYPTION_KEYS",
        "LEDGER_FORMER_KEYS",
        "PASSWORD_WORDS",
        "PUSH_HOSTS",
        "SSO_PRIVATE_HOSTS",
        mode="before",
    )
    @classmethod
    def _split(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

    @field_validator("DATABASE_URL", "DATABASE_OWNER_URL")
    @classmethod
    def _is_postgresql(cls, value: str) -> str:
        if value and urlsplit(value).scheme not in {"postgres", "postgresql"}:
            raise ValueError("must begin with postgresql://")
        return value

    @field_validator("SITE_URL")
    @classmethod
    def _is_site(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (parts.scheme not in {"http", "https"} or not parts.netloc):
            raise ValueError("must begin with http:// or https:// and name a host")
        return value.rstrip("/")

    @field_validator("FIELD_ENCRYPTION_KEYS")
    @classmethod
    def _is_key_ring(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not value:
            raise ValueError("needs at least one key")
        ids = [_field_key(entry)["id"] for entry in value]
        if len(set(ids)) != len(ids):
            raise ValueError("names one key id twice")
        return value

    @field_validator("LEDGER_SIGNING_KEY")
    @classmethod
    def _is_seed(cls, value: SecretStr) -> SecretStr:
        _decode_32(value.get_secret_value())
        return value

    @field_validator("LEDGER_FORMER_KEYS")
    @classmethod
    def _are_verifier_keys(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for line in value:
            if not VERIFIER_KEY.fullmatch(line):
                raise ValueError("wants name+8 hex digits+base64, as `yiwang ledger keys` prints")
        return value

    @field_validator("OPENID_PROVIDERS")
    @classmethod
    def _is_list_of_providers(cls, value: SecretStr) -> SecretStr:
        outside.openid_apps(value.get_secret_value())
        return value

    @field_validator("EMAIL_URL")
    @classmethod
    def _is_mail_server(cls, value: SecretStr) -> SecretStr:
        outside.email_settings(value.get_secret_value())
        return value

    @property
    def breached_passwords(self) -> Path | None:
        return Path(self.BREACHED_PASSWORDS) if self.BREACHED_PASSWORDS else None

    @property
    def site_url(self) -> str:
        return self.SITE_URL or f"http://{self.HOST}:{self.PORT}"

    @property
    def here_url(self) -> str:
        """Where this machine reaches its own web server."""
        return f"http://{self.HOST}:{self.PORT}"

    @property
    def field_keys(self) -> list[dict[str, str | bytes]]:
        """The key ring for ``foundation.encryption``; the first key is the current one."""
        return [_field_key(entry) for entry in self.FIELD_ENCRYPTION_KEYS]

    @property
    def signing_seed(self) -> bytes:
        return _decode_32(self.LEDGER_SIGNING_KEY.get_secret_value())

    def production_faults(self) -> list[str]:
        """Return what makes this environment unfit for production, one sentence each."""
        return production_faults.faults_of(self)


def _decode_32(text: str) -> bytes:
    try:
        key = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueError("is not base64") from error
    if len(key) != 32:
        raise ValueError(f"holds {len(key)} bytes of key instead of 32")
    return key


def _field_key(entry: str) -> dict[str, str | bytes]:
    key_id, _, rest = entry.partition(":")
    suite, _, secret = rest.partition(":")
    if not key_id.isalnum() or suite not in SUITES:
        raise ValueError(f"wants id:suite:base64, where the suite is one of {', '.join(SUITES)}")
    return {"id": key_id, "suite": suite, "secret": _decode_32(secret)}


@cache
def environment() -> Environment:
    """Return the environment of this process; end it with a clear sentence when it is unusable."""
    try:
        return Environment()
    except KeyStoreSilent as error:
        raise InvalidEnvironment(f"The key store does not answer: {error}.") from None
    except ValidationError as error:
        raise InvalidEnvironment(
            "\n".join(
                f"Setting {'.'.join(map(str, fault['loc']))}: {fault['msg']}."
                for fault in error.errors(include_input=False)
            )
        ) from None
