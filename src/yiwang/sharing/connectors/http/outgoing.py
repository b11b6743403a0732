# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Calls to sources: one deadline for all of it, no redirects, never to a private address by chance.

A time-out of a socket is renewed with each byte. So that a source that trickles holds nobody up,
the call runs in a thread of its own, and who asked goes on when the time is over. Of one host only
so many calls are under way at once.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import BoundedSemaphore, Thread
from typing import Final
from urllib.parse import urlsplit

import requests
from django.conf import settings
from requests_hardened import Config, Manager
from requests_hardened.ip_filter import InvalidIPAddress
from urllib3.exceptions import HTTPError

from yiwang.sharing.connectors.base import Away, Nonsense

LARGEST_ANSWER: Final = 64 * 1024
MOST_AT_ONCE: Final = 16
PIECE: Final = 8192

_under_way: dict[str, BoundedSemaphore] = {}


@dataclass(frozen=True, slots=True)
class Answered:
    """What came back, whatever its status."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)


def post(address: str, *, body: bytes, headers: Mapping[str, str], seconds: float) -> Answered:
    """Send something and return what was answered before the time was over.

    :raises TimeoutError: not in time
    :raises Away: nobody answers there, or it is a place that is not called
    :raises Nonsense: far too much was answered
    """
    host = (urlsplit(address).hostname or "").lower()
    slot = _under_way.setdefault(host, BoundedSemaphore(MOST_AT_ONCE))
    if not slot.acquire(blocking=False):
        raise Away("busy")
    box: SimpleQueue[Answered | Exception] = SimpleQueue()

    def run() -> None:
        try:
            box.put(_sent(address, host, body, headers, seconds))
        except (Nonsense, OSError, ValueError, HTTPError) as error:
            box.put(error)
        finally:
            slot.release()

    Thread(target=run, name=f"source {host}", daemon=True).start()
    try:
        came = box.get(timeout=seconds)
    except Empty:
        raise TimeoutError from None
    if isinstance(came, Answered):
        return came
    raise _understood(came) from came


def _sent(
    address: str, host: str, body: bytes, headers: Mapping[str, str], seconds: float
) -> Answered:
    until = time.monotonic() + seconds
    with _manager(host).get_session() as session:
        session.trust_env = False  # no proxy and no password file of the surroundings
        answer = session.request(
            "POST",
            address,
            data=body,
            headers={**headers, "Accept-Encoding": "identity"},
            timeout=(seconds, seconds),
            stream=True,
            verify=settings.SHARING_CA_FILE or True,
        )
        try:
            content = _read(answer, until)
        finally:
            answer.close()
    return Answered(answer.status_code, answer.headers, content)


def _read(answer: requests.Response, until: float) -> bytes:
    pieces, size = [], 0
    while piece := answer.raw.read1(PIECE, decode_content=False):
        size += len(piece)
        if size > LARGEST_ANSWER:
            raise Nonsense("size")
        if time.monotonic() > until:
            raise TimeoutError
        pieces.append(piece)
    return b"".join(pieces)


def _understood(error: Exception) -> Exception:
    """Return what went wrong in the words of this room."""
    match error:
        case Nonsense() | TimeoutError():
            return error
        case InvalidIPAddress():
            return Away("address")
        case requests.exceptions.SSLError():
            return Away("tls")
        case requests.Timeout():
            return TimeoutError()
        case _:
            return Away("connect")


def _manager(host: str) -> Manager:
    return Manager(
        Config(
            ip_filter_enable=host not in settings.SHARING_PRIVATE_HOSTS,
            ip_filter_allow_loopback_ips=settings.SHARING_ALLOWS_LOOPBACK,
            never_redirect=True,
            default_timeout=(3.0, 3.0),
            user_agent_override="yiwang-sharing",
        )
    )
