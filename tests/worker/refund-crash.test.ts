import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { receiveAnswers } from '@/refunds/service/answers'
import { makePaymentFile, paymentFileOf } from '@/refunds/service/pay'
import { ledgerFindings } from '@/refunds/store/ledger-read'
import { DATA_KEY } from '../support/case-actors'
import { createTestDatabase, type TestDatabase } from '../support/database'
import {
  approved,
  type Crew,
  crewAt,
  makeTill,
  REPORTED,
  refusalOf,
  type Till,
  taken,
  wrongCharge,
} from '../support/refunds'

const project = fileURLToPath(new URL('../../', import.meta.url))
let database: TestDatabase
let till: Till
let crew: Crew

beforeAll(async () => {
  process.env.JIANNUO_DATA_KEY = DATA_KEY
  database = await createTestDatabase()
  till = await makeTill(database.db)
  crew = await crewAt(database.db, till, REPORTED)
})
afterAll(() => database.drop())

/** `jiannuo refunds pay` in a process of its own. */
const startPaying = (): ChildProcess =>
  spawn(process.execPath, ['scripts/jiannuo.mjs', 'refunds', 'pay', '--unit', 'HX'], {
    cwd: project,
    env: {
      NODE_ENV: 'test',
      PATH: '/usr/bin:/bin',
      DATABASE_URL: database.url,
      NEXTAUTH_URL: 'http://127.0.0.1:1',
      JIANNUO_DATA_KEY: DATA_KEY,
      JIANNUO_FILES_DIR: '/nowhere',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
const killed = async (child: ChildProcess) => {
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}
const payments = (errorId: string) => database.db.refundPayment.findMany({ where: { errorId } })
const mayPay = () => makePaymentFile(crew.finance, { unitId: till.units.root, currency: 'CNY' })

describe('a crash while refunds are paid', () => {
  test('in the middle of writing the file leaves nothing: the next file has it, once', async () => {
    const id = await approved(crew, wrongCharge(till))
    // The file's row needs its unit; with that row held, the process stands still with its payments written and not committed.
    await database.db.$transaction(
      async (tx) => {
        await tx.$queryRaw`SELECT id FROM org_unit WHERE code = 'HX' FOR UPDATE`
        const child = startPaying()
        await expect
          .poll(
            async () =>
              (
                await database.db.$queryRaw<{ n: number }[]>`
                  SELECT count(*)::int AS n FROM pg_stat_activity
                  WHERE datname = current_database() AND wait_event_type = 'Lock' AND query ILIKE '%payment_file%'`
              )[0]?.n,
            { timeout: 40_000, interval: 100 },
          )
          .toBe(1)
        await killed(child)
      },
      { timeout: 60_000 },
    )
    expect(await payments(id)).toEqual([])
    const file = taken(await mayPay())
    expect(file.count).toBe(1)
    expect(await payments(id)).toHaveLength(1)
  }, 90_000)

  test('between the file and its answer loses nothing: the file is the same again, and it is paid once', async () => {
    const id = await approved(crew, wrongCharge(till))
    const child = startPaying()
    // Killed as soon as the file is there, whatever of it has been written out.
    await expect.poll(async () => (await payments(id)).length, { timeout: 40_000, interval: 20 }).toBe(1)
    await killed(child)
    expect(refusalOf(await mayPay())).toBe('refund_nothing_to_pay')
    const [payment] = await payments(id)
    const { text, file } = taken(await paymentFileOf(crew.finance, payment!.fileId))
    expect(text).toContain(payment!.id)
    expect(text.trimEnd().endsWith(file.sha256)).toBe(true)
    const answer = [{ paymentId: payment!.id, result: 'paid' as const, billingRef: 'B-1', reason: null }]
    expect(taken(await receiveAnswers(crew.finance, answer, 'file')).paid).toBe(1)
    expect(taken(await receiveAnswers(crew.finance, answer, 'file'))).toMatchObject({ paid: 0, repeated: 1 })
    expect(await payments(id)).toMatchObject([{ state: 'paid', amountMinor: 2000n }])
    expect(await ledgerFindings(database.db)).toMatchObject({
      unitsOff: 0,
      customersOff: 0,
      contradictions: [],
    })
  }, 90_000)
})
