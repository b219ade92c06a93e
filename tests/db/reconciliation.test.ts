import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inspectSource } from '@/imports/store/source-file'
import type { Ctx } from '@/platform/context'
import { beginChargeImport } from '@/reconciliation/service/begin-import'
import { correctCharge } from '@/reconciliation/service/correct'
import { acceptAll, acceptFindings, dismissFindings } from '@/reconciliation/service/decide'
import { beginRun } from '@/reconciliation/service/run'
import { runChargeImport } from '@/reconciliation/service/run-import'
import { rejectedRows } from '@/reconciliation/store/imports'
import { DATA_KEY } from '../support/case-actors'
import { createTestDatabase, type TestDatabase } from '../support/database'
import { HEADS } from '../support/planted-charges'
import { charge, findingsOf, judged, makeTariffs, take } from '../support/reconciliation'
import { type Crew, crewAt, makeTill, refusalOf, type Till, taken } from '../support/refunds'

let database: TestDatabase
let till: Till
let crew: Crew
let folder: string

beforeAll(async () => {
  process.env.JIANNUO_DATA_KEY = DATA_KEY
  database = await createTestDatabase()
  till = await makeTill(database.db)
  crew = await crewAt(database.db, till, '2026-04-02T01:00:00Z')
  await makeTariffs(crew.quality)
  folder = await mkdtemp(path.join(tmpdir(), 'charges-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
  await database.drop()
})

test('a month that has not come yet is not judged', async () => {
  expect(refusalOf(await beginRun(crew.quality, { month: '2026-05', queue: false }))).toBe(
    'reconciliation_month_ahead',
  )
})

let files = 0
async function began(ctx: Ctx, lines: readonly string[], heads = HEADS) {
  files += 1
  const file = path.join(folder, `charges-${files}.csv`)
  await writeFile(file, [heads, ...lines].join('\n'))
  const source = await inspectSource(file)
  if (typeof source === 'string') throw new Error(source)
  const outcome = await beginChargeImport(ctx, {
    fileName: 'charges.csv',
    source,
    path: file,
    unitId: till.units.hall,
    queue: false,
  })
  return { file, outcome }
}
const line = (ref: string, over: Partial<Record<string, string>> = {}) => {
  const cells = {
    account: `IM${ref}`,
    phone: '13612345678',
    service: 'TQ',
    kind: 'subscription',
    amount: '15.00',
    ...over,
  }
  const { account, phone, service, kind, amount } = cells
  return `${ref},${account},${phone},${service},${kind},${amount},CNY,${over.at ?? '2026-02-02T11:00:00+08:00'},2026-02,,,`
}
const lines = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => line(`IMP${from + index}`))

describe('taking charges in', () => {
  test('a file twice, or with charges that are known, adds nothing', async () => {
    const first = await began(crew.quality, lines(0, 50))
    const { id } = taken(first.outcome)
    expect(taken(await runChargeImport(crew.quality, id, { path: first.file }))).toMatchObject({
      added: 50,
      known: 0,
    })
    for (const again of [lines(0, 50), lines(25, 50), [...lines(90, 2), ...lines(90, 2)]]) {
      const next = await began(crew.quality, again)
      const done = taken(await runChargeImport(crew.quality, taken(next.outcome).id, { path: next.file }))
      expect(done.added + done.known).toBe(again.length)
    }
    expect(await database.db.charge.count({ where: { chargeRef: { startsWith: 'IMP' } } })).toBe(77)
  })

  test('stopped in the middle it goes on where it was, whatever stood in the way', async () => {
    const { file, outcome } = await began(crew.quality, lines(1_000, 100))
    const { id } = taken(outcome)
    const stopping = runChargeImport(crew.quality, id, {
      path: file,
      chunkRows: 30,
      onProgress: (rows) => {
        if (rows === 60) throw new Error('the worker is gone')
      },
    })
    await expect(stopping).rejects.toThrow('the worker is gone')
    expect(await database.db.chargeImport.findUniqueOrThrow({ where: { id } })).toMatchObject({
      status: 'running',
      processed: 60,
      added: 60,
    })
    expect(taken(await runChargeImport(crew.quality, id, { path: file, chunkRows: 30 }))).toMatchObject({
      status: 'done',
      processed: 100,
      added: 100,
      known: 0,
    })
  })

  test('rows that cannot be read are listed with line and reason, corrected and taken', async () => {
    const { file, outcome } = await began(crew.quality, [
      line('BAD1', { phone: 'nobody' }),
      line('GOOD1'),
      line('BAD2', { at: '2026-02-02 11:00:00' }),
      line('BAD3', { kind: 'gift' }),
      line('BAD4', { amount: '1.234' }),
      line('BAD5', { at: '2027-02-02T11:00:00+08:00' }),
    ])
    const { id } = taken(outcome)
    expect(taken(await runChargeImport(crew.quality, id, { path: file }))).toMatchObject({
      added: 1,
      rejected: 5,
    })
    const waiting = await rejectedRows(database.db, id, { limit: 10, offset: 0 })
    expect(waiting.map((row) => [row.line, row.problem.field, row.problem.code])).toEqual([
      [2, 'phone', 'phone_invalid'],
      [4, 'charged_at', 'charge_time_without_offset'],
      [5, 'kind', 'charge_kind_unknown'],
      [6, 'amount', 'amount_invalid'],
      [7, 'charged_at', 'done_in_future'],
    ])
    const { raw } = waiting[0]!
    expect(refusalOf(await correctCharge(crew.quality, { importId: id, line: 2, raw }))).toBe('phone_invalid')
    const right = { importId: id, line: 2, raw: { ...raw, phone: '13612345678' } }
    taken(await correctCharge(crew.quality, right))
    expect(refusalOf(await correctCharge(crew.quality, right))).toBe('charge_row_settled')
    expect(await database.db.chargeImport.findUniqueOrThrow({ where: { id } })).toMatchObject({
      processed: 6,
      added: 2,
      rejected: 4,
    })
    const stored = await database.db.chargeImportRow.findFirstOrThrow({ where: { importId: id, line: 4 } })
    expect(Buffer.from(stored.payload).includes('13612345678')).toBe(false)
  })

  test('a file without the columns it takes is refused; heads may be Chinese', async () => {
    expect(refusalOf((await began(crew.quality, ['x,1'], 'charge_ref,amount')).outcome)).toBe(
      'charge_columns_missing',
    )
    const { file, outcome } = await began(
      crew.quality,
      ['ZH1,AC1234,13612345678,TQ,subscription,15,2026-02-02T11:00:00+08:00'],
      '流水号,账号,号码,业务代码,收费类型,金额,计费时间',
    )
    expect(taken(await runChargeImport(crew.quality, taken(outcome).id, { path: file }))).toMatchObject({
      added: 1,
    })
  })

  test('charges of a call say which were refused; a branch must stand below the unit', async () => {
    const done = await take(
      crew.quality,
      [
        charge({ period: '2026-01' }),
        charge({ period: '2026-01', branch: 'NOWHERE' }),
        charge({ amount: '-1' }),
      ],
      till.units.hall,
    )
    expect(done).toMatchObject({ added: 1, known: 0, rejected: 2 })
    expect(done.problems.map(({ line: place, problem }) => [place, problem.code])).toEqual([
      [2, 'charge_branch_unknown'],
      [3, 'amount_invalid'],
    ])
  })

  test('only those who may run reconciliation take files in', async () => {
    expect(refusalOf((await began(crew.clerk, lines(5_000, 1))).outcome)).toBe('not_allowed')
  })
})

describe('findings', () => {
  test('accepted, they are billing errors in one batch, and the customers are told; twice changes nothing', async () => {
    await take(crew.quality, [charge(), charge(), charge()], till.units.hall)
    const found = await findingsOf(crew.quality, await judged(crew.quality))
    expect(found.map(({ why, owed }) => [why, owed])).toEqual([
      ['no_order', 3000n],
      ['no_order', 3000n],
      ['no_order', 3000n],
    ])
    const ids = found.map(({ id }) => id)
    expect(refusalOf(await acceptFindings(crew.clerk, ids))).toBe('not_allowed')
    expect(taken(await acceptFindings(crew.quality, ids.slice(0, 2)))).toEqual({
      accepted: 2,
      known: 0,
      refused: [],
    })
    expect(taken(await acceptFindings(crew.quality, ids.slice(0, 2)))).toEqual({
      accepted: 0,
      known: 2,
      refused: [],
    })
    const errors = await database.db.billingError.findMany({ where: { sourceId: { in: ids } } })
    expect(errors).toHaveLength(2)
    expect(
      errors.map(({ source, classCode, state, correctMinor }) => [source, classCode, state, correctMinor]),
    ).toEqual([
      ['reconciliation', 'no_consent', 'reported', 0n],
      ['reconciliation', 'no_consent', 'reported', 0n],
    ])
    expect(new Set(errors.map(({ batchId }) => batchId)).size).toBe(1)
    const told = await database.db.$queryRaw<
      { key: string }[]
    >`SELECT key FROM outbox_message WHERE key LIKE 'reconciliation:%'`
    expect(told.map(({ key }) => key).sort()).toEqual(errors.map(({ id }) => `reconciliation:${id}`).sort())
  })

  test('what was decided stands in the next run; a charge refunded already gets no second error', async () => {
    const again = await findingsOf(crew.quality, await judged(crew.quality))
    expect(again.map(({ state }) => state)).toEqual(['accepted', 'accepted', 'open'])
    expect(again.every(({ state, carriedFromId }) => (state === 'open') === (carriedFromId === null))).toBe(
      true,
    )
    const last = again[2]!
    expect(refusalOf(await dismissFindings(crew.quality, [last.id], ' '))).toBe('field_required')
    expect(taken(await dismissFindings(crew.quality, [last.id], '客户当面同意'))).toEqual({ dismissed: 1 })
    const third = await findingsOf(crew.quality, await judged(crew.quality))
    expect(third.map(({ state }) => state)).toEqual(['accepted', 'accepted', 'dismissed'])
    expect(await database.db.billingError.count({ where: { source: 'reconciliation' } })).toBe(2)
  })

  test('all that are open are accepted together; those that owe nothing stay', async () => {
    const call = { service: 'LOCAL', kind: 'call_record', used_seconds: '61', period: '2026-02' }
    await take(
      crew.quality,
      [
        charge({ ...call, billed_seconds: '60', amount: '0.15' }),
        charge({ ...call, billed_seconds: '180', amount: '0.45' }),
        charge({ ...call, billed_seconds: '120', amount: '0.40' }),
      ],
      till.units.hall,
    )
    const runId = await judged(crew.quality, '2026-02')
    const whys = () =>
      findingsOf(crew.quality, runId).then((rows) =>
        rows.filter(({ why }) => why !== 'no_order').map(({ why, state }) => [why, state]),
      )
    expect(await whys()).toEqual([
      ['record_short', 'open'],
      ['record_long', 'open'],
      ['rate_above', 'open'],
    ])
    const done = taken(await acceptAll(crew.quality, { runId, classCode: null, text: null }))
    expect(done.left).toBe(false)
    expect(await whys()).toEqual([
      ['record_short', 'open'],
      ['record_long', 'accepted'],
      ['rate_above', 'accepted'],
    ])
    const short = (await findingsOf(crew.quality, runId)).find(({ why }) => why === 'record_short')!
    expect(taken(await acceptFindings(crew.quality, [short.id])).refused).toEqual([
      { id: short.id, code: 'reconciliation_nothing_owed' },
    ])
  })

  test('one run of a month at a time', async () => {
    taken(await beginRun(crew.quality, { month: '2025-12', queue: false }))
    expect(refusalOf(await beginRun(crew.quality, { month: '2025-12', queue: false }))).toBe(
      'reconciliation_runs_already',
    )
    expect(refusalOf(await beginRun(crew.quality, { month: '2025-13', queue: false }))).toBe('period_invalid')
  })
})
