# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Gaps and overlaps of a rule's table are found and named; it grants or asks for a person."""

import time

import pytest

from tests.cases.automation.rules import COLUMNS, ROWS, dmn
from yiwang.cases.automation import tables


def faults(rows=ROWS, **changed):
    _table, found = tables.read(dmn(rows, **changed))
    return [(one.code, one.path, one.message) for one in found]


def test_a_sound_table_has_no_faults():
    table, found = tables.read(dmn())

    assert found == []
    assert [row.outcome for row in table.rows] == ["grant", "person", "person", "person"]
    assert table.labels == ("业态", "户籍在本地", "户内人数")
    assert table.reads("facts") == {"lives_here", "members"}


def test_a_gap_is_named_by_column_and_value():
    found = faults([ROWS[0], ROWS[2], ROWS[3]])

    assert [code for code, _path, _words in found] == ["gap"]
    assert '业态 = "shop"，户籍在本地 = true，户内人数 = 6' in found[0][2]


def test_an_overlap_is_named_by_both_rows_and_where_they_meet():
    wider = (*ROWS[1][:2], ">= 5", *ROWS[1][3:])

    found = faults([ROWS[0], wider, *ROWS[2:]])

    assert [(code, path) for code, path, _words in found] == [("overlap", "/table/rows/2")]
    assert "第 1 行和第 2 行" in found[0][2]
    assert "户内人数 = 5" in found[0][2]


@pytest.mark.parametrize(
    "outcome", ['"refuse"', '"refused"', "form.kind", 'facts.x ? "grant" : "person"']
)
def test_a_row_says_grant_or_person_as_plain_text_and_nothing_else(outcome):
    found = faults([(*ROWS[0][:3], outcome, ROWS[0][4]), *ROWS[1:]])

    assert "outcome" in {code for code, _path, _words in found}


def test_a_row_without_a_reason_is_a_fault():
    assert ("reason", "/table/rows/1") in {
        (code, path) for code, path, _words in faults([(*ROWS[0][:4], '""'), *ROWS[1:]])
    }


@pytest.mark.parametrize("policy", ["FIRST", "ANY", "COLLECT"])
def test_only_one_row_may_apply(policy):
    assert "hit_policy" in {code for code, _path, _words in faults(policy=policy)}


def test_a_table_that_cannot_be_proved_whole_is_refused():
    many = ", ".join(f'"k{number}"' for number in range(30))
    columns = [(label, f"form.f{place}", many) for place, label in enumerate("一二三")]

    found = faults([("-", "-", "-", '"person"', '"不知道。"')], columns=columns)

    assert "too_large" in {code for code, _path, _words in found}


def test_a_table_of_too_many_rows_is_not_even_looked_at():
    rows = [(f"{n}", '"person"', '"人工。"') for n in range(tables.MOST_ROWS + 1)]

    found = faults(rows, columns=[("数", "form.n", "")])

    assert [code for code, _path, _words in found] == ["too_large"]


def test_a_table_of_as_many_values_as_it_may_have_is_checked_at_once():
    rows = [
        (",".join(str(n * 120 + k) for k in range(99)), '"person"', '"人工。"')
        for n in range(tables.MOST_ROWS)
    ]
    began = time.process_time()

    found = faults(rows, columns=[("数", "form.n", "")])

    assert {code for code, _path, _words in found} == {"gap", "no_grant"}
    assert time.process_time() - began < 10


def test_only_facts_and_form_are_read_and_each_field_by_name():
    columns = [("类型", "item.item_type", ""), *COLUMNS[1:]]

    assert "variables" in {code for code, _path, _words in faults(columns=columns)}


def test_a_rule_that_grants_nothing_is_no_rule():
    rows = [("-", "-", "-", '"person"', '"人工。"')]

    assert "no_grant" in {code for code, _path, _words in faults(rows)}
