import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { receiveAnswers } from '@/refunds/service/answers'
import { correctError } from '@/refunds/service/correct'
import { makePaymentFile } from '@/refunds/service/pay'
import { reverseRefund } from '@/refunds/service/settle'
import { DATA_KEY } from '../support/case-actors'
import { createTestDatabase, type TestDatabase } from '../support/database'
import {
  approved,
  type Crew,
  crewAt,
  makeTill,
  ofError,
  REPORTED,
  type Till,
  taken,
  verified,
  wrongCharge,
} from '../support/refunds'

let database: TestDatabase
let till: Till
let crew: Crew
let proven: string
let corrected: string
let granted: string
const AT = '2026-03-11T01:00:00Z'

beforeAll(async () => {
  process.env.JIANNUO_DATA_KEY = DATA_KEY
  database = await createTestDatabase()
  till = await makeTill(database.db)
  crew = await crewAt(database.db, till, REPORTED)
  proven = await verified(crew, wrongCharge(till))
  corrected = await verified(crew, wrongCharge(till))
  granted = await approved(crew, wrongCharge(till))
  taken(
    await correctError(crew.quality, {
      ...ofError(corrected),
      chargedMinor: 1234n,
      correctMinor: 734n,
      classCode: 'rating_error',
      reason: 'x',
    }),
  )
})
afterAll(() => database.drop())

const refused = (name: string, ...sql: readonly string[]) =>
  expect(
    database.db.$transaction(async (tx) => {
      for (const statement of sql) await tx.$executeRawUnsafe(statement)
    }),
    sql.join('; '),
  ).rejects.toThrow(name)
const set = (id: string, change: string) => `UPDATE billing_error SET ${change} WHERE id = '${id}'`

/** A correction of an error to 12.34 - 7.34, told as it stands, with what the test makes wrong. */
const correction = (errorId: string, given: Record<string, string> = {}) => {
  const row: Record<string, string> = {
    error_id: `'${errorId}'`,
    place: '1',
    corrected_by_id: `'${till.staff.quality}'`,
    at: `'${AT}'`,
    reason: `'x'`,
    was_class_code: 'e.class_code',
    was_charged_minor: 'e.verified_charged_minor',
    was_correct_minor: 'e.verified_correct_minor',
    was_promised_minor: 'e.promised_minor',
    was_promise_version_id: 'e.promise_version_id',
    was_promise_code: 'e.promise_code',
    was_steps: 'e.steps',
    class_code: 'e.class_code',
    charged_minor: '1234',
    correct_minor: '734',
    promised_minor: '1000',
    ...given,
  }
  return `INSERT INTO billing_error_correction (${Object.keys(row).join(', ')})
    SELECT ${Object.values(row).join(', ')} FROM billing_error e WHERE e.id = '${errorId}'`
}
const AS_CORRECTED =
  'verified_correct_minor = 734, overcharge_minor = 500, promised_minor = 1000, refund_minor = 1000'

describe('a correction', () => {
  test.each<[string, Record<string, string>]>([
    ['billing_error_correction_reason', { reason: `'  '` }],
    ['billing_error_correction_order', { place: '2' }],
    ['billing_error_correction_order', { place: '0' }],
    ['billing_error_correction_was', { was_promised_minor: '1' }],
    ['billing_error_correction_was', { was_steps: `'[]'` }],
    ['billing_error_correction_amounts', { correct_minor: '1234' }],
    ['billing_error_correction_amounts', { promised_minor: '0' }],
    ['billing_error_correction_something', { correct_minor: '234', promised_minor: '2000' }],
    ['billing_error_correction_class_fk', { class_code: `'no_such'` }],
    ['billing_error_correction_by_fk', { corrected_by_id: 'gen_random_uuid()' }],
  ])('%s', (name, given) => refused(name, correction(proven, given)))

  test('is of what is verified and approved by nobody', () =>
    refused('billing_error_correction_state', correction(granted)))

  test('holds on its error when the transaction ends', () =>
    refused('billing_error_correction_holds', correction(proven)))

  test('is never changed or taken away', async () => {
    await refused('billing_error_correction', `UPDATE billing_error_correction SET reason = 'y'`)
    await refused('billing_error_correction', `DELETE FROM billing_error_correction`)
    await refused('billing_error_correction', `TRUNCATE billing_error_correction`)
  })

  test('what is promised changes by one only, to what it says, and once', async () => {
    await refused('billing_error_promised', set(proven, AS_CORRECTED))
    await refused('billing_error_promised', set(proven, "class_code = 'content_fee'"))
    await refused(
      'billing_error_promised',
      correction(proven),
      set(proven, AS_CORRECTED.replaceAll('1000', '1001')),
    )
    await refused(
      'billing_error_promised',
      correction(proven),
      set(
        proven,
        `${AS_CORRECTED.replace('refund_minor = 1000', 'refund_minor = 1500')}, excess_reason = 'x'`,
      ),
    )
    await refused(
      'billing_error_promised',
      correction(proven),
      set(proven, AS_CORRECTED),
      set(proven, AS_CORRECTED.replace('734', '634').replace('500', '600').replaceAll('1000', '1200')),
    )
    await refused('billing_error_promised', correction(proven), set(proven, 'verified_at = now()'))
  })

  test('nobody approves what they corrected', () =>
    refused(
      'refund_approval_own',
      `UPDATE billing_error SET finding = finding WHERE id = '${corrected}'`,
      `INSERT INTO refund_approval (error_id, place, approver_id, amount_minor, at) VALUES ('${corrected}', 1, '${till.staff.quality}', 1000, '${AT}')`,
    ))
})

