import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '@/kernel/ids'
import { checkFigures } from '@/obligations/service/figures'
import {
  type Carrier,
  ctxAt,
  makeCarrier,
  publish,
  REPLY_48H,
  receive,
  record,
  type TestCase,
} from '../support/carrier'
import { createTestDatabase, type TestDatabase } from '../support/database'

let database: TestDatabase
let carrier: Carrier
let versionId: string
let commitmentId: string
let open: TestCase
let kept: TestCase
let broken: TestCase
const SPOKE = '2026-03-02T01:00:00Z'
const DUE = '2026-03-04T01:00:00Z'
const id = () => newId(Date.parse(SPOKE))

/** Runs one statement; the error must name the constraint or say the trigger's word. */
const refused = (name: string, sql: string) =>
  expect(database.db.$executeRawUnsafe(sql), sql).rejects.toThrow(name)
const run = (sql: string) => database.db.$executeRawUnsafe(sql)
const sqlText = (value: unknown) =>
  value === null
    ? 'NULL'
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : `'${value}'`
function insert(table: string, row: Record<string, unknown>): string {
  return `INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${Object.values(row).map(sqlText).join(', ')})`
}

const factRow = (given: Record<string, unknown> = {}) =>
  insert('fact', {
    id: id(),
    type: 'complaint.noted',
    subject_type: 'complaint',
    subject_id: open.id,
    unit_id: carrier.units.hall,
    occurred_at: SPOKE,
    recorded_at: SPOKE,
    source: 'live',
    attrs: '{}',
    ...given,
  })
const obligationRow = (given: Record<string, unknown> = {}) =>
  insert('obligation', {
    id: id(),
    version_id: versionId,
    commitment_id: commitmentId,
    rule_index: 5,
    rule_kind: 'deadline',
    subject_type: 'complaint',
    subject_id: id(),
    cycle: 1,
    unit_id: carrier.units.hall,
    state: 'OPEN',
    started_at: SPOKE,
    started_on: '2026-03-02',
    due_at: DUE,
    step_ats: '{}',
    ...given,
  })
const updateOf = (subject: TestCase, change: string) =>
  `UPDATE obligation SET ${change} WHERE subject_id = '${subject.id}'`
const eventRow = (given: Record<string, unknown> = {}) =>
  insert('obligation_event', {
    id: id(),
    obligation_id: obligationId,
    kind: 'recomputed',
    step: null,
    due_at: DUE,
    at: DUE,
    detail: '{}',
    ...given,
  })
let obligationId: string

beforeAll(async () => {
  database = await createTestDatabase()
  carrier = await makeCarrier(database.db)
  versionId = await publish(database.db, carrier, [REPLY_48H])
  commitmentId = (await database.db.commitmentVersion.findUniqueOrThrow({ where: { id: versionId } }))
    .commitmentId
  const ctx = ctxAt(database.db, SPOKE)
  open = await receive(ctx, carrier)
  kept = await receive(ctx, carrier)
  broken = await receive(ctx, carrier)
  ctx.now = new Date('2026-03-03T01:00:00Z')
  await record(ctx, kept, 'complaint.replied')
  ctx.now = new Date('2026-03-05T01:00:00Z')
  await record(ctx, broken, 'complaint.replied')
  obligationId = (await database.db.obligation.findFirstOrThrow({ where: { subjectId: open.id } })).id
})
afterAll(() => database.drop())

describe('facts', () => {
  test('fact_source', () => refused('fact_source', factRow({ source: 'rumour' })))
  test('fact_not_from_the_future: nothing is on record before it happened', () =>
    refused('fact_not_from_the_future', factRow({ occurred_at: DUE })))
  test('fact_unit_fk', () => refused('fact_unit_fk', factRow({ unit_id: id() })))
  test('fact_idempotency: a key is taken once', async () => {
    await run(factRow({ idempotency_key: 'once', type: 'complaint.file_added' }))
    await refused('fact_idempotency', factRow({ idempotency_key: 'once' }))
  })
  test('append_only: never changed, removed or emptied', async () => {
    await refused('append_only', `UPDATE fact SET occurred_at = occurred_at WHERE subject_id = '${open.id}'`)
    await refused('append_only', `DELETE FROM fact WHERE subject_id = '${open.id}'`)
    await refused('append_only', 'TRUNCATE fact')
  })
})

