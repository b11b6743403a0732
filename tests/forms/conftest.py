# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the tests of forms share."""

from collections.abc import Iterator

import hypothesis
import pytest

from yiwang.forms import divisions, selectors
from yiwang.organizations import selectors as organizations
from yiwang.organizations.models import Division

# Machines that run the tests may be busy: how long one example takes says nothing.
hypothesis.settings.register_profile("forms", deadline=None)
hypothesis.settings.load_profile("forms")

PLACES = (
    ("330000000000", "浙江省", 2, None),
    ("330100000000", "杭州市", 3, "330000000000"),
    ("330106000000", "西湖区", 4, "330100000000"),
    ("330106109000", "灵隐街道", 5, "330106000000"),
    ("110000000000", "北京市", 2, None),
    ("110101000000", "东城区", 4, "110000000000"),
)


@pytest.fixture
def places(db: None) -> Iterator[None]:
    """A few real divisions, and no memory of other tests' ones."""
    organizations.forget_cached()
    divisions.forget_cached()
    for code, name, level, parent in PLACES:
        Division.objects.create(
            code=code,
            name=name,
            level=level,
            parent_id=parent,
            province_code=f"{code[:2]:0<12}",
            city_code=f"{code[:4]:0<12}" if level > 2 and code.startswith("33") else "",
            county_code=f"{code[:6]:0<12}" if level > 3 else "",
        )
    yield
    organizations.forget_cached()
    divisions.forget_cached()


@pytest.fixture
def no_held_forms() -> Iterator[None]:
    """Begin and end without forms that an earlier test left in the process."""
    selectors.forget_cached()
    yield
    selectors.forget_cached()
