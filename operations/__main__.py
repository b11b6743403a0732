# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""``python -m operations`` is ``yiwang``."""

from operations.cli import main

if __name__ == "__main__":
    main()
