import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { logCaseSchema } from '@/complaints/schema'
import { logCase } from '@/complaints/service/log'
import { openCasesOf } from '@/complaints/service/open-cases'
import { publish, REPLY_48H } from '../support/carrier'
import { type ActingCtx, ctxOf, DATA_KEY, FORM, type Hall, logged, makeHall } from '../support/case-actors'
import { createTestDatabase, type TestDatabase } from '../support/database'

const NOON = '2026-03-02T04:00:00Z'
let test: TestDatabase
let hall: Hall
let clerk: ActingCtx

beforeAll(async () => {
  vi.stubEnv('JIANNUO_DATA_KEY', DATA_KEY)
  test = await createTestDatabase()
  hall = await makeHall(test.db)
  await publish(test.db, hall, [REPLY_48H])
})
afterAll(() => test.drop())
beforeEach(async () => {
  clerk = await ctxOf(test.db, hall.staff.clerk, NOON)
})

/** As a form or a REST client is answered: what the shape refuses, and what the service does. */
const refusalOf = async (input: object, ctx = clerk) => {
  const parsed = logCaseSchema.safeParse({ ...FORM, ...input })
  if (!parsed.success) {
    const fields = Object.fromEntries(
      parsed.error.issues.map((issue) => [issue.path.join('.'), issue.message]),
    )
    return { code: 'invalid', fields }
  }
  const outcome = await logCase(ctx, parsed.data)
  return outcome.ok ? null : outcome.refusal
}
const count = async (table: string) => {
  const [row] = await test.db.$queryRawUnsafe<[{ n: bigint }]>(`SELECT count(*) AS n FROM ${table}`)
  return Number(row.n)
}

describe('a receipt', () => {
  it('has the number of its branch and year and the promised time', async () => {
    const receipt = await logged(clerk)
    expect(receipt.number).toMatch(/^ZZ_A26-\d{6}$/)
    expect(receipt.promisedAt?.toISOString()).toBe('2026-03-04T04:00:00.000Z')
    expect(receipt.promises).toMatchObject([{ ruleKind: 'deadline', state: 'OPEN' }])
    expect(receipt.timeZone).toBe('Asia/Shanghai')
    const row = await test.db.complaint.findUniqueOrThrow({
      where: { id: receipt.id },
      include: { owners: true },
    })
    expect(row).toMatchObject({
      ownerId: hall.staff.clerk,
      firstOwnerId: hall.staff.clerk,
      channel: 'hall',
      status: 'open',
      nextDueAt: receipt.promisedAt,
    })
    expect(row.owners).toMatchObject([{ staffId: hall.staff.clerk, toAt: null }])
    expect(await test.db.auditLog.count({ where: { subjectId: receipt.id, action: 'complaint.log' } })).toBe(
      1,
    )
    expect(await test.db.fact.count({ where: { subjectId: receipt.id, type: 'complaint.received' } })).toBe(1)
  })

  it('counts without a gap when twenty are logged at once', async () => {
    const before = await logged(clerk)
    const receipts = await Promise.all(
      Array.from({ length: 20 }, (_, n) => logged(clerk, { phone: `1390000${1000 + n}` })),
    )
    const figures = (number: string) => Number(number.split('-')[1])
    const sorted = receipts.map(({ number }) => figures(number)).sort((a, b) => a - b)
    expect(sorted).toEqual(Array.from({ length: 20 }, (_, n) => figures(before.number) + n + 1))
  })

  it('is the same when the form is sent twice, even at the same moment', async () => {
    const cases = await count('complaint')
    const [first, second, third] = await Promise.all([
      logged(clerk, { idempotencyKey: 'form-key-1' }),
      logged(clerk, { idempotencyKey: 'form-key-1' }),
      logged(clerk, { idempotencyKey: 'form-key-1' }),
    ])
    expect(second?.number).toBe(first?.number)
    expect(third?.promisedAt).toEqual(first?.promisedAt)
    expect([first, second, third].filter((each) => each?.wasLoggedBefore)).toHaveLength(2)
    expect(await count('complaint')).toBe(cases + 1)
    const next = await logged(clerk, { idempotencyKey: 'form-key-2' })
    expect(Number(next.number.split('-')[1])).toBe(Number(first!.number.split('-')[1]) + 1)
  })

  it.each(['complaint', 'enquiry', 'suggestion', 'opinion', 'praise'] as const)(
    'is given for %s in the same form',
    async (kind) => {
      const { id } = await logged(clerk, { kind })
      expect((await test.db.complaint.findUniqueOrThrow({ where: { id } })).kind).toBe(kind)
    },
  )
})

