import { afterAll, beforeAll, expect, test } from 'vitest'
import { ensureDemo } from '@/demo/service/ensure'
import type { Ctx } from '@/platform/context'
import type { TestDatabase } from '../support/database'
import { demoWorld } from '../support/demo'

let database: TestDatabase
let ctx: Ctx
let end: () => Promise<void>

beforeAll(async () => {
  ;({ database, ctx, end } = await demoWorld())
}, 60_000)
afterAll(() => end())

test('a load broken off before orders and suspensions lives through them at the next start, and through no case twice', async () => {
  const stopBeforeOrders = (line: string): void => {
    if (line.includes('orders')) throw new Error('stopped')
  }
  await expect(ensureDemo(ctx, stopBeforeOrders, 3)).rejects.toThrow('stopped')
  // Besides those of an old register, which come in as a file.
  const countCases = () => database.db.complaint.count({ where: { importBatchId: null } })
  const cases = await countCases()
  expect(cases).toBeGreaterThan(0)
  expect(await database.db.subscriptionOrder.count()).toBe(0)

  await ensureDemo(ctx, () => undefined, 3)
  expect(await database.db.subscriptionOrder.count()).toBeGreaterThan(0)
  expect(await database.db.plannedEvent.count()).toBeGreaterThan(0)
  // Only the few that are due within the hour are added.
  expect((await countCases()) - cases).toBeLessThanOrEqual(5)
}, 180_000)
