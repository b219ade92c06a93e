import { randomUUID } from 'node:crypto'
import { placeOrder } from '@/consents/service/place'
import { saveService } from '@/consents/service/services'
import { messageReactions } from '@/flows/messages'
import { unwrap } from '@/kernel/result'
import { receiveIncoming } from '@/messaging/service/receive'
import { seedTemplates } from '@/messaging/service/seed'
import type { Ctx } from '@/platform/context'
import type { BenchCarrier } from './carrier'
import type { Stage } from './stage'
import type { Line } from './table'

const CLIENTS = 8
const AT_FULL_SCALE = 8_000
const words = (text: string) => ({ 'zh-CN': text, 'zh-TW': text, en: text })

/**
 * Answers of customers per second over 8 connections: each is kept sealed, understood, matched with its order, put on
 * file as the third record, judged, and makes the order active. Against two rows and an update in plain SQL.
 */
export async function measureAnswers(stage: Stage, carrier: BenchCarrier): Promise<Line[]> {
  const count = Math.max(400, Math.round(AT_FULL_SCALE * Math.min(1, stage.options.scale)))
  const halls = carrier.units.filter(({ kind }) => kind === 'hall')
  const quality = carrier.people.find(({ role }) => role === 'quality_officer')
  const root = carrier.units[0]
  if (!quality || !root) throw new Error('the carrier has nobody to set up services')
  const ctx: Ctx = {
    db: stage.db,
    actor: { kind: 'system', name: 'bench' },
    clock: () => new Date(),
    locale: 'zh-CN',
  }
  await seedTemplates(ctx)
  const officer: Ctx = {
    ...ctx,
    actor: {
      kind: 'staff',
      staffId: quality.id,
      displayName: 'bench',
      homeUnitId: root.id,
      grants: [{ role: 'quality_officer', unitId: root.id, unitPath: root.code }],
    },
  }
  unwrap(
    await saveService(officer, {
      // Another than those of the reconciliation, which may have run before on the same database.
      code: 'XWB',
      name: words('新闻早晚报'),
      provider: words('晨光传媒'),
      type: 'monthly',
      period: 'month',
      priceMinor: 300n,
      currency: 'CNY',
      trialDays: null,
      extraClasses: [],
      cancelHow: words('回复TD'),
      basedOn: 0,
    }),
  )
  const phoneOf = (index: number) => `135${String(index).padStart(8, '0')}`
  await eachOf(count, async (index) => {
    unwrap(
      await placeOrder(ctx, {
        service: 'XWB',
        phone: phoneOf(index),
        channel: 'sms',
        words: 'XWB',
        unitId: halls[index % halls.length]?.id ?? null,
      }),
    )
  })
  const ours = await perSecond(count, async (index) => {
    const { state } = await receiveIncoming(
      ctx,
      {
        adapter: 'bench',
        providerId: randomUUID(),
        from: phoneOf(index),
        to: '10010',
        text: ' ｙ',
        receivedAt: new Date(),
      },
      messageReactions,
    )
    if (state !== 'handled') throw new Error(`an answer was ${state}`)
  })
  const active = await stage.db.matter.count({ where: { type: 'subscription_order', state: 'active' } })
  if (active !== count) throw new Error(`${active} of ${count} orders are active`)
  const plain = await plainAnswers(stage, count)
  return [
    {
      what: 'Answers of customers, 8 connections',
      ours,
      unit: '/s',
      plain: { figure: plain, what: 'SQL alone, 2 rows and an update' },
      target: { type: 'none' },
    },
  ]
}

async function plainAnswers(stage: Stage, count: number): Promise<number> {
  await stage.pool.query(`
    CREATE TABLE plain_order (id int PRIMARY KEY, phone text UNIQUE, state text NOT NULL);
    CREATE TABLE plain_answer (id uuid PRIMARY KEY, order_id int NOT NULL REFERENCES plain_order, text text NOT NULL, at timestamptz NOT NULL);
    CREATE TABLE plain_order_event (id uuid PRIMARY KEY, order_id int NOT NULL REFERENCES plain_order, kind text NOT NULL, at timestamptz NOT NULL)`)
  await stage.pool.query(
    `INSERT INTO plain_order SELECT n, '135' || lpad(n::text, 8, '0'), 'asked' FROM generate_series(0, $1::int - 1) n`,
    [count],
  )
  return perSecond(count, async (index) => {
    const connection = await stage.pool.connect()
    try {
      await connection.query('BEGIN')
      const phone = `135${String(index).padStart(8, '0')}`
      const { rows } = await connection.query<{ id: number }>(
        `SELECT id FROM plain_order WHERE phone = $1 FOR UPDATE`,
        [phone],
      )
      const id = rows[0]?.id
      await connection.query(`INSERT INTO plain_answer VALUES ($1, $2, 'Y', now())`, [randomUUID(), id])
      await connection.query(`INSERT INTO plain_order_event VALUES ($1, $2, 'confirmed', now())`, [
        randomUUID(),
        id,
      ])
      await connection.query(`UPDATE plain_order SET state = 'active' WHERE id = $1`, [id])
      await connection.query('COMMIT')
    } finally {
      connection.release()
    }
  })
}

async function perSecond(count: number, work: (index: number) => Promise<void>): Promise<number> {
  const beganMs = performance.now()
  await eachOf(count, work)
  return (count * 1000) / (performance.now() - beganMs)
}

/** Runs `work` for 0 up to `count`, eight at a time. */
async function eachOf(count: number, work: (index: number) => Promise<void>): Promise<void> {
  let next = 0
  const client = async () => {
    for (let index = next++; index < count; index = next++) await work(index)
  }
  await Promise.all(Array.from({ length: CLIENTS }, client))
}
