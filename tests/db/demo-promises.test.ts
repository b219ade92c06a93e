import { afterAll, beforeAll, expect, test } from 'vitest'
import { LIBRARY_PROMISES } from '@/demo/rules/library-promises'
import { OWN_PROMISES } from '@/demo/rules/promises'
import { ensureDemo } from '@/demo/service/ensure'
import { loadCast } from '@/demo/service/people'
import { addNewPromises } from '@/demo/service/promises'
import type { Ctx } from '@/platform/context'
import type { TestDatabase } from '../support/database'
import { demoWorld } from '../support/demo'

let database: TestDatabase
let ctx: Ctx
let end: () => Promise<void>

beforeAll(async () => {
  ;({ database, ctx, end } = await demoWorld())
  await ensureDemo(ctx, () => undefined, 1)
}, 120_000)
afterAll(() => end())

test('the demonstration publishes every promise on charges, orders and notices', async () => {
  const codes = [...LIBRARY_PROMISES.map(({ seed }) => seed.code), ...OWN_PROMISES.map(({ code }) => code)]
  const published = await database.db.commitment.findMany({
    where: { code: { in: codes }, versions: { some: { status: 'published' } } },
  })
  expect(published.map(({ code }) => code).toSorted()).toEqual(codes.toSorted())
})

test('one loaded by an earlier version gets what came since, once', async () => {
  await database.db.$executeRaw`UPDATE commitment SET code = 'OLD-' || code WHERE code IN ('HX-06', 'SH-23')`
  const cast = await loadCast(ctx)
  expect(await addNewPromises(ctx, cast)).toEqual(['SH-23', 'HX-06'])
  expect(await addNewPromises(ctx, cast)).toEqual([])
  const [added] = await database.db.commitment.findMany({
    where: { code: 'HX-06' },
    include: { versions: true },
  })
  expect(added?.versions).toMatchObject([{ status: 'published' }])
})
