# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What is wrong with the rows of a spreadsheet of staff: alone, beside each other, and with us.

What can be seen in a row is checked in Python as it comes; what takes the database is checked by
a handful of statements over all rows at once, however many there are.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from yiwang.foundation.codes.uscc import parse_uscc
from yiwang.foundation.errors import InvalidText, InvalidUscc
from yiwang.foundation.masking import mask_phone
from yiwang.foundation.text import clean_text
from yiwang.organizations.enums import ImportColumn, RowProblem
from yiwang.organizations.spreadsheets import NEEDED, SheetRow
from yiwang.organizations.staff_numbers import STAFF_NUMBER

MOST_POSTS = 10
LONGEST_POSTS = 300
_SEPARATORS = str.maketrans("，,；;|", "、、、、、")


def copy_rows(import_id: UUID, rows: Iterable[SheetRow]) -> int:
    """Put rows, checked each for itself, beside the others of an import; return how many."""
    count = 0
    statement = (
        "COPY organizations_staff_import_row (staff_import_id, number, staff_number, name, "
        "department_code, post_names, phone, problems, post_ids, is_new, is_changed) FROM STDIN"
    )
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row((import_id, row.number, *_checked(row), [], False, False))
            count += 1
    return count


def _checked(row: SheetRow) -> tuple[str, str, str, str, str, list[str]]:
    problems = [_code(*problem) for problem in row.problems]
    wrong = {column for _letter, column, _problem in row.problems}

    def refuse(column: ImportColumn, problem: RowProblem) -> None:
        wrong.add(column)
        problems.append(_code(row.letters.get(column, ""), column, problem))

    for column in NEEDED:
        if column not in wrong and not row.texts.get(column):
            refuse(column, RowProblem.MISSING)
    kept = {
        column: _kept(column, row.texts.get(column, ""), wrong, refuse) for column in ImportColumn
    }
    return (
        kept[ImportColumn.STAFF_NUMBER],
        kept[ImportColumn.NAME],
        kept[ImportColumn.DEPARTMENT],
        kept[ImportColumn.POSTS],
        kept[ImportColumn.PHONE],
        sorted(problems),
    )


_LONGEST = {
    ImportColumn.STAFF_NUMBER: 32,
    ImportColumn.NAME: 60,
    ImportColumn.DEPARTMENT: 18,
    ImportColumn.POSTS: LONGEST_POSTS,
    ImportColumn.PHONE: 20,
}


def _kept(column: ImportColumn, text: str, wrong: set[ImportColumn], refuse: object) -> str:
    """Return what is kept of a cell; what is wrong with it goes to ``refuse``."""
    if not text or column in wrong:
        return text[:50] if column is not ImportColumn.PHONE else ""
    problem = _problem_of(column, text)
    if problem is not None:
        refuse(column, problem)  # type: ignore[operator]
        return _safe(text)[:50] if column is not ImportColumn.PHONE else ""
    if column is ImportColumn.PHONE:
        return mask_phone(text.replace(" ", "").replace("-", ""))
    if column is ImportColumn.POSTS:
        return "、".join(post_names(text))
    return text.upper() if column is ImportColumn.DEPARTMENT else text


def _problem_of(column: ImportColumn, text: str) -> RowProblem | None:
    if len(text) > _LONGEST[column]:
        return RowProblem.TOO_LONG
    if _safe(text) != text:
        return RowProblem.BAD_SIGNS
    return _OF_ITS_OWN[column](text) if column in _OF_ITS_OWN else None


def _staff_number(text: str) -> RowProblem | None:
    return None if STAFF_NUMBER.fullmatch(text) else RowProblem.BAD_NUMBER


def _credit_code(text: str) -> RowProblem | None:
    try:
        parse_uscc(text.upper())
    except InvalidUscc:
        return RowProblem.BAD_CODE
    return None


def _posts(text: str) -> RowProblem | None:
    return RowProblem.TOO_LONG if len(post_names(text)) > MOST_POSTS else None


