# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The demonstration: made-up people, enterprises, staff and cases in real places."""

from pathlib import Path

from config.environment import environment

PASSWORD = "yiwang-demo-2026"  # printed at the start; production settings refuse to load it
HOME_COUNTY = "330106000000"
"""西湖区 of Hangzhou: every department there has staff."""

ACCOUNTS = (
    ("/signin", "wangxm", "a citizen who also represents an enterprise 个人，也代表企业"),
    ("/signin", "lijg, zhangyf", "citizens 个人"),
    ("/signin", "annam", "a foreigner whose papers come in English too 外国人，附英文译文"),
    ("/workbench/signin", "scjg-counter, -handler, -reviewer, -approver", "市场监管局"),
    ("/workbench/signin", "ga-…, wj-…", "公安、卫生健康，岗位同上"),
    ("/workbench/signin", "street-counter, street-handler, housing-handler", "街道初审、区里决定"),
    ("/workbench/signin", "tyj-xihu, tyj-hangzhou, tyt-handler", "县、市逐级初审，省里决定"),
    ("/workbench/signin", "hzrs-…, xhrs-…", "市里准予、区里承接，岗位同上"),
    ("/workbench/signin", "counter, handler, reviewer, approver", "several departments 多岗位"),
    ("/workbench/signin", "systems, systems-review", "systems that sign in here 接入系统"),
    ("/workbench/signin", "sysadmin, secadmin, audadmin", "administrators of the province 三员"),
    ("/workbench/signin", "xihu-sysadmin, xihu-secadmin, xihu-audadmin", "of the district 西湖区"),
    ("/workbench/signin", "mulu-editor, -legal, -publisher", "the province's catalogue 基本目录"),
    ("/workbench/signin", "scjg-editor, -legal, -publisher", "the bureau's lists 实施清单"),
    ("/workbench/signin", "hall-manager", "the hall of the district 大厅管理"),
    ("/workbench/signin", "auditor", "the ledger 存证账本"),
)
"""What the start prints: where to sign in, as whom, and who that is."""


SYSTEM_HOST = "127.0.0.1"


def system_port() -> int:
    """Return the port of the demonstration's department system: the one after the site's."""
    return environment().PORT + 1


def system_address() -> str:
    """Return where the demonstration's department system stands: this machine, the next port."""
    return f"http://{SYSTEM_HOST}:{system_port()}"


def system_file() -> Path:
    """Return the file that the department system knows us by; only its owner may read it."""
    return environment().VAR / "run" / "department-system.json"
