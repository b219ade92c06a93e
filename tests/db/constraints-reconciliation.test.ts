import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '@/kernel/ids'
import { acceptFindings, dismissFindings } from '@/reconciliation/service/decide'
import { DATA_KEY } from '../support/case-actors'
import { createTestDatabase, type TestDatabase } from '../support/database'
import { charge, findingsOf, judged, makeTariffs, take } from '../support/reconciliation'
import { type Crew, crewAt, makeTill, type Till, taken } from '../support/refunds'

const AT = '2026-04-02T01:00:00Z'
let database: TestDatabase
let till: Till
let crew: Crew
let importId: string
let runId: string
let tariffId: string
let open: string
let accepted: string
let dismissed: string

beforeAll(async () => {
  process.env.JIANNUO_DATA_KEY = DATA_KEY
  database = await createTestDatabase()
  till = await makeTill(database.db)
  crew = await crewAt(database.db, till, AT)
  tariffId = await makeTariffs(crew.quality)
  const done = await take(
    crew.quality,
    [charge(), charge(), charge(), charge({ amount: 'x' })],
    till.units.hall,
  )
  importId = done.importId
  runId = await judged(crew.quality)
  const [one, two, three] = await findingsOf(crew.quality, runId)
  open = one!.id
  accepted = two!.id
  dismissed = three!.id
  taken(await acceptFindings(crew.quality, [accepted]))
  taken(await dismissFindings(crew.quality, [dismissed], '客户同意'))
})
afterAll(() => database.drop())

const refused = (name: string, sql: string) =>
  expect(database.db.$executeRawUnsafe(sql), sql).rejects.toThrow(name)
const id = () => newId(Date.parse(AT))
/** A copy of the first row of a table with other values in some columns. */
async function copy(table: string, given: Record<string, string | null>, where = 'true'): Promise<string> {
  const columns = await database.db.$queryRawUnsafe<{ column_name: string }[]>(
    `SELECT column_name FROM information_schema.columns WHERE table_name = '${table}' ORDER BY ordinal_position`,
  )
  const names = columns.map(({ column_name }) => column_name)
  const values = names.map((name) =>
    name in given
      ? given[name] === null
        ? 'NULL'
        : `'${given[name]}'`
      : name === 'seq'
        ? `nextval('${table}_seq_seq')`
        : name,
  )
  return `INSERT INTO ${table} (${names.join(', ')}) SELECT ${values.join(', ')} FROM (SELECT * FROM ${table} WHERE ${where} LIMIT 1) t`
}
const breaks = async (name: string, table: string, given: Record<string, string | null>, where?: string) =>
  refused(name, await copy(table, given, where))

describe('charges', () => {
  const fresh = () => ({ id: String(1_000_000 + Math.floor(Math.random() * 1e9)), charge_ref: `X${id()}` })
  test.each<[string, Record<string, string | null>]>([
    ['charge_ref_shape', { charge_ref: '' }],
    ['charge_service', { service_code: '' }],
    ['charge_kind', { kind: 'gift' }],
    ['charge_amount', { amount_minor: '-1' }],
    ['charge_currency', { currency: 'yuan' }],
    ['charge_month', { month: '2026-13' }],
    ['charge_seconds', { used_seconds: '-1' }],
    ['charge_import_fk', { import_id: id() }],
    ['charge_unit_fk', { unit_id: id() }],
    ['charge_party_fk', { party_id: '0' }],
    ['charge_charge_ref_key', { charge_ref: 'CH-1' }],
  ])('%s', (name, given) => breaks(name, 'charge', { ...fresh(), ...given }))
  test('charge_append_only: never changed, removed or emptied', async () => {
    await refused('append_only', 'UPDATE charge SET amount_minor = 1')
    await refused('append_only', 'DELETE FROM charge')
    await refused('append_only', 'TRUNCATE charge CASCADE')
  })
  test('charged_party_once', () => breaks('charged_party_once', 'charged_party', { id: '999999' }))
})

describe('imports', () => {
  test.each<[string, Record<string, string | null>]>([
    ['charge_import_source', { source: 'dream' }],
    ['charge_import_format', { format: 'pdf' }],
    ['charge_import_sha256', { sha256: 'x' }],
    ['charge_import_status', { status: 'lost', finished_at: null }],
    ['charge_import_counts', { added: '9' }],
    ['charge_import_ended', { finished_at: null }],
    ['charge_import_unit_fk', { unit_id: id() }],
    ['charge_import_by_fk', { created_by_id: id() }],
  ])('%s', (name, given) => breaks(name, 'charge_import', { id: id(), ...given }))
  test.each<[string, Record<string, string | null>]>([
    ['charge_import_row_import_fk', { import_id: id() }],
    ['charge_import_row_by_fk', { line: '99', corrected_by_id: id() }],
    ['charge_import_row_state', { line: '99', state: 'lost' }],
    ['charge_import_row_corrected', { line: '99', state: 'corrected' }],
    ['charge_import_row_pkey', {}],
  ])('%s', (name, given) => breaks(name, 'charge_import_row', given))
  test('the rejected row is on file', async () =>
    expect(await database.db.chargeImportRow.count({ where: { importId } })).toBe(1))
})

