# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Lists as spreadsheets: the same list is the same file, and no text is a formula."""

from io import BytesIO
from zipfile import ZipFile

from openpyxl import load_workbook

from yiwang.catalogue.feeds.spreadsheet import workbook

HEADINGS = [("名称", 20), ("编码", 12)]


def test_a_file_says_nothing_of_the_moment_when_it_was_written():
    parts = ZipFile(BytesIO(workbook("清单", HEADINGS, [["城镇燃气经营许可", "330117"]])))

    assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = parts.read("docProps/core.xml").decode()
    assert properties.count("1980-01-01T00:00:00Z") == properties.count("W3CDTF") == 2


def test_texts_stay_texts():
    sheet = load_workbook(BytesIO(workbook("清单", HEADINGS, [["=1+1", "@x"]]))).active

    assert [(cell.value, cell.data_type) for cell in sheet[2]] == [("=1+1", "s"), ("@x", "s")]
