import type pg from 'pg'
import { CHANNELS } from '@/complaints/rules/lists'
import { searchVector } from '@/complaints/rules/search-text'
import { receiptPrefix } from '@/complaints/rules/times'
import { sealCustomer } from '@/customers/store'
import { withClient } from '@/platform/db/embedded'
import type { BenchCarrier } from './carrier'
import type { Stage } from './stage'
import { WORD_PARTS } from './words'

/** What was generated, and the moments at which a batch of it becomes overdue. */
export interface Rows {
  readonly complaints: number
  readonly obligations: number
  /** Overdue and not swept yet: this many at each of the first two moments, for one worker and for two. */
  readonly overdueEach: number
  /** And this many at the third, for the worker as it runs in production. */
  readonly overdueLast: number
  /** Clock readings at which one more batch is overdue than at the one before. */
  readonly sweepAt: readonly [Date, Date, Date]
  readonly knownPhones: readonly string[]
}

const FULL_COMPLAINTS = 1_000_000
const FULL_OVERDUE = 100_000
const HOUR_MS = 3_600_000
const CLASSES = [
  'network.signal_indoor',
  'network.speed',
  'network.broadband_fault',
  'network.outage',
  'network.call_quality',
  'service.staff_attitude',
]
const TABLES = ['complaint', 'complaint_owner', 'customer', 'fact', 'obligation']

/**
 * Fills the database: 1,000,000 complaints of 400 days with two obligations each, at scale 1. Set-based, with the
 * triggers off and the indexes made afterwards; the same seed gives the same rows but for their ids.
 */
export async function fillMillion(stage: Stage, carrier: BenchCarrier): Promise<Rows> {
  const complaints = Math.round(FULL_COMPLAINTS * stage.options.scale)
  const overdueEach = stage.options.parts.has('sweep') ? Math.round(FULL_OVERDUE * stage.options.scale) : 0
  const overdueLast = Math.round(overdueEach / 5)
  const now = Date.now()
  const knownPhones = Array.from({ length: 20 }, (_, index) => `1380000${String(1000 + index)}`)
  await withClient(stage.superuserUrl, async (client) => {
    await client.query(
      `SET session_replication_role = replica; SET synchronous_commit = off; SET maintenance_work_mem = '1GB'`,
    )
    await client.query('SELECT setseed(0.42)')
    await fillSources(client, carrier)
    await fillCustomers(client, Math.ceil(complaints * 0.4), knownPhones)
    await client.query(CASES, [complaints, overdueEach, new Date(now), overdueLast])
    const indexes = await dropIndexes(client)
    await client.query(COMPLAINTS)
    await client.query(OWNERS)
    await client.query(FACTS)
    for (const [promise, hours] of [
      [carrier.reply, 48],
      [carrier.solve, 21 * 24],
    ] as const) {
      await client.query(obligationsSql(hours), [promise.versionId, promise.commitmentId, new Date(now)])
    }
    await client.query(
      `UPDATE complaint c SET next_due_at = d.due FROM (
         SELECT subject_id, min(due_at) AS due FROM obligation
         WHERE state = 'OPEN' OR (state = 'BROKEN' AND fulfilled_at IS NULL) GROUP BY 1) d
       WHERE c.id = d.subject_id AND c.status <> 'closed'`,
    )
    await client.query(`
      INSERT INTO number_counter (unit_id, year, last)
      SELECT DISTINCT counter_unit_id, extract(year FROM now() AT TIME ZONE 'Asia/Shanghai')::int, 9000000 FROM bench_unit`)
    for (const definition of indexes) await client.query(definition)
    await client.query('DROP TABLE bench_case')
  })
  await refillFigures(stage)
  return {
    complaints,
    obligations: complaints * 2,
    overdueEach,
    overdueLast,
    sweepAt: [3, 2, 1].map((hours) => new Date(now - hours * HOUR_MS)) as [Date, Date, Date],
    knownPhones,
  }
}