describe('obligations', () => {
  test('obligation_state', () => refused('obligation_state', obligationRow({ state: 'FORGOTTEN' })))
  test('obligation_kind', () => refused('obligation_kind', obligationRow({ rule_kind: 'ratio' })))
  test('obligation_open_has_due: an open deadline has a time', async () => {
    await refused('obligation_open_has_due', obligationRow({ due_at: null }))
    await run(obligationRow({ rule_kind: 'gate', due_at: null, state: 'VOID' }))
  })
  test('obligation_paused_has_no_due', () =>
    refused('obligation_paused_has_no_due', obligationRow({ state: 'PAUSED' })))
  test('obligation_kept_in_time: kept means fulfilled, by the deadline, and never broken', async () => {
    await refused('obligation_kept_in_time', obligationRow({ state: 'KEPT' }))
    await refused(
      'obligation_kept_in_time',
      obligationRow({ state: 'KEPT', fulfilled_at: '2026-03-04T01:00:00.001Z' }),
    )
    await refused(
      'obligation_kept_in_time',
      obligationRow({ state: 'KEPT', fulfilled_at: DUE, broken_at: DUE }),
    )
  })
  test('obligation_broken_at_deadline: a breach is dated at the deadline, never at the sweep', async () => {
    await refused('obligation_broken_at_deadline', obligationRow({ state: 'BROKEN' }))
    await refused(
      'obligation_broken_at_deadline',
      obligationRow({ state: 'BROKEN', broken_at: '2026-03-04T01:00:01Z' }),
    )
  })
  test('obligation_waived_at: waived has its moment, nothing else has one', async () => {
    await refused('obligation_waived_at', obligationRow({ state: 'WAIVED' }))
    await refused('obligation_waived_at', obligationRow({ waived_at: DUE }))
  })
  test('obligation_cycle', () => refused('obligation_cycle', obligationRow({ cycle: 0 })))
  test('obligation_steps: no more steps fired than the ladder has', async () => {
    await refused('obligation_steps', obligationRow({ steps_fired: 1 }))
    await refused('obligation_steps', obligationRow({ steps_fired: -1 }))
  })
  test('obligation_version_fk, obligation_unit_fk', async () => {
    await refused('obligation_version_fk', obligationRow({ version_id: id() }))
    await refused('obligation_unit_fk', obligationRow({ unit_id: id() }))
  })
  test('obligation_once: a rule of a version is owed once per case and round', async () => {
    const subject_id = id()
    await run(obligationRow({ subject_id, state: 'VOID' }))
    await refused('obligation_once', obligationRow({ subject_id }))
    await run(obligationRow({ subject_id, cycle: 2, state: 'VOID' }))
  })

  test.each([
    "started_at = started_at + interval '1 second'",
    'rule_index = 7',
    'cycle = 9',
    `subject_id = '${newId(1)}'`,
  ])('obligation_identity: what is owed to whom never changes (%s)', (change) =>
    refused('obligation_identity', updateOf(open, change)),
  )
  test('obligation_terminal: kept is final', async () => {
    await refused('obligation_terminal', updateOf(kept, `state = 'OPEN', fulfilled_at = NULL`))
    await refused('obligation_terminal', updateOf(kept, `state = 'BROKEN', broken_at = due_at`))
    await refused('obligation_terminal', updateOf(kept, `state = 'WAIVED', waived_at = due_at`))
  })
  test('obligation_stays_broken: broken is never kept, void or open again', async () => {
    await refused(
      'obligation_stays_broken',
      updateOf(broken, `state = 'KEPT', broken_at = NULL, fulfilled_at = due_at`),
    )
    await refused('obligation_stays_broken', updateOf(broken, `state = 'VOID'`))
    await refused('obligation_stays_broken', updateOf(broken, `state = 'OPEN'`))
  })
  test('obligation_times: when it was broken and fulfilled is written once', async () => {
    await refused(
      'obligation_times',
      updateOf(broken, `broken_at = broken_at + interval '1 hour', due_at = due_at + interval '1 hour'`),
    )
    await refused('obligation_times', updateOf(broken, `fulfilled_at = fulfilled_at + interval '1 hour'`))
    await refused('obligation_times', updateOf(kept, 'fulfilled_at = started_at'))
  })
  test('obligation_steps_once: a fired step is not taken back', async () => {
    const subject_id = id()
    await run(obligationRow({ subject_id, step_ats: `{${DUE}}`, steps_fired: 1, rule_index: 6 }))
    await refused(
      'obligation_steps_once',
      `UPDATE obligation SET steps_fired = 0 WHERE subject_id = '${subject_id}'`,
    )
  })
  test('obligation_permanent: obligations are never removed', async () => {
    await refused('obligation_permanent', `DELETE FROM obligation WHERE subject_id = '${open.id}'`)
    await refused('append_only', 'TRUNCATE obligation')
  })
})

describe('the history of obligations', () => {
  test('obligation_event_kind', () => refused('obligation_event_kind', eventRow({ kind: 'forgotten' })))
  test('obligation_event_step: a fired step has its number, nothing else has one', async () => {
    await refused('obligation_event_step', eventRow({ kind: 'step_fired' }))
    await refused('obligation_event_step', eventRow({ kind: 'waived', step: 1 }))
  })
  test('obligation_event_once: each step fires once', async () => {
    await run(eventRow({ kind: 'step_fired', step: 3 }))
    await refused('obligation_event_once', eventRow({ kind: 'step_fired', step: 3 }))
    await run(eventRow({ kind: 'step_fired', step: 4 }))
  })
  test('obligation_event_once: broken once, anything else as often as it happens', async () => {
    await run(eventRow({ kind: 'broken' }))
    await refused('obligation_event_once', eventRow({ kind: 'broken' }))
    await run(eventRow({ kind: 'recomputed' }))
    await run(eventRow({ kind: 'recomputed' }))
  })
  test('append_only', async () => {
    await refused('append_only', 'UPDATE obligation_event SET at = at')
    await refused('append_only', 'DELETE FROM obligation_event')
    await refused('append_only', 'TRUNCATE obligation_event')
  })
})

