# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Where carriers report: an address each, and no token but their signature."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router

from yiwang.delivery.services import callbacks
from yiwang.rest.auth import public
from yiwang.rest.schemas import Line, Token, answers

router = Router(tags=["邮寄 parcels"], auth=None)


@router.post("/carriers/{name}/callbacks", response=answers(None), summary="快递企业推送")
@public
def receive_callback(request: HttpRequest, name: Token, token: Line = "") -> HttpResponse:
    """Take what a carrier pushes, in its own format, signed in its own way.

    The answer is the carrier's own, too; whatever is refused is refused as everywhere here.
    """
    headers = {key.lower(): value for key, value in request.headers.items()} | {"token": token}
    reply = callbacks.receive(name=name, headers=headers, body=request.body, at=timezone.now())
    return HttpResponse(reply.content, content_type=reply.content_type)
