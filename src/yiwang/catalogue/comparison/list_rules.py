# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Hold lists to the rules, inside PostgreSQL: millions of them in one pass over the rows.

A rule is a condition over ``l`` (the list), ``v`` (its version in force), ``c`` (the elements of
that version), ``b`` (its base version) and ``e`` (what both make together), with the two sides of
its evidence. No text of a user becomes part of a statement.
"""

from dataclasses import dataclass
from typing import Final

from yiwang.catalogue.comparison.item_rules import NUMBERED_PAPER


@dataclass(frozen=True, slots=True)
class ListRule:
    """How a rule is computed.

    :ivar when: the condition under which it is broken
    :ivar found: pairs for ``jsonb_build_object``: what the list says
    :ivar expected: what it should say, or what it was compared with
    :ivar is_for_all: it holds for powers of own motion too
    """

    id: str
    when: str
    found: str = ""
    expected: str = ""
    is_for_all: bool = False


_PROMISE: Final = "v.promise_amount || ' ' || v.promise_unit"
_REASON: Final = "btrim(coalesce(c ->> 'visit_reason', ''))"
_FORMS: Final = """coalesce(c -> 'handling_forms', '["1"]')"""
_CONSULT: Final = "coalesce(c ->> 'consult_phone', '')"
_COMPLAINT: Final = "coalesce(c ->> 'complaint_phone', '')"
_AREA: Final = (
    "'^((\\+?86[- ]?)?[(（]?0[0-9]{2,3}[)）]?[- ]?[0-9]{7,8}|0[0-9]{2,3}-1[0-9]{4}|1[0-9]{4}"
    "|[48]00-?[0-9]{3}-?[0-9]{4})([-转 ,，、;；/].*)?$'"
)
_BASIS: Final = f"(f ->> 'basis' ~ '《.+》|{NUMBERED_PAPER}')"
_BAD_FEE: Final = (
    "(SELECT f FROM jsonb_array_elements(c -> 'fees') f "  # noqa: S608 - a constant pattern
    f"WHERE NOT {_BASIS} ORDER BY f ->> 'name' LIMIT 1)"
)
_STRANGE_FEES: Final = (
    "(SELECT jsonb_agg(f ->> 'name' ORDER BY f ->> 'name') FROM jsonb_array_elements(c -> 'fees') f"
    " WHERE f ->> 'name' <> ALL (b.fee_names))"
)
_STRANGE_MATERIALS: Final = (
    "(SELECT jsonb_agg(m ORDER BY m) FROM jsonb_array_elements_text(c -> 'spared_materials') m "
    "WHERE m <> ALL (b.material_keys))"
)
_MISSING: Final = (
    "(SELECT jsonb_agg(n) FROM unnest(array['address', 'hours', 'consult_phone', "
    "'complaint_phone']) n WHERE coalesce(c ->> n, '') = '')"
)
_SHORT_PHONES: Final = (
    "(SELECT jsonb_agg(DISTINCT p) "  # noqa: S608 - only constants of this module
    f"FROM unnest(array[{_CONSULT}, {_COMPLAINT}]) p "
    f"WHERE p <> '' AND p !~ {_AREA})"
)

LIST_CONDITIONS: Final = (
    ListRule("immediate-type", "v.promise_amount = 0 AND v.project_type <> '1'",
             "'project_type', v.project_type, 'promise', " + _PROMISE, "'right_type', '1'"),
    ListRule("promised-type", "v.promise_amount > 0 AND v.project_type <> '2'",
             "'project_type', v.project_type, 'promise', " + _PROMISE, "'right_type', '2'"),
    ListRule("visit-reason", f"v.visits > 0 AND {_REASON} = ''", "'visits', v.visits"),
    ListRule("visit-reason-idle", f"v.visits = 0 AND {_REASON} NOT IN ('', '无')",
             f"'visits', v.visits, 'reason', {_REASON}"),
    ListRule("no-way-in", f"v.visits = 0 AND NOT v.is_online AND NOT {_FORMS} ? '4'",
             f"'visits', v.visits, 'forms', {_FORMS}"),
    ListRule("full-online-visits", "v.online_depth = 4 AND v.visits > 0",
             "'depth', v.online_depth, 'visits', v.visits", "'right_visits', 0"),
    ListRule("local-fee-basis", f"c ? 'fees' AND {_BAD_FEE} IS NOT NULL",
             f"'fee', {_BAD_FEE} ->> 'name', 'basis', coalesce({_BAD_FEE} ->> 'basis', '')"),
    ListRule("fee-not-online", "e.fees > 0 AND coalesce(c ->> 'is_pay_online', '') <> 'true'",
             "'fees', e.fees"),
    ListRule("pay-without-fee", "e.fees = 0 AND c ->> 'is_pay_online' = 'true'", "'fees', 0"),
    ListRule("phones-same", f"{_CONSULT} <> '' AND {_CONSULT} = {_COMPLAINT}",
             f"'phone', {_CONSULT}"),
    ListRule("phone-area-code", f"{_SHORT_PHONES} IS NOT NULL", f"'phones', {_SHORT_PHONES}"),
    ListRule("contact-missing", f"{_MISSING} IS NOT NULL", f"'missing', {_MISSING}"),
    ListRule("depth-not-online", "v.online_depth >= 3 AND NOT v.is_online",
             "'depth', v.online_depth"),
    ListRule("base-superseded", "b.number < b.current_number", "'number', b.number",
             "'current', b.current_number", is_for_all=True),
    ListRule("level-not-exercised", "l.level <> ALL (b.levels)", "'level', l.level",
             "'levels', to_jsonb(b.levels)", is_for_all=True),
    ListRule("promise-beyond-law",
             "v.promise_amount IS NOT NULL AND v.promise_amount * e.weight > b.most",
             "'promise', " + _PROMISE, "'longest', b.most_text"),
    ListRule("promise-uncompressed",
             "v.promise_amount > 0 AND v.promise_amount * e.weight = b.statutory",
             "'promise', " + _PROMISE, "'longest', b.statutory_text"),
    ListRule("visits-beyond-base", "v.visits > b.max_visits", "'visits', v.visits",
             "'most', b.max_visits"),
    ListRule("material-not-in-base",
             f"(c ? 'spared_materials' AND {_STRANGE_MATERIALS} IS NOT NULL)",
             f"'materials', {_STRANGE_MATERIALS}", "'keys', to_jsonb(b.material_keys)"),
    ListRule("fee-not-in-base",
             f"c ? 'fees' AND cardinality(b.fee_names) > 0 AND {_STRANGE_FEES} IS NOT NULL",
             f"'fees', {_STRANGE_FEES}", "'base_fees', to_jsonb(b.fee_names)"),
)  # fmt: skip

_WEIGHT: Final = (
    "CASE %s WHEN 'workday' THEN 7 WHEN 'day' THEN 5 WHEN 'month' THEN 150 ELSE 1825 END"
)
_CEILING_UNIT: Final = "coalesce(v.content #>> '{promise_ceiling,unit}', 'workday')"

PREPARE_BASES: Final = f"""
CREATE TEMP TABLE compared_base ON COMMIT DROP AS
WITH now_in_force AS (
    SELECT base_item_id, max(number) AS number FROM catalogue_base_version
     WHERE state = 'published' AND effective_from <= %(on)s
       AND (effective_to IS NULL OR effective_to > %(on)s)
     GROUP BY base_item_id
), known AS (
    SELECT v.id, v.number, coalesce(n.number, v.number) AS current_number,
           v.item_type NOT IN ('02', '03', '04', '06') AS is_applied_for,
           v.exercise_levels AS levels,
           ARRAY(SELECT m ->> 'key'
                   FROM jsonb_array_elements(coalesce(v.content -> 'materials', '[]')) m)
               AS material_keys,
           ARRAY(SELECT f ->> 'name'
                   FROM jsonb_array_elements(coalesce(v.content -> 'fees', '[]')) f) AS fee_names,
           (v.content ->> 'max_visits')::int AS max_visits,
           v.statutory_amount * {_WEIGHT % "v.statutory_unit"} AS statutory,
           v.statutory_amount || ' ' || v.statutory_unit AS statutory_text,
           (v.content #>> '{{promise_ceiling,amount}}')::int * {_WEIGHT % _CEILING_UNIT} AS ceiling,
           (v.content #>> '{{promise_ceiling,amount}}') || ' ' || {_CEILING_UNIT} AS ceiling_text
      FROM catalogue_base_version v LEFT JOIN now_in_force n USING (base_item_id)
     WHERE v.state <> 'draft'
       AND (%(items)s::uuid[] IS NULL OR v.base_item_id = ANY (%(items)s::uuid[]))
)
SELECT known.*, least(statutory, ceiling) AS most,
       CASE WHEN ceiling < statutory THEN ceiling_text ELSE statutory_text END AS most_text
  FROM known
"""  # noqa: S608 - only the conditions that stand above


def _evidence(rule: ListRule) -> str:
    when = rule.when if rule.is_for_all else f"b.is_applied_for AND {rule.when}"
    return (
        f"('{rule.id}', CASE WHEN {when} THEN jsonb_build_object("
        f"'found', jsonb_build_object({rule.found}), "
        f"'expected', jsonb_build_object({rule.expected})) END)"
    )


_CHECK: Final = f"""
INSERT INTO compared_hit
SELECT r.rule, 'list', l.id, l.base_item_id, l.id, NULL, l.department_id, l.region_code,
       r.evidence, encode(sha256(convert_to(r.evidence::text, 'UTF8')), 'hex')
  FROM catalogue_implementation l
  JOIN catalogue_implementation_version v ON v.id = l.current_id
  JOIN compared_base b ON b.id = v.base_version_id
 CROSS JOIN LATERAL (SELECT v.content AS c) x
 CROSS JOIN LATERAL (
       SELECT {_WEIGHT % "v.promise_unit"} AS weight,
              CASE WHEN cardinality(b.fee_names) = 0
                   THEN coalesce(jsonb_array_length(c -> 'fees'), 0)
                   ELSE cardinality(b.fee_names) - (
                        SELECT count(*)::int
                          FROM jsonb_array_elements_text(coalesce(c -> 'waived_fees', '[]')) w
                         WHERE w = ANY (b.fee_names))
               END AS fees
       ) e
 CROSS JOIN LATERAL (VALUES {", ".join(map(_evidence, LIST_CONDITIONS))}) r (rule, evidence)
 WHERE l.state = 'open' AND r.evidence IS NOT NULL
"""  # noqa: S608 - only the conditions that stand above

CHECK_LISTS_OF_ITEMS: Final = f"{_CHECK} AND l.base_item_id = ANY (%(ids)s)"
"""Take what the lists of some base items break."""

CHECK_LISTS: Final = (
    f"{_CHECK} AND l.id = ANY (%(ids)s) AND l.base_item_id <> ALL (%(items)s::uuid[])"
)
"""Take what some lists break, but for those of some base items."""
