# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Addresses for the rooms whose matters parcels belong to."""

from uuid import UUID

from yiwang.delivery import addresses
from yiwang.delivery.addresses import Address

__all__ = ["Address", "opened", "sealed"]


def sealed(address: Address, *, table: str, column: str, row_id: UUID) -> bytes:
    """Return an address sealed for one column of one row of the room's own table."""
    return addresses.sealed(address, column, row_id, table=table)


def opened(blob: bytes, *, table: str, column: str, row_id: UUID) -> Address:
    """Return the address that was sealed there.

    :raises DecryptionFailed: it is not what was sealed for this place
    """
    return addresses.opened(blob, column, row_id, table=table)
