# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The register of personal data: made from the models, so that it cannot forget a field."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.apps import apps
from django.utils.functional import Promise

from yiwang.identity.register_purposes import PURPOSES
from yiwang.identity.register_tables import TABLES


@dataclass(frozen=True, slots=True)
class RegisteredField:
    """One field with personal data.

    :param years: it is kept so long after the end of the matter; 0: no longer than it is used
    """

    name: str
    words: str | Promise
    purpose: str | Promise
    basis: str | Promise
    years: int


@dataclass(frozen=True, slots=True)
class RegisteredTable:
    """One table with personal data."""

    label: str
    words: str | Promise
    shown: str | Promise
    ends: str | Promise
    fields: Sequence[RegisteredField]


def personal_register() -> list[RegisteredTable]:
    """Return every table of ours with personal data, in the order of the rooms.

    :raises KeyError: a model, a field or a purpose has no words; a test says which
    """
    found = []
    for model in apps.get_models():
        declared: dict[str, tuple[str, int]] = model.__dict__.get("personal_data", {})
        if not declared:
            continue
        label = model._meta.label
        table = TABLES[label]
        fields = [
            RegisteredField(
                name=name,
                words=table.fields[name],
                purpose=PURPOSES[purpose].words,
                basis=PURPOSES[purpose].basis,
                years=years,
            )
            for name, (purpose, years) in declared.items()
        ]
        found.append(RegisteredTable(label, table.words, table.shown, table.ends, fields))
    return found
