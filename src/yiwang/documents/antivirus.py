# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A client for clamd: sends a file with INSTREAM and reads the one line that comes back.

Source: clamd(8), "COMMANDS".
"""

import socket
import struct
from contextlib import closing
from typing import BinaryIO

from django.conf import settings

from yiwang.documents import errors
from yiwang.documents.enums import ScanState

TIMEOUT_SECONDS = 30.0
_PIECE = 64 * 1024
_MAX_ANSWER = 4_096
_UNIX = "unix:"


def is_on() -> bool:
    """Tell whether a scanner is set."""
    return bool(settings.CLAMD_ADDRESS)


def scan(file: BinaryIO) -> ScanState:
    """Have the file scanned from its beginning, if a scanner is set.

    :raises ScannerUnavailable: it does not answer, or answers something else than yes or no
    """
    if not is_on():
        return ScanState.OFF
    file.seek(0)
    try:
        with closing(_connect(settings.CLAMD_ADDRESS)) as connection:
            answer = _ask(connection, file)
    except (OSError, ValueError) as error:
        raise errors.ScannerUnavailable from error
    if answer.endswith(b": OK"):
        return ScanState.CLEAN
    if answer.endswith(b" FOUND"):
        return ScanState.INFECTED
    raise errors.ScannerUnavailable  # among others: "INSTREAM size limit exceeded. ERROR"


def _connect(address: str) -> socket.socket:
    if address.startswith(_UNIX):
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(TIMEOUT_SECONDS)
        try:
            connection.connect(address.removeprefix(_UNIX))
        except OSError:
            connection.close()
            raise
        return connection
    host, _colon, port = address.removeprefix("tcp://").rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=TIMEOUT_SECONDS)


def _ask(connection: socket.socket, file: BinaryIO) -> bytes:
    connection.sendall(b"zINSTREAM\0")
    while piece := file.read(_PIECE):
        connection.sendall(struct.pack("!I", len(piece)) + piece)
    connection.sendall(struct.pack("!I", 0))
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < _MAX_ANSWER:
        more = connection.recv(_MAX_ANSWER)
        if not more:
            break
        answer += more
    return answer.rstrip(b"\0\n ")