def _phone(text: str) -> RowProblem | None:
    digits = text.replace(" ", "").replace("-", "").removeprefix("+86")
    is_mobile = len(digits) == 11 and digits.isascii() and digits.isdigit()
    return None if is_mobile and digits[0] == "1" else RowProblem.BAD_PHONE


_OF_ITS_OWN = {
    ImportColumn.STAFF_NUMBER: _staff_number,
    ImportColumn.DEPARTMENT: _credit_code,
    ImportColumn.POSTS: _posts,
    ImportColumn.PHONE: _phone,
}


def post_names(text: str) -> list[str]:
    """Return the posts that a cell names, each once."""
    parts = (part.strip() for part in text.translate(_SEPARATORS).split("、"))
    return list(dict.fromkeys(part for part in parts if part))


def _safe(text: str) -> str:
    try:
        return clean_text(text, max_length=max(len(text), 1))
    except InvalidText:
        return "".join(sign for sign in text if sign.isprintable())


def _code(letter: str, column: ImportColumn, problem: RowProblem) -> str:
    return f"{letter}:{column.value}:{problem.value}"


def parsed_problems(codes: Iterable[str]) -> Iterator[tuple[str, ImportColumn, RowProblem]]:
    """Yield what stored problems say: column letter, column, problem."""
    for code in codes:
        letter, column, problem = code.split(":")
        yield letter, ImportColumn(column), RowProblem(problem)


# ── over all rows at once

