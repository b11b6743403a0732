# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Django's PostgreSQL engine with a cheaper health check; see ``base``."""
