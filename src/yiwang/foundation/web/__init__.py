# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the faces share: request context, audiences, refusals as answers, health and metrics."""
