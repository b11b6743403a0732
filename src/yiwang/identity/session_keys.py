# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What a session of ours holds beside Django's own keys."""

POST_ID = "post_id"
ACTING_FOR = "acting_for"
ENDS_AT = "ends_at"
IDLE_SECONDS = "idle_seconds"
FACTOR = "factor"
"""The strongest factor that the session was opened or raised with: see ``enums.Factor``."""
MUST_CHANGE_PASSWORD = "must_change_password"
ACTING_ENDED = "acting_ended"
"""Set when the right to act for somebody is over, until the holder has been told."""
TEXTS = "texts"
"""Whether the texts in force were answered: see ``privacy_guard``."""