/** The roll-ups from the obligations and complaints themselves, in one statement; then the tables are as after a quiet night. */
export async function refillFigures(stage: Stage): Promise<void> {
  await withClient(stage.superuserUrl, async (client) => {
    await client.query(`
      SET session_replication_role = replica;
      TRUNCATE obligation_rollup, obligation_rollup_month, obligation_rollup_delta, complaint_volume, complaint_volume_delta;
      INSERT INTO obligation_rollup (unit_id, commitment_id, version_id, rule_index, day, kept, broken_fulfilled, broken_open, waived, running)
      SELECT unit_id, commitment_id, version_id, rule_index, started_on,
             count(*) FILTER (WHERE state = 'KEPT'), count(*) FILTER (WHERE state = 'BROKEN' AND fulfilled_at IS NOT NULL),
             count(*) FILTER (WHERE state = 'BROKEN' AND fulfilled_at IS NULL), count(*) FILTER (WHERE state = 'WAIVED'),
             count(*) FILTER (WHERE state IN ('OPEN','PAUSED'))
      FROM obligation GROUP BY 1, 2, 3, 4, 5;
      INSERT INTO obligation_rollup_month (unit_id, commitment_id, version_id, rule_index, month, kept, broken_fulfilled, broken_open, waived, running)
      SELECT unit_id, commitment_id, version_id, rule_index, date_trunc('month', day)::date, sum(kept), sum(broken_fulfilled), sum(broken_open),
             sum(waived), sum(running)
      FROM obligation_rollup GROUP BY 1, 2, 3, 4, 5;
      INSERT INTO complaint_volume (month, unit_id, received, escalated, appealed)
      SELECT jn_utc_month(received_at), unit_id, count(*), count(escalated_at), count(appealed_at)
      FROM complaint WHERE kind = 'complaint' GROUP BY 1, 2`)
    await client.query('VACUUM ANALYZE')
  })
}

/** After the sweeps: what was overdue was answered late, so that the pages show a carrier at work and not a ruin. */
export async function answerOverdue(stage: Stage): Promise<void> {
  await withClient(stage.superuserUrl, async (client) => {
    await client.query('SET session_replication_role = replica; SET synchronous_commit = off')
    await client.query(`
      CREATE TEMP TABLE answered AS
      SELECT id FROM complaint c
      WHERE status <> 'closed' AND received_at > now() - interval '54 hours' AND next_due_at < now()`)
    await client.query(`
      UPDATE obligation o SET fulfilled_at = now(), next_action_at = NULL, state = CASE WHEN due_at < now() THEN 'BROKEN' ELSE 'KEPT' END,
        broken_at = CASE WHEN due_at < now() THEN due_at END
      FROM answered a WHERE o.subject_id = a.id AND o.fulfilled_at IS NULL`)
    await client.query(`
      UPDATE complaint c SET status = 'closed', closed_at = now(), replied_at = now(), solved_at = now(), next_due_at = NULL
      FROM answered a WHERE c.id = a.id`)
  })
  await refillFigures(stage)
}

async function fillSources(client: pg.Client, carrier: BenchCarrier): Promise<void> {
  const year = new Date().getFullYear()
  const units = carrier.units.map((unit, index) => {
    const prefix = receiptPrefix(unit.counterCode, year)
    return { ...unit, n: index, prefix, vector: searchVector([prefix]) }
  })
  await client.query(
    `CREATE UNLOGGED TABLE bench_unit AS SELECT n, id, "clerkId" AS clerk_id, "counterUnitId" AS counter_unit_id, prefix, vector::tsvector AS vector
     FROM jsonb_to_recordset($1::jsonb) AS x(n int, id uuid, "clerkId" uuid, "counterUnitId" uuid, prefix text, vector text)`,
    [JSON.stringify(units)],
  )
  const words = Object.entries(WORD_PARTS).flatMap(([part, all]) =>
    all.map((each, n) => ({ part, n, ...each })),
  )
  await client.query(
    `CREATE UNLOGGED TABLE bench_word AS SELECT part, n, text, vector::tsvector AS vector
     FROM jsonb_to_recordset($1::jsonb) AS x(part text, n int, text text, vector text)`,
    [JSON.stringify(words)],
  )
}

