import { afterAll, beforeAll, expect, test } from 'vitest'
import { ensureDemo } from '@/demo/service/ensure'
import type { Ctx } from '@/platform/context'
import type { TestDatabase } from '../support/database'
import { demoWorld } from '../support/demo'

/** Long enough for a batch to be approved, paid and confirmed. */
const HISTORY_DAYS = 17

let database: TestDatabase
let ctx: Ctx
let end: () => Promise<void>

beforeAll(async () => {
  ;({ database, ctx, end } = await demoWorld())
  await ensureDemo(ctx, () => undefined, HISTORY_DAYS)
}, 180_000)
afterAll(() => end())

test('one text to many was sent to everybody, another waits for its approval', async () => {
  const sendings = await database.db.bulkMessage.findMany({ orderBy: { requestedAt: 'asc' } })
  expect(sendings.map(({ state }) => state)).toEqual(['sent', 'requested'])
  const [sent] = sendings
  const texts = await database.db.outboxMessage.findMany({ where: { subjectId: sent!.id } })
  expect(texts).toHaveLength(sent!.audienceSize)
  expect(new Set(texts.map(({ state }) => state))).toEqual(new Set(['delivered']))
})

test('a batch of refunds is paid but for the line nobody could read; of another half of the sample is looked at', async () => {
  const [paid, fresh] = await database.db.refundBatch.findMany({
    where: { source: 'file' },
    orderBy: { createdAt: 'asc' },
  })
  const errors = await database.db.billingError.findMany({ where: { batchId: paid!.id } })
  expect(errors).toHaveLength(paid!.rowCount - 1)
  // Now and then billing cannot pay one.
  const confirmed = errors.filter(({ state }) => state === 'confirmed')
  expect(confirmed.length).toBeGreaterThan(errors.length * 0.8)
  const ticked = await database.db.refundBatchSample.count({
    where: { batchId: fresh!.id, tickedAt: { not: null } },
  })
  const drawn = await database.db.refundBatchSample.count({ where: { batchId: fresh!.id } })
  expect(ticked).toBeGreaterThan(0)
  expect(ticked).toBeLessThan(drawn)
})

test('the billing system has one token in use and one revoked; an old register is in but for two rows', async () => {
  const tokens = await database.db.apiToken.findMany({ orderBy: { createdAt: 'asc' } })
  expect(tokens.map(({ revokedAt, lastUsedAt }) => [revokedAt !== null, lastUsedAt !== null])).toEqual([
    [true, true],
    [false, true],
  ])
  const [register] = await database.db.importBatch.findMany()
  expect(register).toMatchObject({ status: 'done', added: 24, rejected: 2 })
})

test('another start adds none of it again', async () => {
  const counted = () =>
    Promise.all([
      database.db.bulkMessage.count(),
      database.db.refundBatch.count(),
      database.db.apiToken.count(),
      database.db.importBatch.count(),
    ])
  const before = await counted()
  await ensureDemo(ctx, () => undefined, HISTORY_DAYS)
  expect(await counted()).toEqual(before)
})
