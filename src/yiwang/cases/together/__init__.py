# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Applying together (共同申请): a shared draft, signed by each, and a case with several parties."""
