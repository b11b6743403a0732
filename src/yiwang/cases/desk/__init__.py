# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What makes the work of staff lighter: batches, standing opinions, consultations, watching."""
