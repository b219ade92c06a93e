import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '@/kernel/ids'
import { makePaymentFile } from '@/refunds/service/pay'
import { ledgerFindings } from '@/refunds/store/ledger-read'
import { DATA_KEY } from '../support/case-actors'
import { createTestDatabase, type TestDatabase } from '../support/database'
import {
  approved,
  type Crew,
  crewAt,
  makeTill,
  REPORTED,
  reported,
  type Till,
  taken,
  verified,
  wrongCharge,
} from '../support/refunds'

let database: TestDatabase
let till: Till
let crew: Crew
let open: string
let proven: string
let granted: string
let sent: string
const AT = '2026-03-11T01:00:00Z'

beforeAll(async () => {
  process.env.JIANNUO_DATA_KEY = DATA_KEY
  database = await createTestDatabase()
  till = await makeTill(database.db)
  crew = await crewAt(database.db, till, REPORTED)
  sent = await approved(crew, wrongCharge(till))
  taken(await makePaymentFile(crew.finance, { unitId: till.units.root, currency: 'CNY' }))
  open = await reported(crew.clerk, wrongCharge(till))
  proven = await verified(crew, wrongCharge(till))
  granted = await approved(crew, wrongCharge(till))
})
afterAll(() => database.drop())

/** Runs statements in one transaction; the error must name the constraint or say the trigger's word. */
const refused = (name: string, ...sql: readonly string[]) =>
  expect(
    database.db.$transaction(async (tx) => {
      for (const statement of sql) await tx.$executeRawUnsafe(statement)
    }),
    sql.join('; '),
  ).rejects.toThrow(name)
const set = (id: string, change: string) => `UPDATE billing_error SET ${change} WHERE id = '${id}'`
const id = () => newId(Date.parse(AT))
const approval = (errorId: string, staffId: string, place = 1, amount = 2000) =>
  `INSERT INTO refund_approval (error_id, place, approver_id, amount_minor, at) VALUES ('${errorId}', ${place}, '${staffId}', ${amount}, '${AT}')`
const payment = (
  errorId: string,
  given: { amount?: number; state?: string; line?: number; attempt?: number } = {},
) =>
  `INSERT INTO refund_payment (id, file_id, line, error_id, attempt, amount_minor, currency, state)
   SELECT '${id()}', id, ${given.line ?? 900}, '${errorId}', ${given.attempt ?? 9}, ${given.amount ?? 2000}, 'CNY', '${given.state ?? 'sent'}' FROM payment_file LIMIT 1`
const entry = (given: Record<string, string | number> = {}) => {
  const row = {
    id: id(),
    transfer_id: '00000000-0000-8000-8000-000000000001',
    leg: 1,
    kind: 'owed',
    error_id: proven,
    account_hash: 'x',
    unit_id: till.units.hall,
    account: 'refund_expense',
    amount_minor: 100,
    currency: 'CNY',
    at: AT,
    ...given,
  }
  return `INSERT INTO ledger_entry (${Object.keys(row).join(', ')}) VALUES (${Object.values(row)
    .map((value) => (typeof value === 'number' ? value : `'${value}'`))
    .join(', ')})`
}

describe('a billing error', () => {
  test.each([
    ['billing_error_identity', (e: string) => set(e, 'charged_minor = 1')],
    ['billing_error_identity', (e: string) => set(e, "charge_key = 'x'")],
    ['billing_error_difference', (e: string) => set(e, 'overcharge_minor = 999')],
    ['billing_error_amounts', (e: string) => set(e, 'verified_charged_minor = 5')],
    ['billing_error_rejected_with_reason', (e: string) => set(e, "state = 'rejected'")],
    ['billing_error_transition', (e: string) => set(e, "state = 'approved'")],
    ['billing_error_transition', (e: string) => set(e, "state = 'credited'")],
    ['billing_error_verified_has_amount', (e: string) => set(e, "state = 'verified'")],
    ['billing_error_period', (e: string) => set(e, "period = '2026-13'")],
    ['billing_error_permanent', (e: string) => `DELETE FROM billing_error WHERE id = '${e}'`],
  ])('%s', async (name, sql) => {
    await refused(name, sql(open))
  })

  test('a charge has one error that is not rejected', () =>
    refused(
      'billing_error_once_per_charge',
      `INSERT INTO matter (id, type, number, unit_id, class_code, state, opened_at, recorded_at) VALUES ('${id().replace(/.$/, '0')}', 'billing_error', 'T-1', '${till.units.hall}', 'x', 'reported', '${AT}', '${AT}')`,
      `INSERT INTO billing_error SELECT (jsonb_populate_record(e, jsonb_build_object('id', (SELECT id FROM matter WHERE number = 'T-1')))).* FROM billing_error e WHERE id = '${open}'`,
    ))

  test('what is promised never changes, nor is less paid, nor more without a reason', async () => {
    await refused('billing_error_promised', set(proven, 'promised_minor = 1'))
    await refused(
      'billing_error_not_less_than_promised',
      set(proven, "refund_minor = 1999, excess_reason = 'x'"),
    )
    await refused('billing_error_more_has_reason', set(proven, 'refund_minor = 2001'))
    await refused('billing_error_refund', set(granted, "refund_minor = 3000, excess_reason = 'x'"))
  })

  test('is approved by as many people as it takes, and nobody approves their own', async () => {
    await refused('billing_error_approvals', set(proven, `state = 'approved', approved_at = '${AT}'`))
    await refused('refund_approval_own', approval(proven, till.staff.clerk))
    await refused('refund_approval_own', approval(proven, till.staff.quality))
    await refused('refund_approval_amount', approval(proven, till.deputy, 1, 1))
    await refused('refund_approval_order', approval(proven, till.deputy, 2))
    await refused('refund_approval_state', approval(open, till.deputy))
    await refused(
      'refund_approval_two_people',
      approval(proven, till.deputy),
      approval(proven, till.deputy, 2),
    )
    await refused(
      'billing_error_approvals',
      set(proven, "refund_minor = 2500, excess_reason = 'x'"),
      approval(proven, till.deputy, 1, 2500),
      set(proven, `state = 'approved', approved_at = '${AT}'`),
    )
    await refused('append', `DELETE FROM refund_approval WHERE error_id = '${granted}'`)
  })
})

