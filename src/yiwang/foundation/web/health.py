# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Probes: is the process alive, is it ready for people, and what are its figures."""

import hmac
import ipaddress
from collections.abc import Callable

import structlog
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from yiwang.foundation import errors
from yiwang.foundation.web import figures
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.pages import refusal

logger = structlog.get_logger("yiwang.health")

# A check returns "" when all is well, else what is wrong.
Check = Callable[[], str]
_checks: dict[str, Check] = {}
_is_migrated = False


def register_check(name: str, check: Check) -> None:
    """Make /readyz ask one more question; registering a name again replaces it."""
    _checks[name] = check


def _database_answers() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return ""


def _migrations_are_applied() -> str:
    global _is_migrated
    if not _is_migrated:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if waiting:
            return f"{len(waiting)} migrations are not applied"
        _is_migrated = True
    return ""


register_check("database", _database_answers)
register_check("migrations", _migrations_are_applied)


@audience("public")
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Say that this process is alive; asks nothing of anybody else."""
    return JsonResponse({"status": "alive"})


@audience("public")
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Say whether this process can serve people now: 200, or 503 with what is wrong."""
    wrong = {name: fault for name, check in _checks.items() if (fault := _ask(name, check))}
    # Details are for the log and for those on the machine; the world learns only yes or no.
    body: dict[str, object] = {"status": "unready" if wrong else "ready"}
    if wrong:
        logger.warning("unready", **wrong)
        if _is_local(request):
            body["wrong"] = wrong
    return JsonResponse(body, status=503 if wrong else 200)


def _ask(name: str, check: Check) -> str:
    try:
        return check()
    except DatabaseError as error:
        return f"{type(error).__name__}: {error}".strip().splitlines()[0]


@audience("public")
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Hand Prometheus its figures; only with the token, or from this machine when there is none."""
    if not _may_read_metrics(request):
        return refusal(request, errors.Forbidden())
    return HttpResponse(figures.exposition(), content_type=CONTENT_TYPE_LATEST)


def _may_read_metrics(request: HttpRequest) -> bool:
    token = settings.METRICS_TOKEN
    if not token:
        return _is_local(request)
    offered = request.headers.get("Authorization", "")
    return hmac.compare_digest(offered.encode(), f"Bearer {token}".encode())


def _is_local(request: HttpRequest) -> bool:
    """Tell whether the request comes from this machine itself and through no proxy."""
    if "HTTP_X_FORWARDED_FOR" in request.META:
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