describe('tariffs of calls', () => {
  const later = () => ({ id: id(), valid_from: '2026-06-01T00:00:00Z' })
  test.each<[string, Record<string, string | null>]>([
    ['call_tariff_kind', { kind: 'subscription' }],
    ['call_tariff_service', { service_code: '' }],
    ['call_tariff_step', { step_seconds: '0' }],
    ['call_tariff_free', { free_below_seconds: '-1' }],
    ['call_tariff_price', { price_minor: '-1' }],
    ['call_tariff_currency', { currency: 'x' }],
    ['call_tariff_by_fk', { created_by_id: id() }],
    ['call_tariff_one_at_a_time', { valid_from: '2026-01-01T00:00:00Z' }],
  ])('%s', (name, given) => breaks(name, 'call_tariff', { ...later(), ...given }))
  test('call_tariff_append_only', async () => {
    await refused('append_only', `UPDATE call_tariff SET price_minor = 1 WHERE id = '${tariffId}'`)
    await refused('append_only', `DELETE FROM call_tariff WHERE id = '${tariffId}'`)
    await refused('append_only', 'TRUNCATE call_tariff CASCADE')
  })
})

describe('runs', () => {
  test.each<[string, Record<string, string | null>]>([
    ['reconciliation_run_month', { month: '2026-3' }],
    ['reconciliation_run_status', { status: 'lost', finished_at: null }],
    ['reconciliation_run_ended', { finished_at: null }],
    ['reconciliation_run_done_is_judged', { judged_at: null }],
    ['reconciliation_run_unit_fk', { unit_id: id() }],
    ['reconciliation_run_by_fk', { created_by_id: id() }],
  ])('%s', (name, given) => breaks(name, 'reconciliation_run', { id: id(), ...given }))
  test('reconciliation_run_one_at_a_time', async () => {
    const begun = { status: 'waiting', finished_at: null, judged_at: null }
    await database.db.$executeRawUnsafe(await copy('reconciliation_run', { id: id(), ...begun }))
    await breaks('reconciliation_run_one_at_a_time', 'reconciliation_run', { id: id(), ...begun })
  })
  test.each<[string, Record<string, string | null>]>([
    ['reconciliation_run_unit_run_fk', { run_id: id() }],
    ['reconciliation_run_unit_unit_fk', { unit_id: id() }],
    ['reconciliation_run_unit_counts', { unjudged: '99999' }],
  ])('%s', (name, given) => breaks(name, 'reconciliation_run_unit', given))
})

describe('findings', () => {
  const other = (given: Record<string, string | null>) => ({ id: id(), ...given })
  test.each<[string, Record<string, string | null>]>([
    ['finding_run_fk', { run_id: id() }],
    ['finding_charge_fk', { charge_id: '0' }],
    ['finding_once_per_charge', {}],
  ])('%s', (name, given) => breaks(name, 'finding', other(given), `id = '${open}'`))
  test.each<[string, Record<string, string | null>]>([
    ['finding_unit_fk', { unit_id: id() }],
    ['finding_class_fk', { class_code: 'bad_luck' }],
    ['finding_order_fk', { order_id: id() }],
    ['finding_purchase_fk', { purchase_id: id() }],
    ['finding_tariff_fk', { tariff_id: id() }],
    ['finding_earlier_fk', { why: 'again', earlier_charge_id: '0' }],
    ['finding_carried_fk', { carried_from_id: id() }],
    ['finding_why', { why: 'because' }],
    ['finding_also', { also_classes: '{no_consent}' }],
    ['finding_amounts', { correct_minor: '-1' }],
    ['finding_again_names_the_first', { why: 'again' }],
    ['finding_state', { state: 'lost', decided_at: AT }],
    ['finding_decided', { decided_at: AT }],
    ['finding_accepted_has_error', { state: 'accepted', decided_at: AT }],
    ['finding_error_fk', { state: 'accepted', decided_at: AT, error_id: id() }],
    ['finding_by_fk', { state: 'dismissed', decided_at: AT, reason: 'x', decided_by_id: id() }],
    ['finding_dismissed_has_reason', { state: 'dismissed', decided_at: AT }],
  ])('%s', async (name, given) => {
    const run = id()
    await database.db.$executeRawUnsafe(await copy('reconciliation_run', { id: run }, `status = 'done'`))
    await breaks(name, 'finding', other({ run_id: run, ...given }), `id = '${open}'`)
  })
  const change = (which: string, set: string) => `UPDATE finding SET ${set} WHERE id = '${which}'`
  test('finding_stands: what was found never changes', async () => {
    await refused('finding_stands', change(open, `class_code = 'charged_twice'`))
    await refused('finding_stands', change(open, 'correct_minor = 1'))
    await refused('finding_amount_stands', change(open, 'owed_minor = owed_minor + 1'))
    await refused('finding_permanent', `DELETE FROM finding WHERE id = '${open}'`)
    await refused('append_only', 'TRUNCATE finding CASCADE')
  })
  test('finding_decided_once', async () => {
    await refused(
      'finding_decided_once',
      change(accepted, `state = 'dismissed', error_id = NULL, reason = 'x'`),
    )
    await refused('finding_decided_once', change(dismissed, `reason = 'another'`))
  })
})