describe('a payment', () => {
  test('is made for what is approved, of that amount, once', async () => {
    await refused('refund_payment_begins', payment(proven))
    await refused('refund_payment_approved_amount_fk', payment(granted, { amount: 1999 }))
    await refused('refund_payment_begins', payment(granted, { state: 'paid' }))
    await refused('refund_payment_once', payment(granted), payment(granted, { line: 901, attempt: 10 }))
    await refused('refund_payment_begins', payment(sent))
    await refused('billing_error_payment', set(granted, `state = 'sent', sent_at = '${AT}'`))
    await refused('billing_error_payment', set(sent, `state = 'credited', credited_at = '${AT}'`))
  })

  test('is answered once, with a reason when it failed', async () => {
    const answer = (state: string, reason: string | null = null) =>
      `UPDATE refund_payment SET state = '${state}', answered_at = '${AT}', fail_reason = ${reason ? `'${reason}'` : 'NULL'} WHERE error_id = '${sent}'`
    await refused('refund_payment_answered', answer('failed'))
    await refused('refund_payment_answered_once', answer('paid'), answer('failed', 'x'))
    await refused('refund_payment_permanent', `DELETE FROM refund_payment WHERE error_id = '${sent}'`)
    await refused('append', `UPDATE payment_file SET total_minor = 1`)
  })
})

describe('the ledger', () => {
  test('takes only transfers whose two legs cancel out', async () => {
    const owed = { leg: 2, account: 'owed_to_customer', amount_minor: -100 }
    await refused('ledger_unbalanced', entry())
    await refused('ledger_unbalanced', entry(), entry({ ...owed, amount_minor: -99 }))
    await refused('ledger_unbalanced', entry(), entry({ ...owed, unit_id: till.units.otherHall }))
    await refused('ledger_unbalanced', entry(), entry({ ...owed, account_hash: 'y' }))
    await refused('ledger_entry_leg', entry({ amount_minor: -100 }))
    await refused('ledger_entry_account', entry({ account: 'petty_cash' }))
    await refused('ledger_entry_two_legs', entry(), entry())
    await refused('append', `UPDATE ledger_entry SET amount_minor = amount_minor + 1`)
    await refused('append', `DELETE FROM ledger_entry`)
    await refused('append', `TRUNCATE ledger_entry`)
  })

  test('sums to zero per customer and branch, and says what every state says', async () => {
    expect(await ledgerFindings(database.db)).toMatchObject({
      customersOff: 0,
      unitsOff: 0,
      transfersOff: 0,
      contradictions: [],
    })
  })

  test('the check finds an error whose accounts contradict its state', async () => {
    const found = await database.db
      .$transaction(async (tx) => {
        await tx.$executeRawUnsafe('ALTER TABLE billing_error DISABLE TRIGGER billing_error_change')
        await tx.$executeRawUnsafe(
          set(proven, `state = 'reversed', reversed_at = '${AT}', reverse_reason = 'x'`),
        )
        throw Object.assign(new Error('undone'), { found: await ledgerFindings(tx) })
      })
      .catch((error: Error & { found?: Awaited<ReturnType<typeof ledgerFindings>> }) => error.found)
    expect(found?.contradictions).toMatchObject([{ state: 'reversed', owedMinor: 2000n }])
  })
})

describe('settings', () => {
  test('limits and classes keep to their shape', async () => {
    await refused(
      'refund_limit_amount',
      `INSERT INTO refund_limit VALUES ('${id()}', '${till.units.root}', 'CNY', -1, NULL, '${AT}')`,
    )
    await refused(
      'billing_error_class_code',
      `INSERT INTO billing_error_class VALUES ('A b', '{}', '{}', 'own', 99)`,
    )
    await refused(
      'append',
      `INSERT INTO refund_limit VALUES ('${id()}', '${till.units.root}', 'CNY', 1, NULL, '${AT}')`,
      `UPDATE refund_limit SET second_above_minor = 2`,
    )
  })
})
