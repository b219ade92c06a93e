import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '@/kernel/ids'
import { type Carrier, ctxAt, makeCarrier, receive } from '../support/carrier'
import { createTestDatabase, type TestDatabase } from '../support/database'
import { openMatter, type TestMatter } from '../support/matters'

const START = '2026-03-02T01:00:00Z'
let database: TestDatabase
let carrier: Carrier
let matter: TestMatter

beforeAll(async () => {
  database = await createTestDatabase()
  carrier = await makeCarrier(database.db)
  matter = await openMatter(ctxAt(database.db, START), carrier, 'billing_error', 'billing.error_reported')
})
afterAll(() => database.drop())

const refused = (name: string, sql: string) =>
  expect(database.db.$executeRawUnsafe(sql), sql).rejects.toThrow(name)
const id = () => newId(Date.parse(START))
const row = (given: Record<string, string | null> = {}) => {
  const values: Record<string, string | null> = {
    id: id(),
    type: 'billing_error',
    number: `X26F-${id().slice(-6)}`,
    unit_id: carrier.units.hall,
    class_code: 'other',
    state: 'open',
    opened_at: START,
    recorded_at: START,
    ...given,
  }
  const sql = Object.values(values).map((value) => (value === null ? 'NULL' : `'${value}'`))
  return `INSERT INTO matter (${Object.keys(values).join(', ')}) VALUES (${sql.join(', ')})`
}
const change = (set: string) => `UPDATE matter SET ${set} WHERE id = '${matter.id}'`

describe('matters', () => {
  test('matter_type', () => refused('matter_type', row({ type: 'rumour' })))
  test('matter_number_key: a number is given once', () =>
    refused('matter_number_key', row({ number: matter.number })))
  test('matter_opened_before_recorded', () =>
    refused('matter_opened_before_recorded', row({ opened_at: '2026-03-03T01:00:00Z' })))
  test('matter_unit_fk', () => refused('matter_unit_fk', row({ unit_id: id() })))
  test('matter_owner_fk', () => refused('matter_owner_fk', row({ owner_id: id() })))
  test('matter_first_owner_fk', () => refused('matter_first_owner_fk', row({ first_owner_id: id() })))
  test('matter_complaint_fk', () => refused('matter_complaint_fk', row({ complaint_id: id() })))
  test('matter_customer_id_fkey', () => refused('matter_customer_id_fkey', row({ customer_id: id() })))
  test('matter_identity: number, type, times and first owner never change', async () => {
    await refused('matter_identity', change(`number = 'other'`))
    await refused('matter_identity', change(`type = 'purchase'`))
    await refused('matter_identity', change(`opened_at = opened_at - interval '1 day'`))
    await refused('matter_identity', change(`first_owner_id = '${carrier.staff.clerk}'`))
  })
  test('matter_permanent: never removed or emptied', async () => {
    await refused('matter_permanent', `DELETE FROM matter WHERE id = '${matter.id}'`)
    await refused('append_only', 'TRUNCATE matter CASCADE')
  })
})

describe('obligations on matters', () => {
  const owed = (given: string) =>
    `INSERT INTO obligation (id, version_id, commitment_id, rule_index, subject_type, subject_id, cycle, unit_id, started_at, started_on, step_ats, ${given}`
  test('obligation_subject', () =>
    refused(
      'obligation_subject',
      `${owed('rule_kind, state, due_at)')} VALUES ('${id()}', '${id()}', '${id()}', 0, 'rumour', '${id()}', 1, '${carrier.units.hall}', '${START}', '2026-03-02', '{}', 'deadline', 'OPEN', '${START}')`,
    ))
  test('obligation_never_event_is_broken', () =>
    refused(
      'obligation_never_event_is_broken',
      `${owed('rule_kind, state)')} VALUES ('${id()}', '${id()}', '${id()}', 0, 'purchase', '${id()}', 1, '${carrier.units.hall}', '${START}', '2026-03-02', '{}', 'never_event', 'OPEN')`,
    ))
})

describe('notifications about matters', () => {
  const notification = (columns: string, values: string) =>
    `INSERT INTO notification (id, recipient_id, kind, params, created_at, idempotency_key, ${columns})
     VALUES ('${id()}', '${carrier.staff.clerk}', 'step', '{}', '${START}', '${id()}', ${values})`
  test('notification_matter_fk', () =>
    refused('notification_matter_fk', notification('matter_id', `'${id()}'`)))
  test('notification_one_subject: about a case or a matter, never both', async () => {
    const complaint = await receive(ctxAt(database.db, START), carrier)
    await refused(
      'notification_one_subject',
      notification('matter_id, complaint_id', `'${matter.id}', '${complaint.id}'`),
    )
  })
})
