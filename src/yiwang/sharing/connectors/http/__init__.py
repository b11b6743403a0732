# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Sources of other bodies over HTTP: signed both ways, in time, and no larger than agreed."""
