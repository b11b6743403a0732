# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""``yiwang doctor``: look at the installation, and say what to mend."""

import json
import shutil
import socket
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from config.environment import ROOT, Environment, environment
from operations import database, memory, preparation
from operations.errors import OperationFailed
from yiwang.foundation import reach, sorted_hashes

FREE_BYTES_WANTED = 2_000_000_000
OLDEST_PYTHON = (3, 11)
EXTENSIONS = ("pg_trgm",)
NEXT_LIST_COMES_IN = 11
MAKE_THE_ROLES = "Make the roles (handbook, Row security), then: yiwang migrate"
LOAD_A_LIST = "Put it in data/calendar as cn_holidays_<year>.csv, then: yiwang load calendar"


class Health(StrEnum):
    """How a thing is."""

    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, how it is, and what to do about it.

    :param advice: empty when nothing has to be done
    """

    subject: str
    health: Health
    saying: str
    advice: str = ""


def examine() -> Iterator[Finding]:
    """Look at everything, from the machine up to the data."""
    chosen = environment()
    for look in (_python, _disk, _port, _packages, _bundle, _fonts, _keys, _breached, _password):
        yield look(chosen)
    yield from _database(chosen)


def _python(_chosen: Environment) -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    if tuple(sys.version_info[:2]) < OLDEST_PYTHON:
        return Finding("Python", Health.BAD, version, "Install Python 3.11 or newer.")
    return Finding("Python", Health.GOOD, version)


def _disk(chosen: Environment) -> Finding:
    folder = next(path for path in (chosen.VAR, *chosen.VAR.absolute().parents) if path.exists())
    free = shutil.disk_usage(folder).free
    saying = f"{free / 1e9:.1f} GB free for {chosen.VAR}"
    if free >= FREE_BYTES_WANTED:
        return Finding("Disk", Health.GOOD, saying)
    return Finding("Disk", Health.BAD, saying, "Make room, or set YIWANG_VAR to another disk.")


def _port(chosen: Environment) -> Finding:
    with socket.socket() as probe:
        probe.settimeout(1)
        if probe.connect_ex((chosen.HOST, chosen.PORT)) != 0:
            return Finding("Port", Health.GOOD, f"{chosen.PORT} is free")
    if is_our_site(chosen):
        return Finding("Port", Health.GOOD, f"Yiwang answers on {chosen.PORT}")
    return Finding("Port", Health.BAD, f"another program uses {chosen.PORT}", "Set PORT.")


def is_our_site(chosen: Environment) -> bool:
    """Tell whether what answers on our port is Yiwang."""
    try:
        address = f"http://{chosen.HOST}:{chosen.PORT}/healthz"
        with urllib.request.urlopen(address, timeout=2) as answer:
            return bool(json.load(answer) == {"status": "alive"})
    except (OSError, ValueError):
        return False


def _packages(_chosen: Environment) -> Finding:
    missing = [
        name for name in ("django", "granian", "procrastinate", "typst") if not find_spec(name)
    ]
    if missing:
        return Finding("Packages", Health.BAD, f"missing: {', '.join(missing)}", "Run: make setup")
    return Finding("Packages", Health.GOOD, "installed")


def _bundle(_chosen: Environment) -> Finding:
    missing = [
        name for name in ("yw.css", "yw.js") if not (ROOT / "frontend" / "dist" / name).is_file()
    ]
    if missing:
        return Finding("Bundle", Health.BAD, f"missing: {', '.join(missing)}", "Run: make setup")
    return Finding("Bundle", Health.GOOD, "built")


def _fonts(_chosen: Environment) -> Finding:
    spec = find_spec("manimgx_fonts_cjk")
    folder = Path(spec.origin).parent if spec and spec.origin else None
    fonts = [*folder.rglob("*.otf"), *folder.rglob("*.tt[cf]")] if folder else []
    if not fonts:
        return Finding(
            "Fonts", Health.BAD, "no Chinese font for documents", "Install manimgx-fonts-cjk."
        )
    return Finding("Fonts", Health.GOOD, f"{len(fonts)} files with Chinese characters")


def _keys(chosen: Environment) -> Finding:
    faults = [fault for fault in chosen.production_faults() if "development key" in fault]
    if faults:
        return Finding(
            "Keys",
            Health.WARNING,
            "development keys",
            "Good on your own machine. Elsewhere make keys: yiwang keys",
        )
    return Finding("Keys", Health.GOOD, "your own")


def _breached(chosen: Environment) -> Finding:
    if not chosen.BREACHED_PASSWORDS:
        return Finding(
            "Breached passwords",
            Health.GOOD,
            "the 20,000 that Django brings; a larger set: BREACHED_PASSWORDS",
        )
    path = Path(chosen.BREACHED_PASSWORDS)
    if fault := sorted_hashes.fault_of(path):
        advice = "A file of SHA-1 hashes, sorted, one a line (handbook, Security policy)."
        return Finding("Breached passwords", Health.BAD, f"{path}: {fault}", advice)
    saying = f"{path.stat().st_size / 1e6:,.0f} MB of hashes"
    return Finding("Breached passwords", Health.GOOD, saying)


def _password(chosen: Environment) -> Finding:
    if not urlsplit(chosen.DATABASE_URL).password:
        return Finding("Database password", Health.GOOD, "none in the address")
    advice = "Use passfile= or sslcert= in it (handbook, Security policy)."
    saying = "stands in DATABASE_URL and stays until somebody changes it"
    return Finding("Database password", Health.WARNING, saying, advice)


def _database(chosen: Environment) -> Iterator[Finding]:
    cluster = database.our_cluster()
    if cluster is not None and not cluster.is_running():
        saying = "our own, asleep" if cluster.folder.exists() else "our own, not made yet"
        yield Finding("PostgreSQL", Health.WARNING, saying, "yiwang up starts it.")
        return
    url = cluster.url if cluster is not None else chosen.DATABASE_URL
    try:
        with psycopg.connect(url, connect_timeout=5, autocommit=True) as connection:
            findings = [look(connection) for look in (_server, _extensions, _migrations)]
            findings.append(_row_security(connection))
        yield from findings
        if all(finding.health is Health.GOOD for finding in findings):
            with database.django_ready():
                yield _calendar()
                yield from _ledger()
    except psycopg.Error as error:
        yield Finding("PostgreSQL", Health.BAD, str(error).strip(), "Check DATABASE_URL.")
    except OperationFailed as error:
        yield Finding("PostgreSQL", Health.BAD, str(error))


Connection = psycopg.Connection[tuple[object, ...]]


def _server(connection: Connection) -> Finding:
    version = connection.info.server_version
    saying = f"{version // 10_000}.{version % 10_000} at {connection.info.host}"
    if version >= database.OLDEST_VERSION:
        return Finding("PostgreSQL", Health.GOOD, saying)
    return Finding("PostgreSQL", Health.BAD, saying, "Yiwang needs 15 or newer.")


def _extensions(connection: Connection) -> Finding:
    rows = connection.execute("SELECT name FROM pg_available_extensions").fetchall()
    missing = sorted(set(EXTENSIONS) - {str(name) for (name,) in rows})
    if missing:
        return Finding(
            "Extensions",
            Health.BAD,
            f"missing: {', '.join(missing)}",
            "Install postgresql-contrib.",
        )
    return Finding("Extensions", Health.GOOD, ", ".join(EXTENSIONS))


def _migrations(connection: Connection) -> Finding:
    row = connection.execute("SELECT to_regclass('operations_memory')").fetchone()
    mark = ""
    if row is not None and row[0] is not None:
        kept = connection.execute(
            "SELECT fingerprint FROM operations_memory WHERE name = 'migrations'"
        ).fetchone()
        mark = str(kept[0]) if kept else ""
    if mark == memory.fingerprint(preparation.migration_files()):
        return Finding("Tables", Health.GOOD, "up to date")
    return Finding("Tables", Health.BAD, "not those of this version", "Run: yiwang migrate")


def _row_security(connection: Connection) -> Finding:
    row = connection.execute(
        """
        SELECT (SELECT count(*) FROM pg_roles WHERE rolname = ANY(%(roles)s)),
               (SELECT count(*) FROM pg_roles WHERE rolname = ANY(%(roles)s)
                AND pg_has_role(session_user, oid, 'MEMBER')),
               (SELECT count(DISTINCT tablename) FROM pg_policies WHERE schemaname = 'public'),
               r.rolsuper OR r.rolbypassrls OR EXISTS (
                   SELECT FROM pg_class WHERE relname = 'django_migrations'
                   AND pg_has_role(session_user, relowner, 'USAGE'))
        FROM pg_roles r WHERE r.rolname = session_user
        """,
        {"roles": list(reach.ROLES)},
    ).fetchone()
    known, taken_on, tables, is_above = row if row is not None else (0, 0, 0, True)
    return judge_row_security(
        known=int(str(known)),
        taken_on=int(str(taken_on)),
        tables=int(str(tables)),
        is_above=bool(is_above),
    )


def judge_row_security(*, known: int, taken_on: int, tables: int, is_above: bool) -> Finding:
    """Say whether PostgreSQL itself withholds rows from the running site.

    :param known: of its roles, how many there are
    :param taken_on: of its roles, how many the site's own role may take on
    :param tables: tables that have policies
    :param is_above: the site's own role owns the tables, or is a superuser
    """
    subject, wanted = "Row security", len(reach.ROLES)
    if known < wanted:
        saying = f"off: {wanted - known} of its {wanted} roles are missing"
        return Finding(subject, Health.BAD, saying, MAKE_THE_ROLES)
    if taken_on < wanted or not tables:
        saying = f"off: the site may take on {taken_on} of {wanted} roles, {tables} tables guarded"
        return Finding(subject, Health.BAD, saying, MAKE_THE_ROLES)
    if is_above:
        saying = f"{tables} tables guarded; the site's own role stands above the policies"
        advice = "Good on your own machine. Elsewhere give DATABASE_URL a role that owns no table."
        return Finding(subject, Health.WARNING, saying, advice)
    saying = f"{tables} tables guarded; the site's own role sees nothing until it is told who acts"
    return Finding(subject, Health.GOOD, saying)


def _calendar() -> Finding:
    """Look for the holiday lists; next year's comes in November (国务院办公厅)."""
    from django.utils import timezone

    from yiwang.foundation import selectors as foundation

    return judge_calendar(set(foundation.published_years()), today=timezone.localdate())