/** A few hundred sealed numbers and names stand for all: opening them costs the same. */
async function fillCustomers(
  client: pg.Client,
  count: number,
  knownPhones: readonly string[],
): Promise<void> {
  const sealed = Array.from({ length: 500 }, (_, index) => {
    const phone = knownPhones[index] ?? `1370000${String(1000 + index)}`
    const row = sealCustomer(phone, `客户${index}`, null)
    return {
      ...row,
      n: index,
      known: index < knownPhones.length,
      phoneEnc: Buffer.from(row.phoneEnc).toString('hex'),
      nameEnc: row.nameEnc && Buffer.from(row.nameEnc).toString('hex'),
    }
  })
  await client.query(
    `INSERT INTO customer (id, phone_hash, phone_tail_hash, phone_enc, name_enc, name_hash, created_at)
     SELECT uuidv7(interval '-400 days'), CASE WHEN g < 500 AND x.known THEN x."phoneHash" ELSE md5('phone' || g) END,
            CASE WHEN g < 500 AND x.known THEN x."phoneTailHash" ELSE md5('tail' || g % 10000) END,
            decode(x."phoneEnc", 'hex'), decode(x."nameEnc", 'hex'), md5('name' || g % 5000), now() - interval '400 days'
     FROM generate_series(0, $2::int - 1) g
     JOIN jsonb_to_recordset($1::jsonb) AS x(n int, known bool, "phoneHash" text, "phoneTailHash" text, "phoneEnc" text, "nameEnc" text)
       ON x.n = g % 500`,
    [JSON.stringify(sealed), count],
  )
  await client.query(
    'CREATE UNLOGGED TABLE bench_customer AS SELECT id, (row_number() OVER (ORDER BY id))::int - 1 AS n FROM customer',
  )
}

async function dropIndexes(client: pg.Client): Promise<string[]> {
  const found = await client.query<{ name: string; definition: string }>(
    `SELECT c.relname AS name, pg_get_indexdef(i.indexrelid) AS definition
     FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
     WHERE i.indrelid = ANY($1::regclass[]) AND NOT i.indisprimary
       AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid)`,
    [TABLES],
  )
  for (const { name } of found.rows) await client.query(`DROP INDEX "${name}"`)
  return found.rows.map(({ definition }) => definition)
}

/**
 * The chance in every case, drawn once. $1 cases, $2 overdue at each of two moments and $4 at a third, $3 now. Those are open
 * and became overdue between four hours and one hour ago.
 */
const CASES = `
  CREATE UNLOGGED TABLE bench_case AS
  WITH drawn AS (
    SELECT g, random() AS r1, random() AS r2, random() AS r3, random() AS r4, random() AS r5, random() AS r6, random() AS r7,
           g < 2 * $2::int + $4::int AS overdue
    FROM generate_series(0, $1::int - 1) g),
  dated AS (
    SELECT *, CASE WHEN overdue
        THEN $3::timestamptz - interval '48 hours' - (4 - g / greatest($2::int, 1) - 0.01 - 0.98 * r1) * interval '1 hour'
        ELSE $3::timestamptz - interval '1 hour' - r1 * interval '400 days' END AS received_at,
      CASE WHEN overdue THEN interval '900 days' WHEN r2 < 0.97 THEN (0.5 + r3 * 47) * interval '1 hour'
        ELSE (48 + r3 * 48) * interval '1 hour' END AS reply_after
    FROM drawn)
  SELECT d.g, uuidv7(d.received_at - clock_timestamp()) AS id, d.received_at, d.received_at + d.reply_after AS reply_at,
         d.received_at + d.reply_after <= $3 AS replied,
         d.received_at + d.reply_after + interval '6 hours' <= $3 AND d.r4 < 0.99 AS closed,
         u.id AS unit_id, u.clerk_id, u.prefix, u.vector || o.vector || m.vector || e.vector || coalesce(s.vector, '') AS vector,
         o.text || m.text || e.text || coalesce(s.text, '') AS words, k.id AS customer_id, d.r5, d.r6
  FROM dated d
  JOIN bench_unit u ON u.n = floor(d.r7 * 300)::int
  JOIN bench_word o ON o.part = 'openings' AND o.n = floor(d.r6 * 12)::int
  JOIN bench_word m ON m.part = 'middles' AND m.n = floor(d.r5 * 12)::int
  JOIN bench_word e ON e.part = 'ends' AND e.n = d.g % 12
  LEFT JOIN bench_word s ON s.part = 'seldom' AND d.g % 1000 = 7 AND s.n = d.g / 1000 % 10
  JOIN bench_customer k ON k.n = d.g % (SELECT count(*) FROM bench_customer)`

