import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { cancelOrder } from '@/consents/service/cancel'
import { recordCharge } from '@/consents/service/charge'
import { lapseSilent } from '@/consents/service/lapse'
import { unwrap } from '@/kernel/result'
import { LOCALES } from '@/kernel/text'
import { explainObligation } from '@/obligations/queries/explain'
import { explainInWords } from '@/obligations/rules/wording/explain-in-words'
import { checkFigures, foldFigures } from '@/obligations/service/figures'
import { checkRebuild, rebuild } from '@/obligations/service/rebuild'
import { sweepAll } from '@/obligations/service/sweep'
import { type Carrier, ctxAt, EVERYTHING, makeCarrier, publish } from '../support/carrier'
import { makeServices, newPhone, order, SECOND_CONFIRMATION, texted } from '../support/consents'
import { createTestDatabase, type TestDatabase } from '../support/database'

const HOUR = 3_600_000
let database: TestDatabase
let carrier: Carrier
let ctx: ReturnType<typeof ctxAt>
let versionId: string
let hall: string

beforeAll(async () => {
  vi.stubEnv('JIANNUO_DATA_KEY', Buffer.alloc(32, 7).toString('base64'))
  database = await createTestDatabase()
  carrier = await makeCarrier(database.db)
  hall = carrier.units.hall
  ctx = ctxAt(database.db, '2026-03-02T01:00:00Z')
  versionId = await publish(database.db, carrier, [SECOND_CONFIRMATION], {
    scope: { ...EVERYTHING, classes: ['monthly', 'subscription'] },
  })
  await makeServices(ctx)
})
afterAll(() => database.drop())
beforeEach(() => pass(HOUR))

const pass = (ms: number) => {
  ctx.now = new Date(ctx.now.getTime() + ms)
}
const gatesOf = (subjectId: string) =>
  database.db.obligation.findMany({ where: { subjectId, versionId }, orderBy: { cycle: 'asc' } })
const statesOf = async (subjectId: string) => (await gatesOf(subjectId)).map(({ state }) => state)
const eventsOf = async (subjectId: string) => {
  const [gate] = await gatesOf(subjectId)
  return database.db.obligationEvent.findMany({ where: { obligationId: gate!.id } })
}
/** What the roll-up shows of the rule: kept, broken, running. */
const figure = async () => {
  await foldFigures(ctx)
  const [row] = await database.db.$queryRaw<{ kept: number; broken: number; running: number }[]>`
    SELECT coalesce(sum(kept), 0)::int AS kept, coalesce(sum(broken_open + broken_fulfilled), 0)::int AS broken,
      coalesce(sum(running), 0)::int AS running FROM obligation_figures WHERE version_id = ${versionId}::uuid`
  return row!
}
const charge = (ref: string, chargeRef: string) =>
  recordCharge(ctx, { ref, chargeRef, amountMinor: 1500n, currency: 'CNY', chargedAt: ctx.now })

/** Orders of every way to end without having been active. */
const ENDINGS = {
  'subscription.declined': async () => {
    const phone = newPhone()
    const { id } = await order(ctx, hall, { phone })
    await texted(ctx, phone, '不要')
    return id
  },
  'subscription.lapsed': async () => {
    const { id, windowEndsAt } = await order(ctx, hall)
    ctx.now = new Date(windowEndsAt!.getTime() + 1)
    await lapseSilent(ctx)
    return id
  },
  'subscription.cancelled': async () => {
    const { id, number } = await order(ctx, hall)
    unwrap(await cancelOrder(ctx, { ref: number, channel: 'hall' }))
    return id
  },
} as const

