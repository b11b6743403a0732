# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""pgbench scripts: the rows that one request writes, as raw SQL with prepared statements."""

from collections.abc import Sequence
from uuid import UUID

_FORM = '{"content": "' + "压力测试表单内容，" * 40 + '"}'
_STATE = '{"format": 1, "tasks": "' + "x" * 400 + '"}'
_KEY = "gen_random_uuid()::text"
_EVENT = """
INSERT INTO ledger_event (kind, at, subject_type, subject_id, region_code, actor, payload, purpose,
    request_id)
VALUES ('bench.fact', now(), 'case', :case_id::uuid, '330106000000',
    '{"kind": "citizen", "account_id": "01a205e9-15ba-7306-aa1c-5dd0cd23ee9e"}',
    '{"number": "330106-261123-000317-K", "channel": 2, "intake_due_on": "2026-11-30",
      "content_sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}',
    '', '');
INSERT INTO ledger_idempotency_record (scope, key, fingerprint, status, body)
VALUES ('bench', gen_random_uuid()::text, sha256('x'), 201, '{"case_id": "…", "number": "…"}');
COMMIT;
"""


def submission(version_id: UUID, file_ids: Sequence[UUID]) -> str:
    """Return what writes a case, its materials, work item, fact and idempotency record."""
    materials = ", ".join(
        f"(gen_random_uuid(), '330106000000', :case_id::uuid, 'material_{place}',"
        f" '{file_id}', now())"
        for place, file_id in enumerate(file_ids)
    )
    return f"""
BEGIN;
INSERT INTO cases_case (
    id, region_code, number, query_code, item_code, item_name, item_type, applicant_kind,
    applicant_id, applicant_name, submitted_by_id, channel, state, outcome, form_data, revision,
    submitted_at, received_at, intake_due_on, is_deadline_provisional, not_accepted_reason,
    not_accepted_explanation, delivery_method, department_id, version_id)
SELECT gen_random_uuid(), l.region_code, replace({_KEY}, '-', ''), 'BENCHBEN', l.code,
    '食品经营许可（新办）', '01', 'legal', gen_random_uuid(), '杭州翠竹餐饮有限公司',
    gen_random_uuid(), 2, 'submitted', '', '{_FORM}', 1, now(), now(), current_date + 7, false, '',
    '', '', l.department_id, v.id
FROM catalogue_implementation_version v
JOIN catalogue_implementation l ON l.id = v.implementation_id WHERE v.id = '{version_id}'
RETURNING id AS case_id \\gset
INSERT INTO cases_material (id, region_code, case_id, requirement_key, file_id, added_at)
VALUES {materials};
INSERT INTO cases_work_item (
    id, region_code, case_id, department_id, role, step_key, element_id, kind, form_code, step_name,
    case_number, item_name, applicant_name, due_on, is_stopped, state, created_at)
VALUES (gen_random_uuid(), '330106000000', :case_id::uuid, gen_random_uuid(), 'counter', 'intake',
    '', 'task', '', '受理', 'BENCH', '食品经营许可（新办）', '杭州翠竹餐饮有限公司', current_date + 7,
    false, 'open', now());
{_EVENT}"""


def transition(count: int) -> str:
    """Return what moves a case on: its row, a step's record, work items, fact, idempotency.

    :param count: rows of ``bench_waiting``, which names cases with their open work items
    """
    return f"""
\\set n random(1, {count})
BEGIN;
SELECT case_id, item_id FROM bench_waiting WHERE n = :n \\gset
UPDATE cases_case SET state = 'in_process', revision = revision + 1,
    process_state = '{_STATE}', process_wakes_at = NULL, check_due_on = NULL
WHERE id = :case_id::uuid;
INSERT INTO cases_step_record (
    id, region_code, case_id, step_key, element_id, name, role, form_code, opinion, data,
    done_by_id, done_by_name, done_at)
VALUES (gen_random_uuid(), '330106000000', :case_id::uuid, {_KEY}, 'review', '资料审查',
    'handler', 'step-review', '情况属实，材料齐全。', '{{"conclusion": "pass"}}', gen_random_uuid(),
    '程力行', now());
UPDATE cases_work_item SET done_at = now(), done_by_id = gen_random_uuid()
WHERE id = :item_id::uuid;
INSERT INTO cases_work_item (
    id, region_code, case_id, department_id, role, step_key, element_id, kind, form_code, step_name,
    case_number, item_name, applicant_name, due_on, is_stopped, state, created_at)
VALUES (gen_random_uuid(), '330106000000', :case_id::uuid, gen_random_uuid(), 'reviewer', {_KEY},
    'audit', 'task', 'step-audit', '审核', 'BENCH', '食品经营许可（新办）', '杭州翠竹餐饮有限公司',
    current_date + 7, false, 'cancelled', now());
{_EVENT}"""
