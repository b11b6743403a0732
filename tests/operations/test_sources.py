# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The demonstration's source over HTTP and its provider agree."""

from operations import provider
from operations.demo import sources
from operations.demo.people import made_people
from yiwang.sharing.answers import checked_values


def test_the_provider_of_the_demonstration_answers_what_its_source_declares():
    known = provider.demonstration()
    fields = [{"key": one.key, "kind": one.kind} for one in sources.DESCRIPTION.fields]
    keys = {one["key"] for one in fields}

    for person in made_people():
        said = known[sources.HOUSING][person.resident_id]["values"]
        checked_values(fields, said, asked=keys)
        assert said.keys() == keys
    assert len(sources.KEY) == 32
