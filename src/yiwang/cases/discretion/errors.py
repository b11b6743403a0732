# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What is refused about the tier of a case."""

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.errors import DomainError, Kind


class NoBenchmark(DomainError):
    """The item has no benchmark that applies today."""

    code = "cases.no_benchmark"
    kind = Kind.CONFLICT
    sentence = _("这个事项今天没有施行的裁量权基准，不用选阶次。")


class TierNotDue(DomainError):
    """The tier is chosen between acceptance and decision."""

    code = "cases.tier_not_due"
    kind = Kind.CONFLICT
    sentence = _("受理以后、作出决定以前，才能选裁量阶次。")


class TierMissing(DomainError):
    """A benchmark applies, and nobody has put the case into a tier."""

    code = "cases.tier_missing"
    kind = Kind.CONFLICT
    sentence = _("这个事项有裁量权基准，请先为这个办件选裁量阶次，再作决定。")


class TierOutdated(DomainError):
    """Another version of the benchmark applies since the tier was chosen."""

    code = "cases.tier_outdated"
    kind = Kind.CONFLICT
    sentence = _("选阶次以后，裁量权基准换了版本。请按现行的基准重新选。")


class FactsMissing(DomainError):
    """Who chooses a tier states the facts that put the case there."""

    code = "cases.discretion_facts_missing"
    sentence = _("请写明依据哪些事实选这个阶次。")


class DepartureUnexplained(DomainError):
    """An outcome outside the span says why."""

    code = "cases.departure_unexplained"
    sentence = _("决定的内容超出这个阶次的幅度，请写明理由：%(where)s。")


class SpanIsByLaw(DomainError):
    """The law itself sets the span."""

    code = "cases.span_is_by_law"
    sentence = _("这个阶次的幅度由%(place)s规定，不能超出：%(where)s。")


class ConsentMissing(DomainError):
    """The outcome leaves the span, and the leader has not agreed."""

    code = "cases.departure_without_consent"
    kind = Kind.CONFLICT
    sentence = _("决定的内容超出裁量幅度，要先由负责人同意。")


class ConsentNotAsked(DomainError):
    """Nothing waits for the leader, or it was chosen anew since."""

    code = "cases.consent_not_asked"
    kind = Kind.CONFLICT
    sentence = _("没有等待同意的裁量，或者裁量已经改过。请刷新后再看。")


class DiscretionIsChosen(DomainError):
    """Where a benchmark applies, the tier is chosen and not typed."""

    code = "cases.discretion_is_chosen"
    sentence = _("这个事项有裁量权基准，裁量按所选的阶次写进决定书，不用另外填写。")


class TierChanged(DomainError):
    """Somebody else chose in the meantime."""

    code = "cases.tier_changed"
    kind = Kind.CONFLICT
    sentence = _("别人已经选过或者改过裁量阶次。请核对后再保存，您的修改没有写入。")
