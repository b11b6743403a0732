# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Nothing asked twice: what government has is found, shown, disputed, and never asked for."""
