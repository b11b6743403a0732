# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What a session of ours holds beside Django's own keys."""

POST_ID = "post_id"
ACTING_FOR = "acting_for"
ENDS_AT = "ends_at"
