# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The list of parts of others."""

import json
import re

from tools import parts


def test_the_list_of_parts_is_that_of_the_lock_files():
    assert parts.LIST.read_text() == parts.bill()


def test_every_part_has_a_name_a_version_and_an_address():
    listed = json.loads(parts.bill())["components"]

    names = {one["name"] for one in listed}
    assert {"django", "cryptography", "django-oauth-toolkit", "htmx.org"} <= names
    assert len({one["bom-ref"] for one in listed}) == len(listed)
    for one in listed:
        assert re.fullmatch(r"pkg:(pypi|npm)/[^@]+@\S+", one["purl"])
        if one["purl"].startswith("pkg:pypi/"):
            assert one["hashes"], one["name"]
