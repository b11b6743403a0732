# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""行政裁量权基准: tiers of an item, the facts that lead to each, and the span of its outcome."""
