# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The world of cases: records come from there."""

from tests.cases.conftest import _fresh_caches, _own_store, world

__all__ = ["_fresh_caches", "_own_store", "world"]
