import Excel from 'exceljs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { beginBatchStep, openBatch, tickSample } from '@/refunds/service/batch'
import { runBatch } from '@/refunds/service/batch-run'
import { uploadBatch } from '@/refunds/service/batch-upload'
import { makePaymentFile } from '@/refunds/service/pay'
import { DATA_KEY } from '../support/case-actors'
import { createTestDatabase, type TestDatabase } from '../support/database'
import { type Crew, crewAt, makeTill, REPORTED, refusalOf, type Till, taken } from '../support/refunds'

let database: TestDatabase
let till: Till
let crew: Crew
const NOW = { queue: false }

beforeAll(async () => {
  process.env.JIANNUO_DATA_KEY = DATA_KEY
  database = await createTestDatabase()
  till = await makeTill(database.db)
  crew = await crewAt(database.db, till, REPORTED)
})
afterAll(() => database.drop())

const HEAD = 'account,phone,service,class,charged_at,charged,correct,charge_ref'
const csv = (...lines: readonly string[]) => new TextEncoder().encode([HEAD, ...lines].join('\n'))
const upload = (bytes: Uint8Array) =>
  uploadBatch(
    crew.finance,
    { unitId: till.units.hall, cause: '三月批价参数错误', fileName: 'b.csv', bytes, sampleSize: 2 },
    NOW,
  )
const rowsOf = (batchId: string) =>
  database.db.refundBatchRow.findMany({ where: { batchId }, orderBy: { line: 'asc' } })
const statesOf = async (batchId: string) =>
  (await database.db.billingError.findMany({ where: { batchId }, orderBy: { batchLine: 'asc' } })).map(
    ({ state }) => state,
  )
const take = async (ctx: Crew['finance'], batchId: string, step: 'verify' | 'approve') => {
  taken(await beginBatchStep(ctx, batchId, { step }, NOW))
  await runBatch(ctx, batchId)
}

describe('one cause, many customers', () => {
  test('a file that cannot be told apart is refused with what is wrong with it', async () => {
    expect(refusalOf(await upload(new TextEncoder().encode('a,b,c\n1,2,3')))).toBe('refund_batch_file')
    expect(refusalOf(await upload(new Uint8Array()))).toBe('refund_batch_empty')
    expect(refusalOf(await upload(csv()))).toBe('refund_batch_empty')
    const open = await upload(
      csv(
        'ZZ-1,13812340001,语音通话,rating_error,2026-03-02,20,5,Q-1',
        'ZZ-2,13812340002,"语音通话,rating_error,2026-03-02,20,5,Q-2',
        'ZZ-3,13812340003,语音通话,rating_error,2026-03-02,20,5,Q-3',
      ),
    )
    expect(open).toMatchObject({ ok: false, refusal: { code: 'refund_batch_quote', params: { line: 3 } } })
  })

  test('goes through the same states as one; what cannot be read is told with line and reason', async () => {
    const { id } = taken(
      await upload(
        csv(
          'ZZ-1,13812340001,语音通话,批价错误,2026-03-02 10:00,12.34,2.34,B-1',
          'ZZ-2,13812340002,语音通话,rating_error,2026/3/2 10:00,20,5,B-2',
          'ZZ-3,13812340003,语音通话,rating_error,yesterday,20,5,B-3',
          'ZZ-4,13812340004,语音通话,rating_error,2026-03-02,abc,5,B-4',
          'ZZ-5,12,语音通话,rating_error,2026-03-02,20,5,B-5',
          'ZZ-6,,语音通话,rating_error,2026-03-02,5,20,B-6',
          'ZZ-1,13812340001,语音通话,rating_error,2026-03-02 10:00,12.34,2.34,B-1',
        ),
      ),
    )
    await runBatch(crew.finance, id)
    const rows = await rowsOf(id)
    expect(rows.map(({ line, problem, problemField }) => [line, problem, problemField])).toEqual([
      [2, null, null],
      [3, null, null],
      [4, 'field_invalid', 'chargedAt'],
      [5, 'amount_invalid', 'charged'],
      [6, 'phone_invalid', 'phone'],
      [7, null, null],
      [8, 'refund_charge_twice', null],
    ])
    expect(rows.every(({ payload }) => payload === null)).toBe(true)
    await take(crew.quality, id, 'verify')
    expect(await statesOf(id)).toEqual(['verified', 'verified', 'reported'])
    expect(await database.db.refundBatchProblem.findMany({ where: { batchId: id } })).toMatchObject([
      { action: 'verify', code: 'refund_nothing_due' },
    ])
    expect(refusalOf(await beginBatchStep(crew.manager, id, { step: 'approve' }, NOW))).toBe(
      'refund_batch_sample',
    )
    const sample = await database.db.refundBatchSample.findMany({ where: { batchId: id } })
    expect(sample).toHaveLength(2)
    for (const { errorId } of sample)
      taken(await tickSample(crew.quality, { batchId: id, errorId, isRight: true, note: null }))
    await take(crew.manager, id, 'approve')
    expect(await statesOf(id)).toEqual(['approved', 'approved', 'reported'])
    const file = taken(
      await makePaymentFile(crew.finance, { unitId: till.units.root, currency: 'CNY', batchId: id }),
    )
    expect(file).toMatchObject({ count: 2, totalMinor: 5000n })
  })

  test('a run that is broken off goes on where it stopped, and nothing is made twice', async () => {
    const lines = Array.from(
      { length: 40 },
      (_, i) => `YY-${i},1391234${String(i).padStart(4, '0')},语音通话,rating_error,2026-03-03,10,1,Y-${i}`,
    )
    const { id } = taken(await upload(csv(...lines)))
    await expect(
      runBatch(crew.finance, id, () => {
        throw new Error('the power went out')
      }),
    ).rejects.toThrow('the power went out')
    await runBatch(crew.finance, id)
    await runBatch(crew.finance, id)
    expect(await statesOf(id)).toHaveLength(40)
  })

  test('a sheet is read like a text file', async () => {
    const workbook = new Excel.Workbook()
    const sheet = workbook.addWorksheet('x')
    sheet.addRow(['账号', '业务', '误差类别', '收费时间', '已收', '应收'])
    sheet.addRow(['XX-100', '彩铃', '短信信息费误收', '2026-03-05 08:00', '5', '0'])
    const { id } = taken(await upload(new Uint8Array(await workbook.xlsx.writeBuffer())))
    await runBatch(crew.finance, id)
    expect(await statesOf(id)).toEqual(['reported'])
    expect(await database.db.billingError.findFirstOrThrow({ where: { batchId: id } })).toMatchObject({
      classCode: 'content_fee',
      period: '2026-03',
      chargedMinor: 500n,
    })
  })

  test('a file without the needed columns, and one without rows, are refused', async () => {
    expect(refusalOf(await upload(new TextEncoder().encode('a,b\n1,2')))).toBe('refund_batch_file')
    expect(refusalOf(await upload(csv()))).toBe('refund_batch_empty')
    const clerk = openBatch(
      crew.clerk,
      { unitId: till.units.hall, cause: 'x', source: 'file', rows: [{ line: 2, cells: {} }] },
      NOW,
    )
    expect(refusalOf(await clerk)).toBe('not_allowed')
  })
})
