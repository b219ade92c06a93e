import { afterAll, beforeAll, expect, test } from 'vitest'
import { ensureDemo } from '@/demo/service/ensure'
import { figuresOfEvents } from '@/notices/queries/list'
import type { Ctx } from '@/platform/context'
import type { TestDatabase } from '../support/database'
import { demoWorld } from '../support/demo'

let database: TestDatabase
let ctx: Ctx
let end: () => Promise<void>

beforeAll(async () => {
  ;({ database, ctx, end } = await demoWorld())
  await ensureDemo(ctx, () => undefined, 3)
}, 180_000)
afterAll(() => end())

test('the demonstration has suspensions ahead: one nobody can be reminded of in time, one held, one disputed', async () => {
  const { suspension } = await figuresOfEvents(ctx)
  expect(suspension.open).toBeGreaterThanOrEqual(10)
  expect(suspension.tooLate).toBeGreaterThanOrEqual(1)
  expect(suspension.held).toBeGreaterThanOrEqual(2)
  const failed = await database.db.plannedNotice.count({ where: { state: 'failed' } })
  const delivered = await database.db.plannedNotice.count({ where: { state: 'delivered' } })
  expect(failed).toBeGreaterThan(0)
  expect(delivered).toBeGreaterThan(0)
  const disputes = await database.db.eventHold.findMany({ where: { kind: 'dispute' } })
  expect(disputes.length).toBe(1)
})
