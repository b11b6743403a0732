# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The words of a change of contact."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Ground(TextChoices):
    """On what a change rests: who asked for it, and how that was seen."""

    ONLINE = "online", _("申请人在网上更改")
    IN_PERSON = "in_person", _("申请人到窗口，已核对身份证件")
    BY_AGENT = "by_agent", _("代理人到窗口，已核对委托书和证件")
    IN_WRITING = "in_writing", _("申请人书面申请，原件已存档")


AT_THE_COUNTER = (Ground.IN_PERSON, Ground.BY_AGENT, Ground.IN_WRITING)


class Redirection(TextChoices):
    """What became of a parcel that was on its way when the address changed."""

    DONE = "done", _("已经改寄到新地址")
    ASKED = "asked", _("已请快递企业改寄，答复以前按原地址送；结果会发消息，也可以看“我的快递”")
    OVERTAKEN = "overtaken", _("后来又改过地址，以后一次为准")
    UNCLEAR = (
        "unclear",
        _("快递企业没有给出确定的答复，请打快递企业电话问清楚送到哪里"),
    )
    LATE = "late", _("快递企业答复以前已经派送或者已经结束，来不及改寄")
    POSSIBLE = "possible", _("可以改寄到新地址")
    NOT_WANTED = "not_wanted", _("按原地址送，没有要求改寄")
    REFUSED = "refused", _("快递企业没有接受改寄，仍按原地址送")
    BEING_ORDERED = "being_ordered", _("正在向快递企业下单，几分钟后可以在“我的快递”里改")
    OUT = "out", _("快递员正在派送，不能改寄；请按原地址收件，或者等投递不成功后再改")
    STORED = "stored", _("邮件已在快递网点等候领取，不能改寄")
    RETURNING = "returning", _("邮件正在退回窗口，退回后由窗口按新地址重新寄出")
    OTHER_CARRIER = "other_carrier", _("这家快递企业不由平台下单，请直接与快递企业联系")
    TO_HALL = "to_hall", _("这是寄往窗口的原件，不受影响")