_WRONG = """
    UPDATE organizations_staff_import_row r
    SET problems = array_append(r.problems, %(letter)s || ':{column}:{problem}')
    FROM ({found}) f
    WHERE r.id = f.id
"""
_RESOLVE = """
    UPDATE organizations_staff_import_row r SET
        department_id = d.id, staff_id = s.id, post_ids = coalesce(p.ids, '{}'),
        is_new = false, is_changed = false,
        problems = ARRAY(SELECT code FROM unnest(o.problems) code
                         WHERE split_part(code, ':', 3) <> ALL (%(ours)s))
    FROM organizations_staff_import_row o
    LEFT JOIN organizations_department d ON d.uscc = o.department_code
    LEFT JOIN organizations_staff_member s ON s.staff_number = o.staff_number
    LEFT JOIN (
        SELECT w.id, array_agg(held.id ORDER BY held.id) AS ids
        FROM organizations_staff_import_row w
        JOIN organizations_department own ON own.uscc = w.department_code
        CROSS JOIN LATERAL unnest(string_to_array(w.post_names, '、')) AS named(name)
        JOIN organizations_post held ON held.department_id = own.id AND held.name = named.name
        WHERE w.staff_import_id = %(import)s AND w.post_names <> ''
        GROUP BY w.id
    ) p ON p.id = o.id
    WHERE r.id = o.id AND o.staff_import_id = %(import)s
"""
_CHANGES = """
    UPDATE organizations_staff_import_row r SET
        is_new = s.id IS NULL,
        is_changed = s.id IS NOT NULL AND (
            s.name <> r.name OR s.department_id <> r.department_id
            OR (r.phone <> '' AND s.phone_masked <> r.phone)
            OR EXISTS (
                SELECT 1 FROM unnest(r.post_ids) AS wanted(id)
                WHERE NOT EXISTS (
                    SELECT 1 FROM organizations_post_holding h
                    WHERE h.staff_id = s.id AND h.post_id = wanted.id
                      AND h.leave_id IS NULL
                      AND (h.held_to IS NULL OR h.held_to > %(on)s::date)
                )
            )
        )
    FROM organizations_staff_import_row o
    LEFT JOIN organizations_staff_member s ON s.id = o.staff_id
    WHERE r.id = o.id AND o.staff_import_id = %(import)s AND o.problems = '{}'
"""
_FOUND: tuple[tuple[ImportColumn, RowProblem, str], ...] = (
    (
        ImportColumn.STAFF_NUMBER,
        RowProblem.TWICE,
        """
        SELECT id FROM (
            SELECT r.id, count(*) OVER (PARTITION BY r.staff_number) AS times
            FROM organizations_staff_import_row r
            WHERE r.staff_import_id = %(import)s AND r.staff_number <> ''
        ) t WHERE times > 1
        """,
    ),
    (
        ImportColumn.DEPARTMENT,
        RowProblem.NO_DEPARTMENT,
        """
        SELECT r.id FROM organizations_staff_import_row r
        WHERE r.staff_import_id = %(import)s AND r.department_id IS NULL
          AND r.department_code <> ''
          AND NOT EXISTS (SELECT 1 FROM unnest(r.problems) p WHERE p LIKE '%%:department:%%')
        """,
    ),
    (
        ImportColumn.DEPARTMENT,
        RowProblem.NOT_YOURS,
        """
        SELECT r.id FROM organizations_staff_import_row r
        JOIN organizations_department d ON d.id = r.department_id
        WHERE r.staff_import_id = %(import)s AND NOT {reach}
        """,
    ),
    (
        ImportColumn.STAFF_NUMBER,
        RowProblem.ELSEWHERE,
        """
        SELECT r.id FROM organizations_staff_import_row r
        JOIN organizations_staff_member s ON s.id = r.staff_id
        JOIN organizations_department d ON d.id = s.department_id
        WHERE r.staff_import_id = %(import)s AND NOT {reach}
        """,
    ),
    (
        ImportColumn.STAFF_NUMBER,
        RowProblem.LEFT,
        """
        SELECT r.id FROM organizations_staff_import_row r
        JOIN organizations_staff_member s ON s.id = r.staff_id
        WHERE r.staff_import_id = %(import)s AND s.left_on IS NOT NULL
        """,
    ),
    (
        ImportColumn.STAFF_NUMBER,
        RowProblem.YOURSELF,
        """
        SELECT r.id FROM organizations_staff_import_row r
        WHERE r.staff_import_id = %(import)s AND r.staff_id = %(actor)s
        """,
    ),
    (
        ImportColumn.POSTS,
        RowProblem.NO_POST,
        """
        SELECT r.id FROM organizations_staff_import_row r
        WHERE r.staff_import_id = %(import)s AND r.department_id IS NOT NULL
          AND r.post_names <> ''
          AND cardinality(r.post_ids) < cardinality(string_to_array(r.post_names, '、'))
        """,
    ),
    (
        ImportColumn.POSTS,
        RowProblem.NEEDS_GRANT,
        """
        SELECT r.id FROM organizations_staff_import_row r
        WHERE r.staff_import_id = %(import)s AND EXISTS (
            SELECT 1 FROM organizations_post p
            WHERE p.id = ANY (r.post_ids)
              AND (p.needs_grant OR (p.covers_subtree AND NOT %(subtree)s))
              AND NOT EXISTS (
                  SELECT 1 FROM organizations_post_holding h
                  WHERE h.post_id = p.id AND h.staff_id = r.staff_id AND h.held_to IS NULL
              )
        )
        """,
    ),
)
_REACH = "(d.id = %(department)s OR (%(subtree)s AND d.division_id BETWEEN %(first)s AND %(last)s))"


def check_together(
    *,
    import_id: UUID,
    sender: UUID,
    department_id: UUID,
    division_range: tuple[str, str],
    covers_subtree: bool,
    letters: dict[ImportColumn, str],
    on: date,
) -> None:
    """Look at all rows of an import together; may be done again, and finds the same."""
    parameters: dict[str, Any] = {
        "import": import_id,
        "actor": sender,
        "department": department_id,
        "subtree": covers_subtree,
        "first": division_range[0],
        "last": division_range[1],
        "on": on,
        "ours": [problem.value for _column, problem, _found in _FOUND],
    }
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE organizations_staff_import_row")
        cursor.execute(_RESOLVE, parameters)
        for column, problem, found in _FOUND:
            whole = _WRONG.format(
                column=column.value, problem=problem.value, found=found.replace("{reach}", _REACH)
            )
            cursor.execute(whole, parameters | {"letter": letters.get(column, "")})
        cursor.execute(_CHANGES, parameters)