describe('notifications, audit and owners', () => {
  test('notification: the same key once, to somebody who exists', async () => {
    const row = (given: Record<string, unknown> = {}) =>
      insert('notification', {
        id: id(),
        recipient_id: carrier.staff.clerk,
        kind: 'step',
        params: '{}',
        created_at: DUE,
        idempotency_key: 'k',
        ...given,
      })
    await run(row())
    await refused('notification_idempotency_key_key', row())
    await refused('notification_recipient_fk', row({ recipient_id: id(), idempotency_key: 'other' }))
    await refused('append_only', `UPDATE notification SET recipient_id = '${carrier.staff.colleague}'`)
  })
  test('staff_permanent: nobody is removed, so whoever was told something is still known', async () => {
    await refused('staff_permanent', `DELETE FROM staff WHERE id = '${carrier.staff.colleague}'`)
    await refused(
      'staff_permanent',
      `UPDATE staff SET id = '${id()}' WHERE id = '${carrier.staff.colleague}'`,
    )
    await refused('append_only', 'TRUNCATE staff CASCADE')
  })
  test('audit_log is append_only', async () => {
    await run(
      insert('audit_log', { id: id(), at: DUE, action: 'test', subject_type: 'complaint', detail: '{}' }),
    )
    await refused('append_only', `UPDATE audit_log SET action = 'other'`)
    await refused('append_only', 'DELETE FROM audit_log')
    await refused('append_only', 'TRUNCATE audit_log')
  })
  test('complaint_owner: exactly one without an end, none that ends before it begins, of people who exist', async () => {
    const owner = (given: Record<string, unknown> = {}) =>
      insert('complaint_owner', {
        id: id(),
        complaint_id: open.id,
        staff_id: carrier.staff.clerk,
        from_at: SPOKE,
        to_at: null,
        by_id: carrier.staff.clerk,
        ...given,
      })
    await run(owner())
    await refused('complaint_owner_exactly_one', owner({ staff_id: carrier.staff.colleague }))
    await refused('complaint_owner_order', owner({ to_at: '2026-03-01T00:00:00Z' }))
    await refused('complaint_owner_staff_fk', owner({ staff_id: id(), to_at: DUE }))
  })
})

describe('figures', () => {
  const fold = (batch: number) =>
    database.db.$queryRaw<{ moved: number }[]>`SELECT jn_fold_rollups(${batch}::int) AS moved`

  test('folding with several callers at once moves every change once', async () => {
    const ctx = ctxAt(database.db, '2026-03-06T00:00:00Z')
    for (let i = 0; i < 30; i += 1) {
      const subject = await receive(ctx, carrier)
      await record(ctx, subject, 'complaint.replied')
    }
    const waiting = await database.db.obligationRollupDelta.count()
    const moved = (await Promise.all(Array.from({ length: 12 }, () => fold(9))))
      .flat()
      .reduce((sum, row) => sum + row.moved, 0)
    expect(moved).toBeGreaterThan(0)
    const [rest] = await fold(10_000)
    expect(moved + rest!.moved).toBe(waiting)
    expect(await database.db.obligationRollupDelta.count()).toBe(0)
    expect(await checkFigures(ctx)).toEqual([])
  })

  test('an aborted fold leaves the figures as they were', async () => {
    const ctx = ctxAt(database.db, '2026-03-07T00:00:00Z')
    await receive(ctx, carrier)
    await expect(
      database.db.$transaction(async (tx) => {
        await tx.$queryRaw`SELECT jn_fold_rollups(100)`
        throw new Error('killed')
      }),
    ).rejects.toThrow('killed')
    expect(await database.db.obligationRollupDelta.count()).toBeGreaterThan(0)
    expect(await checkFigures(ctx)).toEqual([])
  })

  test('the check finds a figure that was tampered with', async () => {
    const ctx = ctxAt(database.db, '2026-03-07T00:00:00Z')
    await fold(10_000)
    await run(
      `UPDATE obligation_rollup SET kept = kept + 1 WHERE unit_id = '${carrier.units.hall}' AND rule_index = 0 AND day = '2026-03-06'`,
    )
    expect(await checkFigures(ctx)).toMatchObject([
      { unitId: carrier.units.hall, versionId, ruleIndex: 0, day: '2026-03-06' },
    ])
    await run(
      `UPDATE obligation_rollup SET kept = kept - 1 WHERE unit_id = '${carrier.units.hall}' AND rule_index = 0 AND day = '2026-03-06'`,
    )
  })
})
