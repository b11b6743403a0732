# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The kinds of field that a form may have."""

from enum import StrEnum


class FieldKind(StrEnum):
    """What a field asks for; the value of ``x-kind``."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    CHINESE_NAME = "chinese_name"
    RESIDENT_ID = "resident_id"
    USCC = "uscc"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    DATE = "date"
    INTEGER = "integer"
    DECIMAL = "decimal"
    MONEY = "money"
    CHOICE = "choice"
    CHOICES = "choices"
    BOOLEAN = "boolean"
    GROUP = "group"
    FILE = "file"
    SIGNATURE = "signature"


LISTS = frozenset({FieldKind.CHOICES, FieldKind.GROUP, FieldKind.FILE})
