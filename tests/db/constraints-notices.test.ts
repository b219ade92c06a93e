import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { onErrorReported } from '@/flows/billing'
import { planEvents, suspensionDone } from '@/flows/notices'
import { newId } from '@/kernel/ids'
import { DEFAULT_SETTING } from '@/notices/rules/balance'
import { holdEvent, liftHold } from '@/notices/service/hold'
import { saveNoticeSetting } from '@/notices/service/settings'
import { ctxAt } from '../support/carrier'
import { DATA_KEY } from '../support/case-actors'
import { createTestDatabase, type TestDatabase } from '../support/database'
import { lowBalance, makeNoticePromises, plan, suspension, workThrough } from '../support/notices'
import { type Crew, crewAt, makeTill, reported, type Till, taken, wrongCharge } from '../support/refunds'

/** Every constraint of the room, each tried to be broken past all services. */
let database: TestDatabase
let till: Till
let crew: Crew
const AT = '2026-03-02T01:00:00Z'
const EVENT_DAY = '2026-03-09T03:00:00Z'
const at = (when = AT) => ctxAt(database.db, when)
const id = () => newId(Date.parse(AT))
const run = (sql: string) => database.db.$executeRawUnsafe(sql)
/** Runs one statement; the error must name the constraint or say the trigger's word. */
const refused = (name: string, sql: string) => expect(run(sql), sql).rejects.toThrow(name)
const change = (table: string, key: string, to: string) => `UPDATE ${table} SET ${to} WHERE id = '${key}'`

let open: string
let proven: string
let done: string
let held: string
let disputed: string
let low: string
let noticeId: string
let deliveredId: string
let holdId: string

beforeAll(async () => {
  vi.stubEnv('JIANNUO_DATA_KEY', DATA_KEY)
  database = await createTestDatabase()
  till = await makeTill(database.db)
  await makeNoticePromises(database.db, till)
  crew = await crewAt(database.db, till, AT)
  const unit = till.units.hall
  open = (await plan(at(), suspension(unit))).id
  proven = (await plan(at(), suspension(unit, { eventAt: new Date('2026-03-04T02:00:00Z') }))).id
  done = (await plan(at(), suspension(unit, { eventAt: new Date('2026-03-04T02:00:00Z') }))).id
  held = (await plan(at(), suspension(unit))).id
  disputed = (await plan(at(), suspension(unit, { account: 'ZZ-900001' }))).id
  low = (await plan(at(), lowBalance(unit, 100n))).id
  await workThrough(at())
  await workThrough(at('2026-03-02T02:00:00Z'))
  taken(await suspensionDone(at(EVENT_DAY), { ref: done, happenedAt: null, breachReason: null }))
  taken(await holdEvent(crew.manager, { ref: held, reason: '等待核实' }))
  const errorId = await reported(
    crew.clerk,
    wrongCharge(till, { account: 'ZZ-900001', classCode: 'content_fee', chargedAt: new Date(AT) }),
  )
  await onErrorReported(at(EVENT_DAY), [errorId])
  const [waiting] = await database.db.plannedNotice.findMany({ where: { eventId: open } })
  noticeId = waiting!.id
  const [delivered] = await database.db.plannedNotice.findMany({ where: { eventId: proven } })
  deliveredId = delivered!.id
  holdId = (await database.db.eventHold.findFirstOrThrow({ where: { eventId: held } })).id
  taken(await saveNoticeSetting(crew.manager, { ...DEFAULT_SETTING, unitId: till.units.city }))
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await database.drop()
})

const copyEvent = (over: Record<string, string>) => {
  const columns: Record<string, string> = {
    id: `'${id()}'`,
    kind: 'kind',
    external_ref: `'${id()}'`,
    account_hash: 'account_hash',
    account_enc: 'account_enc',
    customer_id: 'customer_id',
    unit_id: 'unit_id',
    customer_class: 'customer_class',
    locale: 'locale',
    event_at: 'event_at',
    currency: 'currency',
    amount_minor: 'amount_minor',
    balance_minor: 'balance_minor',
    state: "'planned'",
    planned_at: 'planned_at',
    proof: "'none_owed'",
    missing_count: '0',
    ...over,
  }
  return `INSERT INTO planned_event (${Object.keys(columns).join(', ')}) SELECT ${Object.values(columns).join(', ')} FROM planned_event WHERE id = '${open}'`
}

