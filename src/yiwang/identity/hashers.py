# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""How passwords are hashed."""

from django.contrib.auth import hashers


class Argon2PasswordHasher(hashers.Argon2PasswordHasher):
    """Argon2id with 46 MiB, two passes and one lane.

    Django's own 100 MiB in eight lanes would let a crowd that signs in at once fill the memory of a
    small server; OWASP's least for this memory is one pass.
    """

    time_cost = 2
    memory_cost = 47_104
    parallelism = 1
