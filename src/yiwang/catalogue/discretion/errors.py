# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What is refused about benchmarks of discretion."""

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.errors import DomainError, Kind, NotFound


class BenchmarkNotFound(NotFound):
    """There is no such benchmark, or none in this state."""

    code = "catalogue.benchmark_not_found"
    sentence = _("没有找到这份裁量权基准。")


class BenchmarkInvalid(DomainError):
    """A benchmark does not have the shape of one; ``errors`` name each place."""

    code = "catalogue.benchmark_invalid"
    sentence = _("裁量权基准的内容有误。")


class BenchmarkNotPublishable(DomainError):
    """A benchmark contradicts itself, its law, or the upper body's frame; ``errors`` say where."""

    code = "catalogue.benchmark_not_publishable"
    sentence = _("裁量权基准还有问题，不能发布。")


class BenchmarkEndNeedsReason(DomainError):
    """Who takes a published benchmark back says why."""

    code = "catalogue.benchmark_end_needs_reason"
    sentence = _("请写明为什么停用这份裁量权基准。")


class TierUnknown(DomainError):
    """The benchmark has no such tier."""

    code = "catalogue.tier_unknown"
    sentence = _("请从裁量权基准里选一个阶次。")


class OutcomeUnfit(DomainError):
    """The outcome does not say what the benchmark measures; ``errors`` name each."""

    code = "catalogue.outcome_unfit"
    sentence = _("请按裁量权基准逐项填写决定的内容。")


class BenchmarkOfAnother(DomainError):
    """An ended or other item's list has no benchmark of its own."""

    code = "catalogue.benchmark_of_another"
    kind = Kind.CONFLICT
    sentence = _("这个部门的清单不在实施，不能制定裁量权基准。")