describe('an order that ends before it was confirmed', () => {
  test.each(Object.entries(ENDINGS))('%s: the gate is void, with its reason in history', async (why, end) => {
    const before = await figure()
    const id = await end()
    expect(await statesOf(id)).toEqual(['VOID'])
    expect(await eventsOf(id)).toMatchObject([{ kind: 'voided', detail: { because: why } }])
    expect(await figure()).toEqual(before)
  })

  test.each(LOCALES)('is explained in words of %s', async (locale) => {
    const id = await ENDINGS['subscription.lapsed']()
    const [gate] = await gatesOf(id)
    const { title, steps, history } = explainInWords((await explainObligation(ctx, gate!.id))!, locale)
    const why = { 'zh-CN': '逾时未确认', 'zh-TW': '逾時未確認', en: 'no answer in time' }[locale]
    expect(title).not.toBe('')
    expect(steps.at(-1)).toContain(why)
    expect(history).toEqual([expect.stringContaining(why)])
  })

  test('one that is confirmed goes on waiting for its charge, and is kept by it', async () => {
    const phone = newPhone()
    const { id, number } = await order(ctx, hall, { phone })
    await texted(ctx, phone, '是')
    expect(await statesOf(id)).toEqual(['OPEN'])
    const before = await figure()
    unwrap(await charge(number, 'ACTIVE-1'))
    expect(await statesOf(id)).toEqual(['KEPT'])
    expect(await figure()).toEqual({ ...before, kept: before.kept + 1, running: before.running - 1 })
  })

  test('a charge after the ending is a breach of its own', async () => {
    const id = await ENDINGS['subscription.declined']()
    const before = await figure()
    expect(unwrap(await charge(id, 'DECLINED-1'))).toMatchObject({ verdict: 'without_consent' })
    expect(await gatesOf(id)).toMatchObject([
      { state: 'VOID', brokenAt: null },
      { state: 'BROKEN', brokenAt: ctx.now },
    ])
    expect(await figure()).toEqual({ ...before, broken: before.broken + 1 })
  })

  test('a yes that was given in time and reaches us later makes the charge right', async () => {
    const phone = newPhone()
    const { id, number, windowEndsAt } = await order(ctx, hall, { phone })
    ctx.now = new Date(windowEndsAt!.getTime() + HOUR)
    await lapseSilent(ctx)
    expect(await statesOf(id)).toEqual(['VOID'])
    await texted(ctx, phone, '是', windowEndsAt!)
    unwrap(await charge(number, 'LATE-1'))
    expect(await statesOf(id)).toEqual(['VOID', 'KEPT'])
  })

  test('sweep, check, rebuild and figures agree', async () => {
    pass(90 * 24 * HOUR)
    const before = await database.db.obligation.findMany({ orderBy: { id: 'asc' } })
    expect(await sweepAll(ctx)).toMatchObject({ looked: 0, broken: 0 })
    expect((await checkRebuild(ctx)).differences).toEqual([])
    await rebuild(ctx)
    expect(await database.db.obligation.findMany({ orderBy: { id: 'asc' } })).toEqual(before)
    await foldFigures(ctx)
    expect(await checkFigures(ctx)).toEqual([])
  })

  test('what was stored as waiting before this was the law is brought to it by the migration', async () => {
    const [ended, waiting] = [await ENDINGS['subscription.cancelled'](), (await order(ctx, hall)).id]
    await database.db.$transaction(async (tx) => {
      await tx.$executeRaw`SET LOCAL jiannuo.rebuilding = 'on'`
      await tx.$executeRaw`CREATE TEMP TABLE was ON COMMIT DROP AS SELECT * FROM obligation WHERE subject_id = ${ended}::uuid`
      await tx.$executeRaw`DELETE FROM obligation WHERE subject_id = ${ended}::uuid`
      await tx.$executeRaw`UPDATE was SET state = 'OPEN'`
      await tx.$executeRaw`INSERT INTO obligation SELECT * FROM was`
    })
    expect((await checkRebuild(ctx)).differences).toHaveLength(1)
    const migration = new URL(
      '../../prisma/migrations/20261122019000_ended_orders/migration.sql',
      import.meta.url,
    )
    await database.db.$executeRawUnsafe(await readFile(migration, 'utf8'))
    expect(await statesOf(ended)).toEqual(['VOID'])
    expect(await statesOf(waiting)).toEqual(['OPEN'])
    expect((await eventsOf(ended)).map(({ detail }) => detail)).toEqual([
      { because: 'subscription.cancelled' },
      { because: 'subscription.cancelled' },
    ])
    expect((await checkRebuild(ctx)).differences).toEqual([])
    await foldFigures(ctx)
    expect(await checkFigures(ctx)).toEqual([])
  })
})
