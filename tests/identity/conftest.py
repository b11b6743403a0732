# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Fixtures of this room's tests."""

import pytest

from yiwang.identity.token_cache import tokens
from yiwang.organizations import selectors as organizations


@pytest.fixture(autouse=True)
def fresh_caches() -> None:
    """Let no test see what another one made."""
    organizations.forget_cached()
    tokens.clear()
