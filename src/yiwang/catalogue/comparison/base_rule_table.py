# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The rules that base items are held to."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from yiwang.catalogue.comparison.rule import BASE, C0109, QUALITY, UNITY, H, L, M, Rule

BASE_RULES: Final = (
    # ── names and places
    Rule(
        "name-duplicate",
        H,
        BASE,
        _("同一目录里的事项名称各不相同；空格、括号、标点和“的”“第”“与”不算不同。"),
        _("“%(name)s”与“%(other_name)s”（%(other_code)s）名称相同。"),
        UNITY,
    ),
    Rule(
        "name-alike",
        L,
        BASE,
        _("同一目录里名称只差一两个字的事项，应当确认不是同一事项。"),
        _("“%(name)s”与“%(other_name)s”（%(other_code)s）只差一两个字。"),
        UNITY,
    ),
    Rule(
        "name-sounds-alike",
        L,
        BASE,
        _("同一目录里读音相同、用字不同的事项名称，应当确认没有错别字。"),
        _("“%(name)s”与“%(other_name)s”（%(other_code)s）读音相同。"),
        UNITY,
    ),
    Rule(
        "type-differs",
        M,
        BASE,
        _("同名事项在各地目录里的事项类型应当一致。"),
        _("“%(name)s”在这里是%(item_type)s，在%(other_scope)s是%(other_type)s。"),
        UNITY,
    ),
    Rule(
        "basis-differs",
        M,
        BASE,
        _("同名事项在各地目录里应当有相同的设定依据。"),
        _("“%(name)s”在这里的依据是%(laws)s，在%(other_scope)s是%(other_laws)s，没有一部相同。"),
        UNITY,
    ),
    # ── laws
    Rule(
        "basis-missing",
        H,
        BASE,
        _("行政权力应当有设定依据。"),
        _("“%(name)s”是%(item_type)s，没有写明设定依据。"),
        "行政许可法 4；C0109 设定依据",
    ),
    Rule(
        "law-unknown",
        M,
        BASE,
        _("引用的法律法规应当在法律库里，名称应当准确。"),
        _("法律库里没有《%(law)s》。"),
        C0109,
    ),
    Rule(
        "article-missing",
        H,
        BASE,
        _("引用的条款应当存在。"),
        _("《%(law)s》没有%(article)s，全文共%(articles)s条。"),
        C0109,
    ),
    Rule(
        "law-repealed",
        H,
        BASE,
        _("引用的法律法规应当现行有效。"),
        _("《%(law)s》已于%(ended_on)s废止。"),
        C0109,
    ),
    Rule(
        "law-revised-since",
        M,
        BASE,
        _("引用之后法律法规有修订的，应当重新核对条款。"),
        _("《%(law)s》在%(revised_on)s修订施行，晚于本版本生效的%(effective_from)s。"),
        C0109,
    ),
    Rule(
        "law-text-outdated",
        M,
        BASE,
        _("法律库里的文本早于最近一次修订的，应当更新文本并核对条款。"),
        _("《%(law)s》已于%(revised_on)s修订施行，条款所据的是%(issued_on)s的文本。"),
        C0109,
    ),
    Rule(
        "article-off-topic",
        L,
        BASE,
        _("引用的条文应当说到这个事项。"),
        _("《%(law)s》%(article)s的条文没有说到“%(name)s”。"),
        C0109,
    ),
    # ── time limits
    Rule(
        "limit-beyond-licensing-law",
        H,
        BASE,
        _("行政许可的法定期限超过二十个工作日的，应当写明法律、法规的依据。"),
        _("“%(name)s”的法定期限是%(limit)s，没有写明超过二十个工作日的依据。"),
        "行政许可法 42",
    ),
    Rule(
        "limit-beyond-article",
        M,
        BASE,
        _("法定期限不得长于所引条文写明的期限。"),
        _(
            "“%(name)s”的法定期限是%(limit)s，《%(law)s》%(article)s"
            "写明的期限加起来是%(steps_of_law)s。"
        ),
        "行政许可法 42",
    ),
    # ── materials
    Rule(
        "material-obtainable",
        M,
        BASE,
        _("政府部门已经核发的证照不再向申请人索要。"),
        _("材料“%(material)s”是“%(issuer_name)s”（%(issuer_code)s）核发的证照，仍要申请人提交。"),
        "国务院关于在线政务服务的若干规定 10；行政许可法 31",
    ),
    Rule(
        "material-from-government",
        M,
        BASE,
        _("来源是政府部门核发的材料，应当由政府部门自己核验。"),
        _("材料“%(material)s”来源是政府部门核发，仍要申请人提交。"),
        "国务院关于在线政务服务的若干规定 10",
    ),
    Rule(
        "material-held",
        M,
        BASE,
        _("材料库里政府已有的证明材料，不再向申请人索要。"),
        _("材料“%(material)s”是“%(type_name)s”，政府已有（%(holders)s），仍要申请人提交。"),
        "国务院关于在线政务服务的若干规定 10；材料库",
    ),
    Rule(
        "material-not-held",
        M,
        BASE,
        _("写明免交的材料，应当有证照、库或者共享数据能取到。"),
        _("材料“%(material)s”写着免交，而政府现在还取不到“%(type_name)s”。"),
        "材料库",
    ),
    Rule(
        "material-issuer-differs",
        M,
        BASE,
        _("材料的出具单位与材料库一致。"),
        _(
            "材料“%(material)s”写着由%(issuer)s出具，材料库里“%(type_name)s”由%(right_issuer)s出具。"
        ),
        "材料库",
    ),
    Rule(
        "material-source-differs",
        L,
        BASE,
        _("材料来源渠道与材料库里的出具单位相符。"),
        _("材料“%(material)s”来源写着%(material_source)s，材料库里由%(right_issuer)s出具。"),
        "材料库；C0109 材料来源渠道",
    ),
    # ── fees
    Rule(
        "fee-without-basis",
        H,
        BASE,
        _("收费应当写明法律法规或者价格、财政部门文件的依据。"),
        _("收费“%(fee)s”的依据“%(basis)s”里没有法律法规名称，也没有文号。"),
        "行政许可法 58、59",
        (8,),
    ),
    # ── the published quality rules, of the base layer
    Rule(
        "result-kind",
        L,
        BASE,
        _("结果名称以“证”结尾的是证照，以“文”“批复”结尾的是批文。"),
        _("结果“%(result)s”的类型是%(kind)s。"),
        QUALITY,
        (3,),
    ),
    Rule(
        "theme-mismatch",
        M,
        BASE,
        _("主题分类与服务对象一致：法人事项只挂法人主题，自然人事项只挂自然人主题。"),
        _("“%(name)s”的服务对象是%(objects)s，却挂在主题%(themes)s。"),
        QUALITY,
        (11,),
    ),
    Rule(
        "licence-faq",
        L,
        BASE,
        _("行政许可至少有一个常见问题。"),
        _("“%(name)s”没有常见问题。"),
        QUALITY,
        (12,),
    ),
    Rule(
        "licence-steps",
        M,
        BASE,
        _("行政许可至少有五个办理环节。"),
        _("“%(name)s”只有%(steps)s个办理环节。"),
        QUALITY,
        (13,),
    ),
    Rule(
        "result-sample",
        L,
        BASE,
        _("有审批结果的，应当有结果样本。"),
        _("结果“%(result)s”没有样本。"),
        QUALITY,
        (14,),
    ),
)
