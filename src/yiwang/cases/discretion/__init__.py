# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""裁量: which tier of the benchmark a case is put into, and who agrees to leave its span."""