describe('planned events', () => {
  test.each([
    ['planned_event_has_time', 'event_at = NULL'],
    ['planned_event_says_amount', 'amount_minor = NULL'],
    ['planned_event_says_amount', 'amount_minor = 0'],
    ['planned_event_locale', "locale = 'fr'"],
    ['planned_event_currency', "currency = 'yuan'"],
    ['planned_event_period', "period = 'century'"],
    ['planned_event_proof', "proof = 'perhaps'"],
    ['planned_event_proof', "proof = 'proven', missing_count = 1"],
    ['planned_event_proof', "proof = 'missing', missing_count = 0"],
    ['planned_event_done_has_time', 'done_at = now()'],
    ['planned_event_called_off_has_reason', 'called_off_at = now()'],
    ['planned_event_called_off_has_reason', "call_off_reason = 'x'"],
    ['planned_event_breach_is_done', "breach_reason = 'x'"],
    ['planned_event_called_off_by_fk', `called_off_by_id = '${newId(Date.parse(AT))}'`],
    ['planned_event_identity', "kind = 'low_balance'"],
    ['planned_event_identity', "external_ref = 'other'"],
    ['planned_event_identity', "account_hash = 'other'"],
    ['planned_event_identity', "customer_class = 'prepaid'"],
    ['planned_event_identity', 'planned_at = now()'],
    ['planned_event_held_by', "state = 'held'"],
  ])('%s: %s', async (name, to) => refused(name, change('planned_event', open, to)))

  test('one of another kind or shape does not get in', async () => {
    await refused('planned_event_is_a_matter', copyEvent({}))
    await refused('planned_event_begins_planned', copyEvent({ state: "'done'" }))
    await refused('planned_event_is_a_matter', copyEvent({ id: `'${open}'`, customer_id: `'${id()}'` }))
    await refused('planned_event_pkey', copyEvent({ id: `'${open}'` }))
    await refused('planned_event_kind', copyEvent({ id: `'${open}'`, kind: "'party'" }))
    await refused('planned_event_class', copyEvent({ id: `'${open}'`, customer_class: "'vip'" }))
    await refused('planned_event_ref', copyEvent({ id: `'${open}'`, external_ref: "''" }))
    await refused('planned_event_account', copyEvent({ id: `'${open}'`, account_hash: "''" }))
    await refused('planned_event_says_service', copyEvent({ id: `'${open}'`, kind: "'contract_end'" }))
    await refused(
      'planned_event_says_price',
      copyEvent({ id: `'${open}'`, kind: "'price_change'", service: "'{}'" }),
    )
    await refused('planned_event_says_balance', copyEvent({ id: `'${open}'`, kind: "'low_balance'" }))
  })

  test('a suspension is not done without its proofs, while held, or in dispute', async () => {
    const doing = "state = 'done', done_at = now(), next_step_at = NULL"
    await refused('suspension_unproven', change('planned_event', open, doing))
    await refused('suspension_unproven', change('planned_event', proven, doing))
    await refused('suspension_held', change('planned_event', held, doing))
    await refused('suspension_held', change('planned_event', disputed, doing))
    const hold = await database.db.eventHold.findFirstOrThrow({ where: { eventId: disputed } })
    expect(hold.errorId).not.toBeNull()
    const fresh = await plan(
      at(EVENT_DAY),
      suspension(till.units.hall, { account: 'ZZ-900002', eventAt: new Date('2026-03-20T02:00:00Z') }),
    )
    await reported(
      crew.clerk,
      wrongCharge(till, { account: 'ZZ-900002', classCode: 'content_fee', chargedAt: new Date(AT) }),
    )
    await refused('suspension_disputed', change('planned_event', fresh.id, doing))
  })

  test('what is over stays so, what is held is let go first, nothing is removed', async () => {
    await refused('planned_event_over_is_quiet', change('planned_event', done, 'next_step_at = now()'))
    await refused('planned_event_over', change('planned_event', done, "state = 'planned', done_at = NULL"))
    await refused('planned_event_still_held', change('planned_event', held, "state = 'planned'"))
    await refused('planned_event_permanent', `DELETE FROM planned_event WHERE id = '${open}'`)
    await refused('append_only', 'TRUNCATE planned_event CASCADE')
    await refused('matter_state_of_event', change('matter', open, "state = 'done'"))
  })

  test('one low balance an account', async () => {
    const row = await database.db.plannedEvent.findUniqueOrThrow({ where: { id: low } })
    const input = lowBalance(till.units.hall, 50n, { account: 'ZZ-900003' })
    const other = await plan(at(), input)
    expect(other.id).not.toBe(row.id)
    await run('ALTER TABLE planned_event DISABLE TRIGGER planned_event_state_guard')
    await refused(
      'planned_event_one_low_balance',
      change('planned_event', other.id, `account_hash = '${row.accountHash}'`),
    )
    await run('ALTER TABLE planned_event ENABLE TRIGGER planned_event_state_guard')
  })

  test('a thousand of the same reference are one', async () => {
    const input = suspension(till.units.hall)
    const answers = await Promise.all(Array.from({ length: 20 }, () => planEvents(at(), [input])))
    expect(new Set(answers.map(([answer]) => taken(answer!.result).id)).size).toBe(1)
  })
})