const CLASS_LIST = `ARRAY['${CLASSES.join("','")}']`
const CHANNEL_LIST = `ARRAY['${CHANNELS.join("','")}']`

const COMPLAINTS = `
  INSERT INTO complaint (id, number, kind, unit_id, intake_unit_id, customer_id, class_code, wants, words, channel, brand, area,
    received_at, recorded_at, logged_by_id, first_owner_id, owner_id, status, replied_at, solved_at, closed_at, search_vector)
  SELECT id, prefix || lpad(g::text, 7, '0'), 'complaint', unit_id, unit_id, customer_id, (${CLASS_LIST})[1 + floor(r5 * ${CLASSES.length})::int],
    'fix', words, (${CHANNEL_LIST})[1 + floor(r6 * ${CHANNELS.length})::int], CASE WHEN r5 < 0.5 THEN 'quanqiutong' ELSE 'shenzhouxing' END,
    'technical', received_at, received_at, clerk_id, clerk_id, clerk_id, CASE WHEN closed THEN 'closed' ELSE 'open' END,
    CASE WHEN replied THEN reply_at END, CASE WHEN closed THEN reply_at + interval '6 hours' END, CASE WHEN closed THEN reply_at + interval '6 hours' END,
    vector || ('''' || lpad(g::text, 7, '0') || ''':1')::tsvector
  FROM bench_case ORDER BY received_at`

const OWNERS = `
  INSERT INTO complaint_owner (id, complaint_id, staff_id, from_at, by_id)
  SELECT uuidv7(received_at - clock_timestamp()), id, clerk_id, received_at, clerk_id FROM bench_case`

const FACTS = `
  INSERT INTO fact (id, type, subject_type, subject_id, unit_id, occurred_at, recorded_at, actor_id, source, attrs)
  SELECT uuidv7(received_at - clock_timestamp()), 'complaint.received', 'complaint', id, unit_id, received_at, received_at, clerk_id, 'live',
    jsonb_build_object('kind', 'complaint', 'classCode', (${CLASS_LIST})[1 + floor(r5 * ${CLASSES.length})::int], 'channel', 'hall', 'ownerId', clerk_id)
  FROM bench_case ORDER BY received_at`

/** One obligation of every case under a version ($1, of commitment $2) as it stands at $3; `hours`: its limit. */
const obligationsSql = (hours: number) => `
  INSERT INTO obligation (id, version_id, commitment_id, rule_index, rule_kind, subject_type, subject_id, cycle, unit_id, state, started_at,
    started_on, due_at, broken_at, fulfilled_at, step_ats, steps_fired, next_action_at)
  SELECT gen_random_uuid(), $1, $2, 0, 'deadline', 'complaint', id, 1, unit_id, state, received_at,
    (received_at AT TIME ZONE 'Asia/Shanghai')::date, due_at, CASE WHEN state = 'BROKEN' THEN due_at END,
    CASE WHEN state = 'KEPT' OR is_done THEN done_at END, ARRAY[step_at, due_at],
    CASE WHEN state = 'OPEN' AND step_at > $3 THEN 0 WHEN state = 'OPEN' THEN 1 WHEN is_done AND done_at < step_at THEN 0
      WHEN is_done AND done_at < due_at THEN 1 ELSE 2 END,
    CASE WHEN state = 'OPEN' AND step_at > $3 THEN step_at WHEN state = 'OPEN' THEN due_at + interval '1 millisecond' END
  FROM (
    SELECT *, CASE WHEN is_done AND done_at <= due_at THEN 'KEPT' WHEN is_done THEN 'BROKEN'
        WHEN due_at >= $3 OR is_unswept THEN 'OPEN' ELSE 'BROKEN' END AS state
    FROM (
      SELECT id, unit_id, received_at, ${hours === 48 ? 'replied' : 'closed'} AS is_done,
             ${hours === 48 ? 'reply_at' : `reply_at + interval '6 hours'`} AS done_at,
             received_at + interval '${hours} hours' AS due_at, received_at + interval '${hours * 0.75} hours' AS step_at,
             reply_at > received_at + interval '800 days' AS is_unswept
      FROM bench_case) dated) judged
  ORDER BY received_at`
