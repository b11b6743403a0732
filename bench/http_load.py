# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A small load generator: keep-alive connections in one thread, little work for each request."""

import selectors
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

RequestMaker = Callable[[], bytes]


class Request(bytes):
    """A whole request that knows of which sort it is."""

    sort: str = ""


def of_sort(sort: str, request: bytes) -> Request:
    """Return a request that is counted apart from others."""
    made = Request(request)
    made.sort = sort
    return made


@dataclass(slots=True)
class Load:
    """What a run found: seconds of each answered request, and the answers' statuses."""

    seconds: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    by_sort: dict[str, list[float]] = field(default_factory=dict)
    lasted: float = 0.0

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.seconds) / self.lasted if self.lasted else 0.0

    def count(self, sort: str, status: int, seconds: float) -> None:
        """Take down one answer."""
        self.seconds.append(seconds)
        self.statuses[status] = self.statuses.get(status, 0) + 1
        if sort:
            self.by_sort.setdefault(sort, []).append(seconds)

    def checked(self) -> "Load":
        """Return this run when every request was answered and none refused."""
        if any(status >= 400 for status in self.statuses):
            raise RuntimeError(f"Not every request was answered: {self.statuses}")
        return self


class _Connection:
    """One keep-alive connection that always has one request under way."""

    def __init__(self, address: tuple[str, int]) -> None:
        self.socket = socket.create_connection(address)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.received = b""
        self.sent_at = 0.0
        self.sort = ""

    def send(self, request: bytes) -> None:
        self.received = b""
        self.sort = getattr(request, "sort", "")
        self.sent_at = time.perf_counter()
        self.socket.sendall(request)

    def read(self) -> int | None:
        """Return the status once the answer is complete."""
        piece = self.socket.recv(262_144)
        if not piece:
            raise ConnectionError("The server closed the connection.")
        self.received += piece
        head, separator, body = self.received.partition(b"\r\n\r\n")
        if not separator or not _is_whole(head.lower(), body):
            return None
        return int(head[9:12])


def _is_whole(head: bytes, body: bytes) -> bool:
    if b"transfer-encoding: chunked" in head:
        return body.endswith(b"0\r\n\r\n")
    start = head.find(b"content-length:")
    if start < 0:
        return True
    end = head.find(b"\r\n", start)
    return len(body) >= int(head[start + 15 : end if end > 0 else None])


def run(
    address: tuple[str, int],
    make: RequestMaker,
    *,
    clients: int,
    lasting: float,
    most: int | None = None,
) -> Load:
    """Send requests from this many clients at once until the time is over.

    :param make: returns the next request, whole, as bytes
    :param most: stop after this many requests, whatever the time
    :raises RuntimeError: a request was refused; a refusal is quicker than an answer
    """
    load = Load()
    selector = selectors.DefaultSelector()
    requests = _bounded(make, most)
    began = time.perf_counter()
    ends = began + lasting
    under_way = 0
    for _ in range(clients):
        request = next(requests, None)
        if request is None:
            break
        connection = _Connection(address)
        connection.send(request)
        selector.register(connection.socket, selectors.EVENT_READ, connection)
        under_way += 1
    while under_way:
        for key, _events in selector.select(timeout=30):
            connection = key.data
            status = connection.read()
            if status is None:
                continue
            now = time.perf_counter()
            load.count(connection.sort, status, now - connection.sent_at)
            request = next(requests, None) if now < ends else None
            if request is None:
                selector.unregister(connection.socket)
                connection.socket.close()
                under_way -= 1
            else:
                connection.send(request)
    load.lasted = time.perf_counter() - began
    return load.checked()


def _bounded(make: RequestMaker, most: int | None) -> Iterator[bytes]:
    count = 0
    while most is None or count < most:
        yield make()
        count += 1


def request_bytes(
    method: str, path: str, *, headers: dict[str, str] | None = None, body: bytes = b""
) -> bytes:
    """Return a whole HTTP/1.1 request."""
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    if body or method != "GET":
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body
