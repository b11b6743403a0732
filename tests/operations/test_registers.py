# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The records of the demonstration's data sources."""

from operations.demo import registers


def test_the_file_of_records_is_what_the_people_of_the_demonstration_make_it():
    assert registers.FILE.read_text(encoding="utf-8") == registers.written()