def judge_calendar(known: set[int], *, today: date) -> Finding:
    """Say whether every deadline that is set today can be counted to its end.

    :param known: the years whose list is loaded
    """
    if today.year not in known:
        saying = f"no holiday list of {today.year}: all deadlines are provisional"
        return Finding("Calendar", Health.BAD, saying, LOAD_A_LIST)
    if today.month >= NEXT_LIST_COMES_IN and today.year + 1 not in known:
        saying = f"no holiday list of {today.year + 1}: deadlines that fall in it are provisional"
        return Finding("Calendar", Health.WARNING, saying, LOAD_A_LIST)
    return Finding("Calendar", Health.GOOD, f"holidays known up to {max(known)}")


def _ledger() -> Iterator[Finding]:
    from django.utils import timezone

    from yiwang.ledger import selectors as ledger

    lag = ledger.sequencer_lag()
    if lag.seconds > environment().READY_MAX_LAG_SECONDS:
        saying = f"{lag.events} facts wait, the oldest for {lag.seconds:.0f} s"
        yield Finding("Sequencer", Health.BAD, saying, "Start it: yiwang up, or yiwang sequencer")
    else:
        yield Finding("Sequencer", Health.GOOD, f"{lag.events} facts wait")
    for late in ledger.subscription_lags():
        if late.failures:
            saying = f"{late.name} failed {late.failures} times: {late.last_error}"
            yield Finding("Subscription", Health.BAD, saying, "See var/log/consumers.log.")
    anchor = ledger.anchor_age(at=timezone.now())
    if not anchor.is_on:
        yield Finding("Anchor", Health.WARNING, "off", "Set LEDGER_TSA_URL on a site that counts.")
    elif anchor.is_stale:
        saying = "missing" if anchor.age is None else f"{anchor.age} old"
        yield Finding("Anchor", Health.BAD, saying, "Check LEDGER_TSA_URL and the worker's log.")
    else:
        yield Finding("Anchor", Health.GOOD, f"{anchor.age} old")
