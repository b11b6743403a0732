# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Bare Django views: no middleware, the ORM, and the least that such an endpoint has to do.

``/read`` reads one row by its key; ``/exchange`` locks one row, writes it and adds another, in one
transaction; ``/nothing`` touches no database.
"""

import os
import secrets
from typing import Any

import django
from django.apps import apps
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import transaction
from django.http import HttpRequest, JsonResponse
from django.urls import path, re_path
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
django.setup(set_prefix=False)
settings.MIDDLEWARE = []
settings.ROOT_URLCONF = __name__

FIELDS = {"sub": "x" * 43, "name": "*小云", "name_is_masked": True, "assurance_level": 2}


def read(request: HttpRequest) -> JsonResponse:
    """Answer from one row."""
    token = _model("AccessToken").objects.get(token_checksum=request.headers["X-Key"])
    return JsonResponse(FIELDS | {"sub": token.scope})


@csrf_exempt
def exchange(request: HttpRequest) -> JsonResponse:
    """Use up one row and add another."""
    with transaction.atomic():
        rows = _model("RefreshToken").objects.select_for_update()
        token = rows.get(token_checksum=request.headers["X-Key"])
        token.revoked = timezone.now()
        token.save(update_fields=["revoked"])
        token.pk, token.revoked, token.token_checksum = None, None, secrets.token_hex(32)
        token.save(force_insert=True)
    return JsonResponse({"access_token": secrets.token_urlsafe(32), "token_type": "Bearer"})


def nothing(_request: HttpRequest) -> JsonResponse:
    """Answer without a look at the database."""
    return JsonResponse(FIELDS)


def _model(name: str) -> Any:
    return apps.get_model("sso", name)


urlpatterns = [path("read", read), path("exchange", exchange), re_path("", nothing)]
application = WSGIHandler()
