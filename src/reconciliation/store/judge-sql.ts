import { Prisma } from '@/platform/db/generated/client'

/**
 * One statement that judges all charges of a month below some units and writes what it finds: one statement sees one state
 * of the database, so a run is a snapshot. `rules/judge.ts` says the same in words; a test holds the two together.
 *
 * Charges of other units and, for services billed by the week or year, of earlier months are read along: only among all
 * charges of a party is it seen which comes again.
 */
export const judgeStatement = (run: {
  readonly runId: string
  readonly month: string
  /** `2026-10` gives `2025-11`: how far back a year's first charge may lie. */
  readonly yearFrom: string
  /** null: the whole carrier. */
  readonly unitIds: readonly string[] | null
}): Prisma.Sql => Prisma.sql`
  WITH long_periods AS MATERIALIZED (
    SELECT DISTINCT p.code FROM service_product p JOIN service_version v ON v.product_id = p.id WHERE v.period IN ('week','year')
  ),
  c AS MATERIALIZED (
    SELECT c.id, c.unit_id, c.party_id, p.phone_hash, c.service_code, c.kind, c.amount_minor, c.currency, c.charged_at, c.month,
      c.used_seconds, c.billed_seconds, c.order_ref, (c.charged_at AT TIME ZONE u.time_zone)::date AS local_day,
      c.month = ${run.month} AND (${run.unitIds === null} OR c.unit_id = ANY(${run.unitIds ?? []}::uuid[])) AS is_asked
    FROM charge c JOIN charged_party p ON p.id = c.party_id JOIN org_unit u ON u.id = c.unit_id
    WHERE c.month = ${run.month} OR (c.month >= ${run.yearFrom} AND c.month < ${run.month}
      AND c.kind IN ('subscription','on_demand') AND c.service_code IN (SELECT code FROM long_periods))
  ),
  -- Orders with their three records: the order, a question after it, a yes after that, from the number, within the window.
  confirmed AS MATERIALIZED (
    SELECT DISTINCT o.id FROM subscription_order o
    JOIN consent_record r ON r.order_id = o.id AND r.kind = 'order'
    JOIN consent_record q ON q.order_id = o.id AND q.kind = 'question' AND q.seq > r.seq AND q.occurred_at >= r.occurred_at
    JOIN consent_record a ON a.order_id = o.id AND a.kind = 'answer' AND a.seq > q.seq AND a.occurred_at >= q.occurred_at
    WHERE a.verdict = 'yes' AND a.from_hash = o.phone_hash AND a.occurred_at <= o.window_ends_at
  ),
  orders AS MATERIALIZED (
    SELECT o.id, m.number, o.external_ref, o.phone_hash, p.code, o.requested_at,
      lead(o.requested_at) OVER (PARTITION BY o.phone_hash, p.code ORDER BY o.requested_at, o.id) AS next_at,
      o.needs_confirmation AND y.id IS NULL AS lacks_consent, o.activated_at, o.cancelled_at,
      CASE WHEN v.type = 'free_trial' THEN o.activated_at + v.trial_days * interval '24 hours' END AS trial_ends_at,
      v.period, v.price_minor, v.currency
    FROM subscription_order o JOIN matter m ON m.id = o.id JOIN service_product p ON p.id = o.product_id
    JOIN service_version v ON v.id = o.service_version_id LEFT JOIN confirmed y ON y.id = o.id
  ),
  refs AS MATERIALIZED (
    SELECT DISTINCT ON (ref) o.* FROM (
      SELECT number AS ref, 1 AS place, * FROM orders UNION ALL
      SELECT external_ref, 2, * FROM orders WHERE external_ref IS NOT NULL) o ORDER BY ref, place
  ),
  bought AS MATERIALIZED (
    SELECT b.id, b.external_ref, k.phone_hash, p.code, v.price_minor, v.currency
    FROM purchase b JOIN customer k ON k.id = b.customer_id JOIN service_version v ON v.id = b.service_version_id
    JOIN service_product p ON p.id = v.product_id
  ),
  tariffs AS MATERIALIZED (
    SELECT t.*, lead(t.valid_from) OVER (PARTITION BY t.service_code, t.kind ORDER BY t.valid_from) AS valid_to FROM call_tariff t
  ),
  ordered AS (
    SELECT c.*, coalesce(r.id, h.id) AS order_id, CASE WHEN r.id IS NULL AND h.id IS NULL THEN b.id END AS purchase_id,
      r.id IS NOT NULL AND (r.phone_hash <> c.phone_hash OR r.code <> c.service_code) AS is_of_other,
      CASE WHEN r.id IS NULL THEN h.lacks_consent ELSE r.lacks_consent END AS lacks_consent,
      CASE WHEN r.id IS NULL THEN h.activated_at ELSE r.activated_at END AS activated_at,
      CASE WHEN r.id IS NULL THEN h.cancelled_at ELSE r.cancelled_at END AS cancelled_at,
      CASE WHEN r.id IS NULL THEN h.trial_ends_at ELSE r.trial_ends_at END AS trial_ends_at,
      coalesce(r.period, h.period, 'use') AS period,
      coalesce(r.price_minor, h.price_minor, b.price_minor) AS price_minor,
      coalesce(r.currency, h.currency, b.currency) AS price_currency
    FROM c
    LEFT JOIN refs r ON r.ref = c.order_ref
    LEFT JOIN orders h ON h.phone_hash = c.phone_hash AND h.code = c.service_code AND h.requested_at <= c.charged_at
      AND (h.next_at IS NULL OR h.next_at > c.charged_at)
    LEFT JOIN bought b ON c.kind = 'on_demand' AND b.external_ref = c.order_ref AND b.phone_hash = c.phone_hash AND b.code = c.service_code
    WHERE c.kind IN ('subscription','on_demand')
  ),
  used AS (
    SELECT c.*, t.id AS tariff_id, t.step_seconds, t.price_minor, t.currency AS price_currency,
      CASE WHEN c.used_seconds < t.free_below_seconds THEN 0
        ELSE (c.used_seconds + t.step_seconds - 1) / t.step_seconds END AS steps
    FROM c LEFT JOIN tariffs t ON t.service_code = c.service_code AND t.kind = c.kind AND t.valid_from <= c.charged_at
      AND (t.valid_to IS NULL OR t.valid_to > c.charged_at)
    WHERE c.kind IN ('call_record','prompt')
  ),
  alone AS (
    SELECT id, unit_id, party_id, service_code, kind, amount_minor, currency, charged_at, is_asked, order_id, purchase_id, NULL::uuid AS tariff_id,
      CASE WHEN amount_minor = 0 THEN NULL
        WHEN is_of_other THEN 'order_of_other'
        WHEN order_id IS NULL THEN CASE WHEN purchase_id IS NULL THEN 'no_order' END
        WHEN lacks_consent THEN 'not_confirmed'
        WHEN charged_at >= cancelled_at THEN 'cancelled'
        WHEN activated_at IS NULL OR charged_at < activated_at THEN 'not_active'
        WHEN charged_at < trial_ends_at THEN 'in_trial' END AS barred,
      CASE WHEN amount_minor > 0 AND NOT is_of_other AND (price_currency <> currency OR amount_minor > price_minor)
        THEN 'price_above' END AS too_much,
      CASE WHEN price_currency = currency THEN price_minor ELSE 0 END AS due_minor,
      CASE period WHEN 'month' THEN month WHEN 'day' THEN local_day::text
        WHEN 'week' THEN 'w' || floor((local_day - date '1970-01-01' + 3) / 7.0)::text
        WHEN 'year' THEN to_char(local_day, 'YYYY')
        ELSE charged_at::text || '/' || coalesce(used_seconds::text, '') END AS thing,
      true AS is_judged
    FROM ordered
    UNION ALL
    SELECT id, unit_id, party_id, service_code, kind, amount_minor, currency, charged_at, is_asked, NULL, NULL, tariff_id,
      CASE WHEN kind = 'prompt' AND amount_minor > 0 AND coalesce(price_minor, 0) = 0 THEN 'prompt_is_free' END,
      CASE WHEN kind = 'prompt' THEN CASE WHEN price_minor > 0
            AND amount_minor > CASE WHEN price_currency = currency THEN price_minor ELSE 0 END THEN 'rate_above' END
        WHEN billed_seconds > steps * step_seconds THEN 'record_long'
        WHEN billed_seconds < steps * step_seconds THEN 'record_short'
        WHEN amount_minor > CASE WHEN price_currency = currency THEN steps * price_minor ELSE 0 END THEN 'rate_above' END,
      CASE WHEN price_currency = currency THEN price_minor * CASE WHEN kind = 'prompt' THEN 1 ELSE steps END ELSE 0 END,
      charged_at::text || '/' || coalesce(used_seconds::text, ''),
      kind = 'prompt' OR (tariff_id IS NOT NULL AND used_seconds IS NOT NULL AND billed_seconds IS NOT NULL)
    FROM used
    UNION ALL
    SELECT id, unit_id, party_id, service_code, kind, amount_minor, currency, charged_at, is_asked, NULL, NULL, NULL, NULL, NULL, 0,
      '', false
    FROM c WHERE kind = 'other'
  ),
  together AS (
    SELECT alone.*, CASE WHEN is_judged AND barred IS NULL AND amount_minor > 0 THEN
        first_value(id) OVER (PARTITION BY is_judged AND barred IS NULL AND amount_minor > 0, party_id, kind, service_code, thing
          ORDER BY charged_at, id) END AS first_id
    FROM alone
  ),
  outcome AS MATERIALIZED (
    SELECT t.*, first_id <> id AS is_again,
      array_remove(ARRAY[
        CASE WHEN barred IN ('no_order','order_of_other','not_confirmed','not_active') THEN 'no_consent' END,
        CASE WHEN barred = 'cancelled' THEN 'after_cancellation' END,
        CASE WHEN barred = 'in_trial' THEN 'in_free_trial' END,
        CASE WHEN first_id <> id THEN 'charged_twice' END,
        CASE WHEN barred = 'prompt_is_free' THEN 'free_prompt_charged' END,
        CASE WHEN is_judged AND too_much IN ('record_long','record_short') THEN 'over_short_or_long_record' END,
        CASE WHEN is_judged AND too_much = 'rate_above' THEN 'rating_error' END,
        CASE WHEN too_much = 'price_above' THEN 'not_as_ordered' END], NULL) AS classes
    FROM together t WHERE is_asked
  ),
  found AS (
    INSERT INTO finding (id, run_id, charge_id, unit_id, class_code, why, also_classes, charged_minor, correct_minor, currency,
      owed_minor, promise_code, order_id, purchase_id, tariff_id, earlier_charge_id, state, decided_by_id, decided_at, reason, error_id,
      carried_from_id)
    SELECT gen_random_uuid(), ${run.runId}::uuid, o.id, o.unit_id, o.classes[1],
      CASE WHEN barred IS NOT NULL THEN barred WHEN is_again THEN 'again' ELSE too_much END, o.classes[2:],
      o.amount_minor, CASE WHEN barred IS NOT NULL OR is_again THEN 0 ELSE due_minor END, o.currency,
      before.owed_minor, before.promise_code, o.order_id, o.purchase_id, o.tariff_id,
      CASE WHEN barred IS NULL AND is_again THEN first_id END,
      coalesce(before.state, 'open'), before.decided_by_id, before.decided_at, before.reason, before.error_id, before.id
    FROM outcome o
    -- What people decided about the same charge in an earlier run stands.
    LEFT JOIN LATERAL (
      SELECT f.* FROM finding f WHERE f.charge_id = o.id AND f.state <> 'open' AND (f.class_code = o.classes[1] OR f.state = 'accepted')
      ORDER BY f.decided_at DESC, f.id DESC LIMIT 1) before ON true
    WHERE cardinality(o.classes) > 0
  )
  INSERT INTO reconciliation_run_unit (run_id, unit_id, charges, unjudged)
  SELECT ${run.runId}::uuid, unit_id, count(*), count(*) FILTER (WHERE NOT is_judged) FROM outcome GROUP BY unit_id`
