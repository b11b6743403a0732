# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Places without basic codes in common: laid side by side by name, type and legal basis."""

import pytest

from tests.catalogue.worlds import HYGIENE, Catalogue
from tests.organizations.factories import XIHU, DepartmentFactory
from yiwang.catalogue import selectors
from yiwang.catalogue.models import (
    BaseItem,
    BaseItemVersion,
    ImplementationList,
    ImplementationVersion,
    LegalBasis,
)
from yiwang.foundation.identifiers import new_id

pytestmark = pytest.mark.django_db
ELSEWHERE = "330203000000"


def code_elsewhere(code: str) -> str:
    """Return another basic code of the same type."""
    return f"{code[:-3]}998"


def twin_of(catalogue: Catalogue, *, name: str = "", with_law: bool = True) -> ImplementationList:
    """Return a list in another place, of a base item with a code of its own."""
    listed = catalogue.list_of(HYGIENE, XIHU)
    shown = ImplementationVersion.objects.get(pk=listed.current_id)
    base = BaseItemVersion.objects.get(pk=shown.base_version_id)
    bases = list(LegalBasis.objects.filter(base_version=base)) if with_law else []
    code = code_elsewhere(base.base_item.code)
    item = BaseItem.objects.create(
        code=code, local_code="S1", scope_code="510000000000", line=base.base_item.line
    )
    base.pk, base.base_item, base.state = new_id(), item, "draft"
    base.name = name or base.name
    base.content = base.content | {"name": base.name}
    base.save(force_insert=True)
    for one in bases:
        one.pk, one.base_version_id = None, base.pk
        one.save(force_insert=True)
    BaseItemVersion.objects.filter(pk=base.pk).update(state="published")
    department = DepartmentFactory(of=ELSEWHERE)
    made = ImplementationList.objects.create(
        base_item=item,
        department_id=department.id,
        region_code=ELSEWHERE,
        level=department.level,
        code=f"{department.uscc}4{code}",
        state="draft",
    )
    shown.pk, shown.implementation, shown.base_version_id = new_id(), made, base.pk
    shown.number = 1
    shown.save(force_insert=True)
    ImplementationList.objects.filter(pk=made.pk).update(current_id=shown.pk, state="open")
    return made


@pytest.fixture
def code(catalogue: Catalogue) -> str:
    return BaseItem.objects.get(pk=catalogue.items[HYGIENE]).code


def test_the_same_power_under_two_codes_stands_on_one_line(catalogue: Catalogue, code: str) -> None:
    before = selectors.compared([XIHU, ELSEWHERE], limit=200)
    ImplementationList.objects.filter(base_item__code=code, region_code=ELSEWHERE).update(
        state="withdrawn"
    )
    twin_of(catalogue)
    found = selectors.compared([XIHU, ELSEWHERE], limit=200)
    line = next(one for one in found.lines if one.basic_code == code)

    assert (before.matched, found.matched) == (0, 1)
    assert line.is_matched_by_name
    assert line.basic_codes == (code, code_elsewhere(code))
    assert all(line.cells)
    assert found.total == len(found.lines)
    assert code_elsewhere(code) not in {one.basic_code for one in found.lines}
    assert sum(one.is_matched_by_name for one in found.lines) == 1


@pytest.mark.parametrize(
    ("name", "with_law", "is_matched"),
    [
        ("", True, True),
        ("", False, False),
        ("另一个事项", True, False),
    ],
)
def test_name_and_law_must_both_agree(
    catalogue: Catalogue, code: str, name: str, with_law: bool, is_matched: bool
) -> None:
    ImplementationList.objects.filter(base_item__code=code, region_code=ELSEWHERE).update(
        state="withdrawn"
    )
    twin_of(catalogue, name=name, with_law=with_law)

    assert (selectors.compared([XIHU, ELSEWHERE], limit=200).matched == 1) == is_matched


def test_blanks_and_signs_in_a_name_do_not_matter(catalogue: Catalogue, code: str) -> None:
    ImplementationList.objects.filter(base_item__code=code, region_code=ELSEWHERE).update(
        state="withdrawn"
    )
    stands = BaseItemVersion.objects.filter(base_item__code=code)[0].name
    twin_of(catalogue, name=f" {stands[:4]} {stands[4:]}。")

    assert selectors.compared([XIHU, ELSEWHERE], limit=200).matched == 1


def test_a_place_that_has_both_keeps_both_lines(catalogue: Catalogue, code: str) -> None:
    made = twin_of(catalogue)
    ImplementationList.objects.filter(pk=made.pk).update(region_code=XIHU)

    assert selectors.compared([XIHU, ELSEWHERE], limit=200).matched == 0


def test_pages_of_matched_lines_are_whole(catalogue: Catalogue, code: str) -> None:
    ImplementationList.objects.filter(base_item__code=code, region_code=ELSEWHERE).update(
        state="withdrawn"
    )
    twin_of(catalogue)
    whole = selectors.compared([XIHU, ELSEWHERE], limit=200)
    lines, after = [], ""
    while True:
        page = selectors.compared([XIHU, ELSEWHERE], limit=1, after=after)
        lines += page.lines
        after = page.after
        if not after:
            break

    assert lines == list(whole.lines)
