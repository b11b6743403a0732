# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""裁量权基准 in the workbench: keeping them, choosing a tier in a case, and the figures."""
