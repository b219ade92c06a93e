import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '@/kernel/ids'
import { at, type CarrierRows, insertCarrier, START, staffIdOf } from '../support/commitment-rows'
import { createTestDatabase, type TestDatabase } from '../support/database'

let database: TestDatabase
let carrier: CarrierRows
const words = '{"zh-CN":"文","zh-TW":"文","en":"text"}'
const programmeId = newId(1)
const commitmentId = newId(2)
const otherCommitmentId = newId(3)
const publishedId = newId(4)
const calendarId = newId(5)

/** Runs one statement; the error must name the constraint or say the trigger's word. */
async function refused(name: string, sql: string): Promise<void> {
  await expect(database.db.$executeRawUnsafe(sql), sql).rejects.toThrow(name)
}
const run = (sql: string) => database.db.$executeRawUnsafe(sql)

type VersionRow = {
  id?: string
  commitment?: string
  version?: number
  status?: string
  draftedBy?: string | null
  publishedBy?: string | null
  publishedAt?: string | null
  rules?: string
  scope?: string
}
const quoted = (value: string | null | undefined) => (value ? `'${value}'` : 'NULL')
function insertVersion(row: VersionRow): string {
  const { id = newId(START.getTime()), commitment = commitmentId, version = 1, status = 'draft' } = row
  return `INSERT INTO commitment_version (id, commitment_id, version, status, text, evidence, if_broken, rules, scope,
      target, ladder, remedy, consequence, source, drafted_by, drafted_at, updated_at, published_by, published_at)
    VALUES ('${id}', '${commitment}', ${version}, '${status}', '${words}', '${words}', '{}', '${row.rules ?? '[]'}',
      '${row.scope ?? '{}'}', '{"percent":100}', '[]', '{"type":"none"}', '{"type":"none"}', '{}', ${quoted(row.draftedBy)},
      '${START.toISOString()}', '${START.toISOString()}', ${quoted(row.publishedBy)}, ${quoted(row.publishedAt)})`
}
const insertTerm = (versionId: string, from: number, to: number | null, commitment = commitmentId) =>
  `INSERT INTO commitment_term (version_id, commitment_id, valid_from, valid_to)
   VALUES ('${versionId}', '${commitment}', '${at(from).toISOString()}', ${to === null ? 'NULL' : `'${at(to).toISOString()}'`})`
const insertProgramme = (kind: string, code: string) =>
  `INSERT INTO programme (id, code, unit_id, kind, name, slogan, years, phases, source, created_at)
   VALUES ('${newId(START.getTime())}', '${code}', '${carrier.carrierId}', '${kind}', '${words}', '${words}', '2026', '[]', '{}', '${START.toISOString()}')`
const insertCommitment = (code: string, angle = 'fair', field = 'complaints', state = 'full') =>
  `INSERT INTO commitment (id, programme_id, code, angle, field, entry_state, position, created_at)
   VALUES ('${newId(START.getTime())}', '${programmeId}', '${code}', '${angle}', '${field}', '${state}', 0, '${START.toISOString()}')`
const insertCalendarVersion = (version: number, weekly = '{}', holidays = '[]') =>
  `INSERT INTO calendar_version (id, calendar_id, version, weekly, holidays, workdays, published_at)
   VALUES ('${newId(START.getTime())}', '${calendarId}', ${version}, '${weekly}', '${holidays}', '{}', '${START.toISOString()}')`

