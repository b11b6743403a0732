# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The world of the case room, and a place that parcels go to."""

from tests.cases.conftest import _fresh_caches, _own_store, world

__all__ = ["_fresh_caches", "_own_store", "world"]
