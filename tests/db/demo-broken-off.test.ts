import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { ensureDemo } from '@/demo/service/ensure'
import type { Ctx } from '@/platform/context'
import { DATA_KEY } from '../support/case-actors'
import { createTestDatabase, type TestDatabase } from '../support/database'

let database: TestDatabase

beforeAll(async () => {
  vi.stubEnv('JIANNUO_DATA_KEY', DATA_KEY)
  database = await createTestDatabase()
}, 60_000)
afterAll(() => database.drop())

test('a load broken off before orders and suspensions lives through them at the next start, and through no case twice', async () => {
  const ctx: Ctx = {
    db: database.db,
    actor: { kind: 'system', name: 'test' },
    clock: () => new Date(),
    locale: 'zh-CN',
  }
  const stopBeforeOrders = (line: string): void => {
    if (line.includes('orders')) throw new Error('stopped')
  }
  await expect(ensureDemo(ctx, stopBeforeOrders, 3)).rejects.toThrow('stopped')
  const cases = await database.db.complaint.count()
  expect(cases).toBeGreaterThan(0)
  expect(await database.db.subscriptionOrder.count()).toBe(0)

  await ensureDemo(ctx, () => undefined, 3)
  expect(await database.db.subscriptionOrder.count()).toBeGreaterThan(0)
  expect(await database.db.plannedEvent.count()).toBeGreaterThan(0)
  // Only the few that are due within the hour are added.
  expect((await database.db.complaint.count()) - cases).toBeLessThanOrEqual(5)
}, 180_000)
