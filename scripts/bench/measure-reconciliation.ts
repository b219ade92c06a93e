import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { inspectSource } from '@/imports/store/source-file'
import { unwrap } from '@/kernel/result'
import type { Ctx } from '@/platform/context'
import { beginChargeImport, LARGEST_CHARGES_BYTES } from '@/reconciliation/service/begin-import'
import { beginRun, runReconciliation } from '@/reconciliation/service/run'
import { runChargeImport } from '@/reconciliation/service/run-import'
import { MONTH, planOf, plantOrders, writePlanted } from '../../tests/support/planted-charges'
import type { BenchCarrier } from './carrier'
import type { Stage } from './stage'
import type { Line } from './table'

const ROWS = 1_000_000
/** Three minutes for a million. */
const LONGEST_IMPORT_SECONDS = 180

/**
 * A file of charges with known errors in it: how fast it is taken in, how fast it is judged against the same joins in plain
 * SQL, and whether exactly the planted errors are found. @throws when one is missed or invented
 */
export async function measureReconciliation(stage: Stage, carrier: BenchCarrier): Promise<Line[]> {
  const { db, pool, options } = stage
  process.env.JIANNUO_DATA_KEY = stage.env.JIANNUO_DATA_KEY
  const unitId = carrier.units[0]!.id
  const ctx: Ctx = { db, actor: { kind: 'system', name: 'bench' }, clock: () => new Date(), locale: 'en' }
  const plan = planOf(Math.max(10_000, Math.round(ROWS * options.scale)))
  const file = join(stage.folder, 'charges.csv')
  const planted = await writePlanted(file, await plantOrders(ctx, unitId, plan), plan)
  const source = await inspectSource(file, LARGEST_CHARGES_BYTES)
  if (typeof source === 'string') throw new Error(source)
  const { size } = await stat(file)
  const import_ = unwrap(
    await beginChargeImport(ctx, { fileName: 'charges.csv', source, path: file, unitId, queue: false }),
  )
  const importSeconds = await secondsOf(async () =>
    unwrap(await runChargeImport(ctx, import_.id, { path: file })),
  )
  await rm(file, { force: true })
  const run = unwrap(await beginRun(ctx, { month: MONTH, queue: false }))
  const runSeconds = await secondsOf(async () => unwrap(await runReconciliation(ctx, run.id)))
  const { rows: found } = await pool.query<{ ref: string; why: string }>(
    'SELECT c.charge_ref AS ref, f.why FROM finding f JOIN charge c ON c.id = f.charge_id WHERE f.run_id = $1',
    [run.id],
  )
  const right = found.filter(({ ref, why }) => planted.get(ref) === why).length
  if (right !== planted.size || found.length !== planted.size)
    throw new Error(`planted ${planted.size} errors, found ${found.length}, of them ${right} as planted`)
  const plainSeconds = await secondsOf(() => plainJoins(pool))
  const judged = `${plan.rows.toLocaleString('en')} charges; planted ${planted.size}, found ${right}, invented ${found.length - right}`
  return [
    {
      what: 'Charges imported',
      ours: plan.rows / importSeconds,
      unit: 'rows/s',
      plain: null,
      target: { type: 'none' },
      note: `${Math.round(size / 1024 / 1024)} MB`,
    },
    {
      what: `Import of ${plan.rows.toLocaleString('en')} charges`,
      ours: importSeconds,
      unit: 's',
      plain: null,
      target: { type: 'at_most', figure: LONGEST_IMPORT_SECONDS * Math.max(options.scale, 0.01) },
    },
    {
      what: 'Charges judged, priced and written down',
      ours: plan.rows / runSeconds,
      unit: 'rows/s',
      plain: { figure: plan.rows / plainSeconds, what: 'SQL: the same joins, counted' },
      target: { type: 'ratio_at_least', ratio: 0.2 },
      note: judged,
    },
  ]
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now()
  await work()
  return (performance.now() - startedMs) / 1000
}

/** Charges with their party, unit, order, tariff as ordered, yes and call tariff; nothing judged, nothing written. */
async function plainJoins(pool: Stage['pool']): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query(`BEGIN; SET LOCAL work_mem = '256MB'; SET LOCAL jit = off`)
    await client.query(
      `SELECT count(*), count(o.id), count(y.order_id), count(t.id), sum(v.price_minor), sum(c.amount_minor),
         count(DISTINCT (c.party_id, c.kind, c.service_code, c.charged_at))
       FROM charge c JOIN charged_party p ON p.id = c.party_id JOIN org_unit u ON u.id = c.unit_id
       LEFT JOIN service_product s ON s.code = c.service_code
       LEFT JOIN subscription_order o ON o.phone_hash = p.phone_hash AND o.product_id = s.id AND o.requested_at <= c.charged_at
       LEFT JOIN service_version v ON v.id = o.service_version_id
       LEFT JOIN (SELECT DISTINCT a.order_id FROM consent_record a JOIN consent_record q ON q.order_id = a.order_id AND q.kind = 'question'
         WHERE a.verdict = 'yes') y ON y.order_id = o.id
       LEFT JOIN call_tariff t ON t.service_code = c.service_code AND t.kind = c.kind AND t.valid_from <= c.charged_at
       WHERE c.month = $1`,
      [MONTH],
    )
    await client.query('COMMIT')
  } finally {
    client.release()
  }
}