describe('what the form may not say', () => {
  it.each([
    ['a number that is none', { phone: '12345' }, 'phone_invalid', 'phone'],
    ['no number', { phone: '' }, 'phone_required', 'phone'],
    [
      'an identity number with a wrong check',
      { identity: '110105194912310021' },
      'identity_invalid',
      'identity',
    ],
    ['the future', { receivedAt: '2026-03-02T05:00:00Z' }, 'received_in_future', 'receivedAt'],
    [
      '31 days ago',
      { receivedAt: '2026-01-30T03:00:00Z', backdateReason: '纸质登记' },
      'received_too_old',
      'receivedAt',
    ],
    [
      'an hour ago without a reason',
      { receivedAt: '2026-03-02T03:00:00Z' },
      'backdate_reason_missing',
      'backdateReason',
    ],
  ])('%s', async (_what, input, code, field) => {
    const before = await count('complaint')
    expect(await refusalOf(input)).toMatchObject({ fields: { [field]: code } })
    expect(await count('complaint')).toBe(before)
  })

  it('names every wrong field at once', async () => {
    expect(await refusalOf({ phone: '', identity: 'x', classCode: '', wants: '', words: ' ' })).toMatchObject(
      {
        code: 'invalid',
        fields: {
          phone: 'phone_required',
          identity: 'identity_invalid',
          classCode: 'class_required',
          wants: 'wants_required',
          words: 'words_required',
        },
      },
    )
    expect(
      await refusalOf({ classCode: 'network.nothing', receivedAt: '2027-01-01T00:00:00Z' }),
    ).toMatchObject({
      code: 'invalid',
      fields: { classCode: 'class_unknown', receivedAt: 'received_in_future' },
    })
  })

  it('a unit in which the clerk may not log', async () => {
    expect(await refusalOf({ unitId: hall.otherCity })).toMatchObject({ code: 'not_allowed' })
  })

  it('somebody else as the customer of a repeat', async () => {
    const other = await logged(clerk, { phone: '13700001111' })
    expect(await refusalOf({ repeatOfId: other.id })).toMatchObject({ code: 'repeat_other_customer' })
  })
})

describe('the time the customer spoke', () => {
  it('starts the clock, with a reason, up to 30 days back', async () => {
    const receipt = await logged(clerk, {
      receivedAt: '2026-03-01T04:00:00Z',
      backdateReason: '系统中断，补录',
    })
    expect(receipt.promisedAt?.toISOString()).toBe('2026-03-03T04:00:00.000Z')
    const old = await logged(clerk, { receivedAt: '2026-01-31T04:00:00Z', backdateReason: '纸质登记' })
    expect(old.promisedAt).toBeNull()
    expect(old.promises).toMatchObject([{ state: 'BROKEN' }])
  })

  it('needs no reason for the minutes it takes to type', async () => {
    const receipt = await logged(clerk, { receivedAt: '2026-03-02T03:50:00Z' })
    expect(receipt.promisedAt?.toISOString()).toBe('2026-03-04T03:50:00.000Z')
  })
})

describe('the same customer', () => {
  it('is known again, with the open cases masked, however the number is written', async () => {
    const first = await logged(clerk, { phone: '13611112222', name: '张三' })
    const repeat = await logged(clerk, { phone: '+86 136-1111-2222', repeatOfId: first.id })
    const again = await logged(clerk, { phone: '１３６１１１１２２２２', repeatOfId: repeat.id })
    const rows = await test.db.complaint.findMany({ where: { id: { in: [repeat.id, again.id] } } })
    expect(rows.map((row) => row.repeatOfId)).toEqual([first.id, first.id])

    const open = await openCasesOf(clerk, '136 1111 2222')
    expect(open).toMatchObject({ ok: true, value: [{ customerName: '张*' }, {}, {}] })
    expect(JSON.stringify(open)).not.toContain('13611112222')
    expect(await openCasesOf(clerk, '1361111')).toEqual({ ok: true, value: [] })
  })
})

describe('personal data', () => {
  it('stands in clear in no table', async () => {
    await logged(clerk, {
      phone: '13588887777',
      name: '欧阳小明',
      identity: '11010519491231002X',
      words: '本机13588887777，身份证11010519491231002X，卡号6222021234567890128',
      place: '电话 135 8888 7777 楼下',
    })
    const receipt = await logged(clerk, { words: '身份证11010519491231002X' })
    expect(receipt.masked).toEqual(['identity'])
    const tables = await test.db.$queryRaw<{ name: string }[]>`
      SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`
    for (const { name } of tables) {
      for (const secret of ['13588887777', '欧阳小明', '11010519491231002X', '6222021234567890128']) {
        const [row] = await test.db.$queryRawUnsafe<[{ n: bigint }]>(
          `SELECT count(*) AS n FROM "${name}" t WHERE t::text LIKE $1 OR t::text LIKE $2`,
          `%${secret}%`,
          `%${Buffer.from(secret).toString('hex')}%`,
        )
        expect(Number(row.n), `${secret} in ${name}`).toBe(0)
      }
    }
  })

  it('is not needed from somebody who gives no number', async () => {
    const { id } = await logged(clerk, { phone: '', anonymous: true })
    expect((await test.db.complaint.findUniqueOrThrow({ where: { id } })).customerId).toBeNull()
  })
})