beforeAll(async () => {
  database = await createTestDatabase()
  carrier = await insertCarrier(database.db)
  await run(insertProgramme('promise', 'ZZ').replace(/VALUES \('[^']+'/, `VALUES ('${programmeId}'`))
  await run(insertCommitment('ZZ-01').replace(/VALUES \('[^']+'/, `VALUES ('${commitmentId}'`))
  await run(insertCommitment('ZZ-02').replace(/VALUES \('[^']+'/, `VALUES ('${otherCommitmentId}'`))
  await run(
    insertVersion({
      id: publishedId,
      status: 'published',
      draftedBy: staffIdOf(carrier.anna),
      publishedBy: staffIdOf(carrier.bo),
      publishedAt: START.toISOString(),
    }),
  )
  await run(insertTerm(publishedId, 0, null))
  await run(`INSERT INTO calendar (id, code, name, time_zone, created_at)
    VALUES ('${calendarId}', 'CN', '${words}', 'Asia/Shanghai', '${START.toISOString()}')`)
  await run(insertCalendarVersion(1))
})
afterAll(() => database.drop())

describe('programmes and commitments', () => {
  test('programme_kind', () => refused('programme_kind', insertProgramme('wish', 'W')))
  test('programme_unit_code: one programme of a code per unit', () =>
    refused('programme_unit_code', insertProgramme('promise', 'ZZ')))
  test('commitment_angle', () => refused('commitment_angle', insertCommitment('ZZ-03', 'cheap')))
  test('commitment_field', () => refused('commitment_field', insertCommitment('ZZ-03', 'fair', 'weather')))
  test('commitment_entry_state', () =>
    refused('commitment_entry_state', insertCommitment('ZZ-03', 'fair', 'all', 'empty')))
  test('commitment_programme_code', () => refused('commitment_programme_code', insertCommitment('ZZ-01')))
  test('a programme with commitments cannot be removed', () =>
    refused('commitment_programme_id_fkey', `DELETE FROM programme WHERE id = '${programmeId}'`))
})

describe('versions', () => {
  test('commitment_version_status', () =>
    refused('commitment_version_status', insertVersion({ version: 2, status: 'hidden' })))
  test('commitment_version_published: a publication has its person and its time', () =>
    refused('commitment_version_published', insertVersion({ version: 2, status: 'published' })))
  test('commitment_version_published: a draft has neither', () =>
    refused(
      'commitment_version_published',
      insertVersion({ version: 2, publishedBy: staffIdOf(carrier.bo), publishedAt: START.toISOString() }),
    ))
  test('commitment_version_second_person: nobody publishes the own draft, by SQL either', async () => {
    const own = staffIdOf(carrier.anna)
    await refused(
      'commitment_version_second_person',
      insertVersion({
        version: 2,
        status: 'published',
        draftedBy: own,
        publishedBy: own,
        publishedAt: START.toISOString(),
      }),
    )
    const id = newId(START.getTime())
    await run(insertVersion({ id, commitment: otherCommitmentId, draftedBy: own }))
    await refused(
      'commitment_version_second_person',
      `UPDATE commitment_version SET status = 'published', published_by = '${own}', published_at = now() WHERE id = '${id}'`,
    )
    await run(`DELETE FROM commitment_version WHERE id = '${id}'`)
  })
  test('commitment_version_rules', () =>
    refused('commitment_version_rules', insertVersion({ version: 2, rules: '{}' })))
  test('commitment_version_shapes', () =>
    refused('commitment_version_shapes', insertVersion({ version: 2, scope: '[]' })))
  test('commitment_version_positive', () =>
    refused('commitment_version_positive', insertVersion({ version: 0 })))
  test('commitment_version_number', () => refused('commitment_version_number', insertVersion({ version: 1 })))
  test('commitment_version_one_draft', async () => {
    await run(insertVersion({ commitment: otherCommitmentId, version: 1 }))
    await refused(
      'commitment_version_one_draft',
      insertVersion({ commitment: otherCommitmentId, version: 2 }),
    )
  })
  test.each([
    ['text', `UPDATE commitment_version SET text = '{}' WHERE id = '${publishedId}'`],
    ['rules', `UPDATE commitment_version SET rules = '[{}]' WHERE id = '${publishedId}'`],
    [
      'back to draft',
      `UPDATE commitment_version SET status = 'draft', published_by = NULL, published_at = NULL WHERE id = '${publishedId}'`,
    ],
    ['floor notes', `UPDATE commitment_version SET floor_notes = '[1]' WHERE id = '${publishedId}'`],
    ['removal', `DELETE FROM commitment_version WHERE id = '${publishedId}'`],
  ])('published_immutable: %s', (_what, sql) => refused('published_immutable', sql))
  test('commitment_version_no_truncate', () => refused('append_only', 'TRUNCATE commitment_version CASCADE'))
})

describe('terms', () => {
  test('commitment_term_order', async () => {
    const id = newId(START.getTime())
    await run(
      insertVersion({
        id,
        version: 5,
        status: 'published',
        publishedBy: staffIdOf(carrier.bo),
        publishedAt: START.toISOString(),
      }),
    )
    await refused('commitment_term_order', insertTerm(id, 5, 5))
    await refused('commitment_term_no_overlap', insertTerm(id, 5, null))
    await refused('commitment_term_no_overlap', insertTerm(id, -5, 1))
    // Terms are half-open: the next one may begin where this one ends.
    await run(insertTerm(id, -5, 0))
  })
  test('term_needs_published: a draft has no term, nor has a version one under another commitment', async () => {
    const id = newId(START.getTime())
    await run(insertVersion({ id, version: 6 }))
    await refused('term_needs_published', insertTerm(id, 100, null))
    await refused('term_needs_published', insertTerm(publishedId, 100, null, otherCommitmentId))
  })
  test.each([
    ['its start', `valid_from = valid_from + interval '1 hour'`],
    ['its start back', `valid_from = valid_from - interval '1 hour', valid_to = now()`],
    ['nothing at all', 'valid_to = NULL'],
  ])('term_immutable: %s', (_what, change) =>
    refused('term_immutable', `UPDATE commitment_term SET ${change} WHERE version_id = '${publishedId}'`),
  )
  test('term_immutable: the end is given once', async () => {
    const end = at(50).toISOString()
    await run(`UPDATE commitment_term SET valid_to = '${end}' WHERE version_id = '${publishedId}'`)
    await refused(
      'term_immutable',
      `UPDATE commitment_term SET valid_to = '${at(60).toISOString()}' WHERE version_id = '${publishedId}'`,
    )
    await refused('term_immutable', `DELETE FROM commitment_term WHERE version_id = '${publishedId}'`)
  })
  test('commitment_term_no_truncate', () => refused('append_only', 'TRUNCATE commitment_term'))
})

describe('calendars', () => {
  test('calendar_version_number', () => refused('calendar_version_number', insertCalendarVersion(1)))
  test('calendar_version_positive', () => refused('calendar_version_positive', insertCalendarVersion(0)))
  test('calendar_version_shapes', () => refused('calendar_version_shapes', insertCalendarVersion(2, '[]')))
  test.each([
    'UPDATE calendar_version SET weekly = \'{"mon":[]}\'',
    'DELETE FROM calendar_version',
    'TRUNCATE calendar_version',
  ])('append_only: %s', (sql) => refused('append_only', sql))
  test('calendar_zone_fixed', () =>
    refused('calendar_zone_fixed', `UPDATE calendar SET time_zone = 'UTC' WHERE id = '${calendarId}'`))
  test('calendar_code_key', () =>
    refused(
      'calendar_code_key',
      `INSERT INTO calendar (id, code, name, time_zone, created_at) VALUES ('${newId(9)}', 'CN', '{}', 'UTC', now())`,
    ))
})

test('config_epoch moves with every change of versions, terms and calendars', async () => {
  const epoch = async () => (await database.db.configEpoch.findFirstOrThrow()).epoch
  const before = await epoch()
  await run(insertCalendarVersion(7))
  const afterCalendar = await epoch()
  expect(afterCalendar).toBeGreaterThan(before)
  await run(
    insertVersion({
      version: 9,
      status: 'published',
      publishedBy: staffIdOf(carrier.bo),
      publishedAt: START.toISOString(),
    }),
  )
  expect(await epoch()).toBeGreaterThan(afterCalendar)
})
