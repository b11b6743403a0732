# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The demonstration: made-up people, enterprises, staff and cases in real places."""

PASSWORD = "yiwang-demo-2026"  # printed at the start; production settings refuse to load it
HOME_COUNTY = "330106000000"
"""西湖区 of Hangzhou: every department there has staff."""

ACCOUNTS = (
    ("/signin", "wangxm", "a citizen who also represents an enterprise 个人，也代表企业"),
    ("/signin", "lijg, zhangyf", "citizens 个人"),
    ("/workbench/signin", "scjg-counter, -handler, -reviewer, -approver", "市场监管局"),
    ("/workbench/signin", "ga-…, wj-…", "公安、卫生健康，岗位同上"),
    ("/workbench/signin", "counter, handler, reviewer, approver", "several departments 多岗位"),
    ("/workbench/signin", "auditor", "the ledger 存证账本"),
)
"""What the start prints: where to sign in, as whom, and who that is."""