describe('holds', () => {
  const holdOf = (over: Record<string, string>) => {
    const columns: Record<string, string> = {
      id: `'${id()}'`,
      event_id: `'${open}'`,
      kind: "'person'",
      reason: "'x'",
      held_at: `'${AT}'`,
      ...over,
    }
    return `INSERT INTO event_hold (${Object.keys(columns).join(', ')}) VALUES (${Object.values(columns).join(', ')})`
  }
  test('say who, why and until when', async () => {
    await refused('event_hold_kind', holdOf({ kind: "'ghost'" }))
    await refused('event_hold_kind', holdOf({ kind: "'dispute'" }))
    await refused('event_hold_reason', holdOf({ reason: "''" }))
    await refused('event_hold_lifted', holdOf({ lifted_at: 'now()' }))
    await refused('event_hold_lifted', holdOf({ lift_reason: "'x'" }))
    await refused('event_hold_lifted', holdOf({ lifted_by_id: `'${till.staff.quality}'` }))
    await refused('event_hold_order', holdOf({ lifted_at: "'2025-01-01'", lift_reason: "'x'" }))
    await refused('event_hold_event_fk', holdOf({ event_id: `'${id()}'` }))
    await refused('event_hold_error_fk', holdOf({ kind: "'dispute'", error_id: `'${id()}'` }))
    await refused('event_hold_by_fk', holdOf({ held_by_id: `'${id()}'` }))
    await refused(
      'event_hold_lifted_by_fk',
      holdOf({ lifted_by_id: `'${id()}'`, lifted_at: 'now()', lift_reason: "'x'" }),
    )
    await refused('event_hold_one_person', holdOf({ event_id: `'${held}'` }))
    const { errorId } = await database.db.eventHold.findFirstOrThrow({ where: { eventId: disputed } })
    await refused(
      'event_hold_one_a_dispute',
      holdOf({ event_id: `'${disputed}'`, kind: "'dispute'", error_id: `'${errorId}'` }),
    )
  })
  test('are lifted once and never removed', async () => {
    await refused('event_hold_fixed', change('event_hold', holdId, "reason = 'another'"))
    await refused('event_hold_permanent', `DELETE FROM event_hold WHERE id = '${holdId}'`)
    await refused('append_only', 'TRUNCATE event_hold')
    taken(await liftHold(crew.manager, { ref: held, reason: '已核实' }))
    await refused('event_hold_fixed', change('event_hold', holdId, "lift_reason = 'another'"))
  })
})

describe('notices', () => {
  test.each([
    ['planned_notice_purpose', "purpose = 'step'"],
    ['planned_notice_channel', "channel = 'pigeon'"],
    ['planned_notice_fact', "fact_type = 'suspension.done'"],
    ['planned_notice_attempt', 'attempt = 0'],
    ['planned_notice_state', "state = 'lost', message_id = (SELECT id FROM outbox_message LIMIT 1)"],
    ['planned_notice_message', "state = 'queued'"],
    ['planned_notice_delivered', 'delivered_at = now()'],
    ['planned_notice_unproven', "state = 'delivered', sent_at = now(), delivered_at = now()"],
    ['planned_notice_message_fk', `message_id = '${newId(Date.parse(AT))}'`],
  ])('%s: %s', async (name, to) => {
    // What a notice is for is fixed before its shape is looked at.
    if (/channel|fact|purpose/.test(name))
      await run('ALTER TABLE planned_notice DISABLE TRIGGER planned_notice_proof')
    await refused(name, change('planned_notice', noticeId, to))
    await run('ALTER TABLE planned_notice ENABLE TRIGGER planned_notice_proof')
  })
  test('a delivery is the provider’s report and stays', async () => {
    await refused(
      'planned_notice_fixed',
      change('planned_notice', deliveredId, "state = 'failed', delivered_at = NULL"),
    )
    await refused('planned_notice_fixed', change('planned_notice', noticeId, "channel = 'voice'"))
    await refused('planned_notice_permanent', `DELETE FROM planned_notice WHERE id = '${noticeId}'`)
    await refused('append_only', 'TRUNCATE planned_notice')
    const { messageId, eventId } = await database.db.plannedNotice.findUniqueOrThrow({
      where: { id: deliveredId },
    })
    expect(eventId).toBe(proven)
    // The message of another event proves nothing for this one.
    await refused(
      'planned_notice_unproven',
      change(
        'planned_notice',
        noticeId,
        `state = 'delivered', message_id = '${messageId}', sent_at = now(), delivered_at = now()`,
      ),
    )
    await refused(
      'planned_notice_sent',
      change('planned_notice', noticeId, `state = 'sent', message_id = '${messageId}'`),
    )
    await refused(
      'planned_notice_failed',
      change('planned_notice', noticeId, `state = 'failed', message_id = '${messageId}'`),
    )
    await refused(
      'planned_notice_event_fk',
      `INSERT INTO planned_notice (id, event_id, purpose, fact_type, serves, commitments, channel, attempt, send_at, state, message_key, created_at)
      VALUES ('${id()}', '${id()}', 'step', 'balance.notice_sent', '{}', '{}', 'sms', 1, now(), 'waiting', 'k', now())`,
    )
    await refused(
      'planned_notice_message_key_key',
      `INSERT INTO planned_notice (id, event_id, purpose, fact_type, serves, commitments, channel, attempt, send_at, state, message_key, created_at)
      SELECT '${id()}', event_id, purpose, fact_type, serves, commitments, channel, attempt, send_at, 'waiting', message_key, created_at FROM planned_notice WHERE id = '${noticeId}'`,
    )
  })
})

