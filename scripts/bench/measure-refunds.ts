import { randomUUID } from 'node:crypto'
import { performance } from 'node:perf_hooks'
import { unwrap } from '@/kernel/result'
import type { Ctx } from '@/platform/context'
import { openBatch } from '@/refunds/service/batch'
import { runBatch } from '@/refunds/service/batch-run'
import type { BenchCarrier } from './carrier'
import type { Stage } from './stage'
import type { Line } from './table'

const FULL_SIZE = 100_000
const ROWS_A_STATEMENT = 5_000
/** 100,000 within a minute. */
const WANTED_SECONDS = 60

/**
 * Billing errors made of a file's rows per second: read, checked, account and number sealed, customer found or added,
 * numbered, judged, with matter and fact, each charge once. Against plain SQL that writes the same number of rows into
 * three tables with the same columns and indexes.
 */
export async function measureRefunds(stage: Stage, carrier: BenchCarrier): Promise<Line[]> {
  const count = Math.max(5_000, Math.round(FULL_SIZE * stage.options.scale))
  const plain = await plainInserts(stage, count)
  const seconds = await ours(stage, carrier, count)
  return [
    {
      what: `Refunds of a batch of ${count.toLocaleString('en')} created`,
      ours: count / seconds,
      unit: '/s',
      plain: { figure: plain, what: 'SQL: the same rows in three tables' },
      target: { type: 'none' },
      note: `${((FULL_SIZE / count) * seconds).toFixed(0)} s for 100,000; ${WANTED_SECONDS} s wanted`,
    },
  ]
}

async function ours(stage: Stage, carrier: BenchCarrier, count: number): Promise<number> {
  const halls = carrier.units.filter(({ kind }) => kind === 'hall')
  const ctx: Ctx = {
    db: stage.db,
    actor: { kind: 'system', name: 'bench' },
    clock: () => new Date(),
    locale: 'en',
  }
  process.env.JIANNUO_DATA_KEY ??= stage.env.JIANNUO_DATA_KEY
  const rows = Array.from({ length: count }, (_, index) => ({
    line: index + 2,
    cells: {
      account: `BENCH${index}`,
      phone: `13${6 + (index % 4)}${String(index).padStart(8, '0')}`,
      service: '语音通话',
      classCode: 'rating_error',
      chargedAt: '2026-01-05 10:00',
      charged: '12.34',
      correct: '2.34',
      chargeRef: `BENCH-${index}`,
      unit: halls[index % halls.length]!.code,
    },
  }))
  const startedAt = performance.now()
  const { id } = unwrap(
    await openBatch(ctx, { unitId: halls[0]!.id, cause: 'bench', source: 'file', rows }, { queue: false }),
  )
  await runBatch(ctx, id)
  const seconds = (performance.now() - startedAt) / 1000
  const made = await stage.db.billingError.count({ where: { batchId: id } })
  if (made !== count) throw new Error(`${made} of ${count} refunds were made`)
  return seconds
}

/** The same rows without triggers, checks, sealing and judging. @returns rows per second */
async function plainInserts(stage: Stage, count: number): Promise<number> {
  await stage.pool.query(`
    CREATE TABLE plain_matter (LIKE matter INCLUDING INDEXES);
    CREATE TABLE plain_error (LIKE billing_error INCLUDING INDEXES);
    CREATE TABLE plain_error_fact (id uuid PRIMARY KEY, subject_id uuid NOT NULL, type text NOT NULL, at timestamptz NOT NULL, attrs jsonb NOT NULL);
    CREATE INDEX plain_error_fact_of ON plain_error_fact (subject_id, at)`)
  const startedAt = performance.now()
  for (let from = 0; from < count; from += ROWS_A_STATEMENT) {
    const ids = Array.from({ length: Math.min(ROWS_A_STATEMENT, count - from) }, () => randomUUID())
    const client = await stage.pool.connect()
    try {
      await client.query('BEGIN')
      await client.query(
        `INSERT INTO plain_matter (id, type, number, unit_id, class_code, state, opened_at, recorded_at, revision)
         SELECT id, 'billing_error', 'P-' || id, id, 'rating_error', 'reported', now(), now(), 1 FROM unnest($1::uuid[]) id`,
        [ids],
      )
      await client.query(
        `INSERT INTO plain_error (id, unit_id, source, account_hash, account_enc, period, service, class_code, charge_key, charged_at,
           currency, charged_minor, correct_minor, overcharge_minor, state, reported_at)
         SELECT id, id, 'file', id::text, '\\x00', '2026-01', 'x', 'rating_error', id::text, now(), 'CNY', 1234, 234, 1000, 'reported', now()
         FROM unnest($1::uuid[]) id`,
        [ids],
      )
      await client.query(
        `INSERT INTO plain_error_fact (id, subject_id, type, at, attrs)
         SELECT gen_random_uuid(), id, 'billing.error_reported', now(), '{}' FROM unnest($1::uuid[]) id`,
        [ids],
      )
      await client.query('COMMIT')
    } finally {
      client.release()
    }
  }
  return count / ((performance.now() - startedAt) / 1000)
}
