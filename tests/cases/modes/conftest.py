# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The world of cases, for each module of this folder."""

from tests.cases.conftest import world

__all__ = ["world"]
