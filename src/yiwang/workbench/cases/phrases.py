# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Standard wording that staff take over with one click and change as the case needs it.

What is written here goes into notices and files, so it is Chinese in every language of the pages.
"""

from collections.abc import Mapping, Sequence
from typing import Final

PHRASES: Final[Mapping[str, Sequence[str]]] = {
    "what-form": (
        "填写的内容与所附材料不一致，请核对后更正。",
        "未填写完整，请补充。",
    ),
    "what": (
        "材料不清晰，请重新拍照或扫描后上传。",
        "材料缺页，请补齐。",
        "未签名或盖章，请补签后上传。",
        "已超过有效期，请提交有效的证件。",
    ),
    "explanation": (
        "该事项依法不需要取得行政许可，您可以直接开展活动。",
        "经补正，材料仍不符合法定形式，备齐后可以重新申请。",
    ),
    "opinion": (
        "材料齐全，内容属实，符合法定条件，拟同意。",
        "经核查，与申报情况一致。",
        "存在不符合法定条件的情形，拟不同意。",
    ),
    "decide": (
        "经审查，申请材料齐全，符合法定条件、标准，准予许可。",
        "经审查，不符合下列法定条件：",
    ),
    "suspend": ("需要组织专家评审，所需时间不计入办理期限。",),
    "extension": ("案情复杂，需要进一步核实有关情况。",),
}
