# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Whether a catalogue is loaded for the first time: then it is in force since the new year."""

from typing import Final

from yiwang.catalogue.loading.sources import DEMO_SCOPE, HOME_SCOPE
from yiwang.catalogue.models import BaseItem, ImplementationList

_LOADED: Final = {
    "items": BaseItem.objects.filter(scope_code=HOME_SCOPE),
    "lists": ImplementationList.objects.filter(base_item__scope_code=HOME_SCOPE),
    "demo-region": BaseItem.objects.filter(scope_code=DEMO_SCOPE),
}


def is_first_load(name: str) -> bool:
    """Return whether nothing of a load is there yet; laws are the same on every day."""
    return name not in _LOADED or not _LOADED[name].exists()
