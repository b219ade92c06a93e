-- A gate whose order or error has ended without the action waits for nothing any more (docs/rules.md, gates): what was stored
-- before this was the law is brought to it. Gates that wait for the ending itself are left to `jiannuo engine rebuild`.
WITH waiting AS (
  SELECT o.id, f.type, f.recorded_at
  FROM obligation o JOIN commitment_version v ON v.id = o.version_id
  CROSS JOIN LATERAL (
    SELECT type, recorded_at FROM fact
    WHERE subject_type = o.subject_type AND subject_id = o.subject_id
      AND type IN ('subscription.declined','subscription.lapsed','subscription.cancelled','billing.error_rejected','billing.refund_reversed')
    ORDER BY seq LIMIT 1) f
  WHERE o.rule_kind = 'gate' AND o.state = 'OPEN' AND o.subject_type IN ('subscription_order','billing_error')
    AND NOT v.rules -> o.rule_index::int -> 'preconditions' @> jsonb_build_array(jsonb_build_object('fact', f.type))),
ended AS (
  UPDATE obligation o SET state = 'VOID', next_action_at = NULL FROM waiting w WHERE o.id = w.id RETURNING w.*)
INSERT INTO obligation_event (id, obligation_id, kind, step, due_at, at, detail)
SELECT gen_random_uuid(), id, 'voided', NULL, recorded_at, recorded_at, jsonb_build_object('because', type) FROM ended;