describe('a charge is refunded once, also when its error was taken back', () => {
  /** Another error for the charge of `id`, written past all services. */
  const twin = (id: string, number: string) => [
    `INSERT INTO matter (id, type, number, unit_id, class_code, state, opened_at, recorded_at)
     SELECT gen_random_uuid(), 'billing_error', '${number}', unit_id, class_code, 'reported', opened_at, recorded_at FROM matter WHERE id = '${id}'`,
    `INSERT INTO billing_error SELECT (jsonb_populate_record(e, jsonb_build_object('id', (SELECT id FROM matter WHERE number = '${number}'),
       'state', 'reported', 'verified_at', NULL, 'verified_by_id', NULL, 'verified_charged_minor', NULL, 'verified_correct_minor', NULL, 'promised_minor', NULL,
       'refund_minor', NULL, 'steps', NULL, 'approved_at', NULL, 'sent_at', NULL, 'credited_at', NULL, 'reversed_at', NULL, 'reverse_reason', NULL,
       'promise_version_id', NULL, 'overcharge_minor', e.charged_minor - e.correct_minor))).* FROM billing_error e WHERE id = '${id}'`,
  ]
  const paidOut = async () => {
    const id = await approved(crew, wrongCharge(till))
    taken(await makePaymentFile(crew.finance, { unitId: till.units.root, currency: 'CNY' }))
    const { id: paymentId } = await database.db.refundPayment.findFirstOrThrow({ where: { errorId: id } })
    return { id, paymentId }
  }

  test('a second error beside a standing one; freed only by taking it back unpaid', async () => {
    await refused('billing_error_once_per_charge', ...twin(granted, 'T-1'))
    const unpaid = await verified(crew, wrongCharge(till))
    taken(await reverseRefund(crew.manager, { ...ofError(unpaid), reason: 'x' }))
    await database.db.$transaction(async (tx) => {
      for (const statement of twin(unpaid, 'T-2')) await tx.$executeRawUnsafe(statement)
    })
    await refused('billing_error_once_per_charge', ...twin(unpaid, 'T-3'))
  })

  test('paid and taken back keeps the charge, and cannot be made to look unpaid', async () => {
    const { id, paymentId } = await paidOut()
    taken(
      await receiveAnswers(
        crew.finance,
        [{ paymentId, result: 'paid', billingRef: 'B', reason: null }],
        'file',
      ),
    )
    taken(await reverseRefund(crew.executive, { ...ofError(id), reason: 'x' }))
    await refused('billing_error_once_per_charge', ...twin(id, 'T-4'))
    await refused('billing_error_credited', set(id, 'credited_at = NULL'))
    await refused('billing_error_transition', set(id, "state = 'verified'"))
    await refused('billing_error_transition', set(id, "state = 'rejected'"))
  })

  test('what is under way or was paid is neither failed nor taken back as unpaid', async () => {
    const { id, paymentId } = await paidOut()
    await refused(
      'billing_error_payment',
      set(id, `state = 'failed', failed_at = '${AT}', fail_reason = 'x'`),
    )
    await refused(
      'billing_error_payment',
      `UPDATE refund_payment SET state = 'paid', answered_at = '${AT}' WHERE id = '${paymentId}'`,
      set(id, `state = 'failed', failed_at = '${AT}', fail_reason = 'x'`),
    )
  })

  test('two that were taken back unpaid cannot both stand again', async () => {
    const one = await verified(crew, wrongCharge(till))
    taken(await reverseRefund(crew.manager, { ...ofError(one), reason: 'x' }))
    await refused('billing_error_transition', set(one, "state = 'approved'"))
    await refused('billing_error_transition', set(one, "state = 'reported'"))
  })
})