describe('balances, answers and settings', () => {
  const report = (over: Record<string, string>) => {
    const columns: Record<string, string> = {
      ref: `'${id()}'`,
      event_id: `'${low}'`,
      account_hash: "'x'",
      balance_minor: '1',
      found_at: `'${AT}'`,
      recorded_at: `'${AT}'`,
      step: '1',
      outcome: "'remind'",
      ...over,
    }
    return `INSERT INTO balance_report (${Object.keys(columns).join(', ')}) VALUES (${Object.values(columns).join(', ')})`
  }
  test('a balance says its level and what was decided', async () => {
    await refused('balance_report_outcome', report({ outcome: "'maybe'" }))
    await refused('balance_report_step', report({ step: '0' }))
    await refused('balance_report_step', report({ step: '-1' }))
    await refused('balance_report_step', report({ event_id: 'NULL' }))
    await refused('balance_report_times', report({ recorded_at: "'2025-01-01'" }))
    await refused('balance_report_event_fk', report({ event_id: `'${id()}'` }))
    const { ref } = await database.db.balanceReport.findFirstOrThrow()
    await refused('balance_report_pkey', report({ ref: `'${ref}'` }))
    await refused('append_only', 'UPDATE balance_report SET step = 2')
    await refused('append_only', 'TRUNCATE balance_report')
  })
  test('an answer is kept', async () => {
    const answer = (over: string) =>
      `INSERT INTO permit_answer (id, event_id, asked_at, for_at, permitted, detail, code) VALUES ('${id()}', ${over})`
    await refused('permit_answer_code', answer(`'${open}', now(), now(), true, '{}', 'x'`))
    await refused('permit_answer_code', answer(`'${open}', now(), now(), false, '{}', NULL`))
    await refused('permit_answer_event_fk', answer(`'${id()}', now(), now(), true, '{}', NULL`))
    await refused('append_only', "UPDATE permit_answer SET code = 'x'")
    await refused('append_only', 'TRUNCATE permit_answer')
  })
  test('a setting is sensible and never rewritten', async () => {
    const setting = (over: Record<string, string>) => {
      const columns: Record<string, string> = {
        id: `'${id()}'`,
        unit_id: `'${till.units.city}'`,
        margin_minutes: '60',
        currency: "'CNY'",
        steps_minor: "'{100}'",
        most_reminders: '3',
        per_days: '30',
        set_at: 'now()',
        ...over,
      }
      return `INSERT INTO notice_setting (${Object.keys(columns).join(', ')}) VALUES (${Object.values(columns).join(', ')})`
    }
    await refused('notice_setting_margin', setting({ margin_minutes: '5' }))
    await refused('notice_setting_currency', setting({ currency: "'yuan'" }))
    await refused('notice_setting_steps', setting({ steps_minor: "'{}'" }))
    await refused('notice_setting_steps', setting({ steps_minor: "'{-1}'" }))
    await refused('notice_setting_steps', setting({ steps_minor: "'{1,2,3,4,5,6,7}'" }))
    await refused('notice_setting_limit', setting({ most_reminders: '0' }))
    await refused('notice_setting_limit', setting({ per_days: '0' }))
    await refused('notice_setting_unit_fk', setting({ unit_id: `'${id()}'` }))
    await refused('notice_setting_by_fk', setting({ set_by_id: `'${id()}'` }))
    await refused('append_only', 'UPDATE notice_setting SET per_days = 1')
    await refused('append_only', 'TRUNCATE notice_setting')
  })
})
