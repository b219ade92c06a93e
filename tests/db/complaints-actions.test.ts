import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { DeadlineRule, GateRule } from '@/commitments/rules/rule'
import { answerAppeal, appeal } from '@/complaints/service/appeal'
import { reassign, reassignMany, routeNetwork } from '@/complaints/service/assign'
import { callBack, close, reopen } from '@/complaints/service/close'
import { linkRepeat, markLegacy, note, reclassify } from '@/complaints/service/describe'
import { contact, plan, reply, solve, visit } from '@/complaints/service/handle'
import { pause, resume } from '@/complaints/service/pause'
import { revealPersonalData } from '@/complaints/service/reveal'
import { chase, chaseMany, escalate, supervise, upgrade } from '@/complaints/service/supervise'
import type { Result } from '@/kernel/result'
import { EVERYTHING, publish, REPLY_48H } from '../support/carrier'
import {
  type ActingCtx,
  ctxOf,
  DATA_KEY,
  FORM,
  type Hall,
  logged,
  makeHall,
  type People,
} from '../support/case-actors'
import { createTestDatabase, type TestDatabase } from '../support/database'

const NOON = '2026-03-02T04:00:00Z'
const HOUR_MS = 3_600_000
const SOLVE_15_DAYS: DeadlineRule = {
  ...REPLY_48H,
  stop: ['complaint.solved'],
  limit: { amount: 15, unit: 'day' },
  pause: { reasons: ['waiting_customer'], maxTotal: { amount: 5, unit: 'day' } },
}
const CALL_BACK_GATE: GateRule = {
  kind: 'gate',
  action: 'complaint.closed',
  preconditions: [{ fact: 'complaint.called_back' }],
  start: 'complaint.received',
  overrideBy: 'quality_officer',
  ifMissing: 'refuse',
}

let test: TestDatabase
let hall: Hall
const by = {} as Record<keyof People, ActingCtx>

beforeAll(async () => {
  vi.stubEnv('JIANNUO_DATA_KEY', DATA_KEY)
  test = await createTestDatabase({ max: 20 })
  hall = await makeHall(test.db)
  await publish(test.db, hall, [REPLY_48H])
  await publish(test.db, hall, [SOLVE_15_DAYS])
  await publish(test.db, hall, [CALL_BACK_GATE], { scope: { ...EVERYTHING, classes: ['fee'] } })
})
afterAll(() => test.drop())
beforeEach(async () => {
  for (const who of Object.keys(hall.staff) as (keyof People)[])
    by[who] = await ctxOf(test.db, hall.staff[who], NOON)
})

type Held = { complaintId: string; revision: number }
const done = { occurredAt: null, backdateReason: null }
const newCase = async (input: Parameters<typeof logged>[1] = {}): Promise<Held> => ({
  complaintId: (await logged(by.clerk, input)).id,
  revision: 1,
})
const rowOf = (held: Held) => test.db.complaint.findUniqueOrThrow({ where: { id: held.complaintId } })
const fresh = async (held: Held): Promise<Held> => ({ ...held, revision: (await rowOf(held)).revision })
const accepted = async <T>(outcome: Promise<Result<T>>): Promise<T> => {
  const result = await outcome
  if (!result.ok) throw new Error(JSON.stringify(result.refusal))
  return result.value
}
const later = (hours: number) => {
  for (const ctx of Object.values(by)) ctx.now = new Date(ctx.now.getTime() + hours * HOUR_MS)
}
const words = { ...done, text: '已答复客户', channel: 'phone' as const }
const replied = async (held: Held) => {
  await accepted(reply(by.clerk, { ...held, ...words }))
  return fresh(held)
}
const closed = async (held: Held) => {
  await accepted(
    close(by.clerk, { ...(await replied(held)), result: 'solved', text: null, overrideReason: null }),
  )
  return fresh(held)
}
const paused = async (held: Held) => {
  await accepted(pause(by.clerk, { ...held, reason: 'waiting_customer', text: null }))
  return fresh(held)
}
const appealed = async (held: Held) => {
  await accepted(appeal(by.branchManager, { ...held, ...done, reference: '申2026-7', text: null }))
  return fresh(held)
}
const same = async (held: Held) => held

/** Every use case with a usual input, by the one who usually does it. */
const USE_CASES = {
  reply: (held: Held, who = by.clerk) => reply(who, { ...held, ...words }),
  contact: (held: Held, who = by.clerk) => contact(who, { ...held, ...words }),
  plan: (held: Held, who = by.clerk) => plan(who, { ...held, ...words, plannedFor: null }),
  solve: (held: Held, who = by.clerk) => solve(who, { ...held, ...words }),
  visit: (held: Held, who = by.clerk) => visit(who, { ...held, ...words, arrivedInTime: true }),
  pause: (held: Held, who = by.clerk) =>
    pause(who, { ...held, reason: 'waiting_customer' as const, text: null }),
  resume: (held: Held, who = by.clerk) => resume(who, { ...held, text: null }),
  close: (held: Held, who = by.clerk) =>
    close(who, { ...held, result: 'solved' as const, text: null, overrideReason: null }),
  reopen: (held: Held, who = by.clerk) => reopen(who, { ...held, reason: '客户不满意' }),
  callBack: (held: Held, who = by.clerk) =>
    callBack(who, { ...held, result: 'satisfied' as const, score: 5, wishesReopen: false, text: null }),
  reassign: (held: Held, who = by.clerk) =>
    reassign(who, { ...held, toStaffId: hall.staff.colleague, toUnitId: null, reason: '换班' }),
  routeNetwork: (held: Held, who = by.clerk) =>
    routeNetwork(who, { ...held, place: '人民路1号', troubleTime: '晚8点后', device: 'P40', visitAt: null }),
  chase: (held: Held, who = by.hallManager) => chase(who, { ...held, text: '请尽快' }),
  supervise: (held: Held, who = by.branchManager) => supervise(who, { ...held, text: '今天内解决' }),
  upgrade: (held: Held, who = by.clerk) =>
    upgrade(who, { ...held, level: 'branch' as const, reason: '超出权限' }),
  escalate: (held: Held, who = by.clerk) => escalate(who, { ...held, to: 'media' as const, text: null }),
  appeal: (held: Held, who = by.branchManager) =>
    appeal(who, { ...held, ...done, reference: '申2026-1', text: null }),
  answerAppeal: (held: Held, who = by.branchManager) =>
    answerAppeal(who, { ...held, ...done, text: '已书面答复' }),
  reclassify: (held: Held, who = by.clerk) =>
    reclassify(who, { ...held, classCode: 'fee.billing_error', kind: null, reason: null }),
  markLegacy: (held: Held, who = by.branchManager) => markLegacy(who, { ...held, reason: '2024年遗留' }),
  note: (held: Held, who = by.clerk) => note(who, { ...held, text: '客户晚上有空' }),
}
type UseCase = keyof typeof USE_CASES

describe('refusals', () => {
  const onClosed: UseCase[] = [
    'reply',
    'contact',
    'plan',
    'solve',
    'visit',
    'pause',
    'resume',
    'close',
    'reassign',
    'routeNetwork',
    'chase',
    'supervise',
    'upgrade',
    'reclassify',
    'markLegacy',
  ]
  const table: [string, UseCase, (held: Held) => Promise<Held>, keyof People | null, string][] = [
    ...onClosed.map((use): [string, UseCase, typeof closed, null, string] => [
      `${use} on a closed case`,
      use,
      closed,
      null,
      'case_closed',
    ]),
    ['pausing twice', 'pause', paused, null, 'already_paused'],
    ['resuming what runs', 'resume', same, null, 'not_paused'],
    ['closing before anybody replied', 'close', same, null, 'close_without_reply'],
    [
      'closing while the clock is paused',
      'close',
      async (held) => paused(await replied(held)),
      null,
      'close_while_paused',
    ],
    ['closing by a colleague', 'close', replied, 'colleague', 'not_your_case'],
    ['closing by an executive', 'close', replied, 'executive', 'not_allowed'],
    ['closing by another branch', 'close', replied, 'outsider', 'not_found'],
    ['replying by a colleague', 'reply', same, 'colleague', 'not_your_case'],
    ['reopening what is open', 'reopen', same, null, 'not_closed'],
    ['calling back before anything was done', 'callBack', same, null, 'call_back_too_early'],
    ['chasing by a colleague', 'chase', same, 'colleague', 'not_allowed'],
    ['supervising by a clerk', 'supervise', same, 'clerk', 'not_allowed'],
    ['an appeal taken by a clerk', 'appeal', same, 'clerk', 'not_allowed'],
    ['a second appeal before the first is answered', 'appeal', appealed, null, 'already_appealed'],
    ['answering an appeal nobody made', 'answerAppeal', same, null, 'not_appealed'],
    [
      'marking a legacy case twice',
      'markLegacy',
      async (held) => {
        await accepted(USE_CASES.markLegacy(held))
        return fresh(held)
      },
      null,
      'already_legacy',
    ],
    ['a note from another branch', 'note', same, 'outsider', 'not_found'],
  ]
  it.each(table)('%s', async (_what, use, prepare, who, code) => {
    const held = await prepare(await newCase())
    const before = await rowOf(held)
    const facts = await test.db.fact.count({ where: { subjectId: held.complaintId } })
    const outcome = await (who ? USE_CASES[use](held, by[who]) : USE_CASES[use](held))
    expect(outcome).toMatchObject({ ok: false, refusal: { code } })
    expect(await rowOf(held)).toEqual(before)
    expect(await test.db.fact.count({ where: { subjectId: held.complaintId } })).toBe(facts)
  })

  it.each(Object.keys(USE_CASES) as UseCase[])(
    '%s of what somebody changed meanwhile says who and when',
    async (use) => {
      const held = await newCase()
      later(1)
      await accepted(note(by.hallManager, { ...held, text: '看过' }))
      expect(await USE_CASES[use](held)).toMatchObject({
        ok: false,
        refusal: {
          code: 'case_changed',
          params: { who: 'hall-manager', at: '03-02 13:00' },
        },
      })
    },
  )
})

describe('the way of a case', () => {
  it('reply, plan, solution and close are separate times, and each leaves fact and audit row', async () => {
    let held = await newCase()
    for (const use of ['contact', 'reply', 'plan', 'solve', 'callBack', 'close'] as const) {
      later(1)
      const outcome = await USE_CASES[use](held)
      expect(outcome).toMatchObject({ ok: true })
      held = await fresh(held)
    }
    expect(await rowOf(held)).toMatchObject({
      status: 'closed',
      contactedAt: new Date('2026-03-02T05:00:00Z'),
      repliedAt: new Date('2026-03-02T06:00:00Z'),
      plannedAt: new Date('2026-03-02T07:00:00Z'),
      solvedAt: new Date('2026-03-02T08:00:00Z'),
      calledBackAt: new Date('2026-03-02T09:00:00Z'),
      closedAt: new Date('2026-03-02T10:00:00Z'),
      nextDueAt: null,
      revision: 7,
    })
    expect(await test.db.fact.count({ where: { subjectId: held.complaintId } })).toBe(7)
    expect(await test.db.auditLog.count({ where: { subjectId: held.complaintId } })).toBe(7)
  })

  it('a second reply leaves the time of the first', async () => {
    const held = await replied(await newCase())
    later(2)
    await accepted(USE_CASES.reply(held))
    expect((await rowOf(held)).repliedAt).toEqual(new Date(NOON))
  })

  it.each([
    ['an hour ago with a reason', '2026-03-02T03:00:00Z', '系统刚恢复', null],
    ['an hour ago without one', '2026-03-02T03:00:00Z', null, 'backdate_reason_missing'],
    ['25 hours ago', '2026-03-01T03:00:00Z', '补录', 'done_too_old'],
    ['tomorrow', '2026-03-03T03:00:00Z', null, 'done_in_future'],
    ['before the customer spoke', '2026-03-02T01:00:00Z', '补录', 'done_before_received'],
  ])('a reply given %s', async (_when, occurredAt, backdateReason, code) => {
    const held = await newCase({ receivedAt: '2026-03-02T02:00:00Z', backdateReason: '纸质' })
    const outcome = await reply(by.clerk, {
      ...held,
      ...words,
      occurredAt: new Date(occurredAt),
      backdateReason,
    })
    if (code) expect(outcome).toMatchObject({ ok: false, refusal: { code } })
    else expect(outcome).toMatchObject({ ok: true, value: { detail: { at: new Date(occurredAt) } } })
  })

  it('a gate in force refuses the close and names what is missing; the role it names passes with a reason', async () => {
    const held = await replied(await newCase({ classCode: 'fee.billing_error' }))
    expect(await USE_CASES.close(held)).toMatchObject({
      ok: false,
      refusal: { code: 'gate_missing', params: { missing: 'complaint.called_back' } },
    })
    const overridden = close(by.quality, {
      ...held,
      result: 'solved',
      text: null,
      overrideReason: '客户已销户',
    })
    expect(await overridden).toMatchObject({ ok: true })

    const other = await replied(await newCase({ classCode: 'fee.billing_error' }))
    await accepted(USE_CASES.callBack(other))
    expect(await USE_CASES.close(await fresh(other))).toMatchObject({ ok: true })
  })

  it('praise is closed without a reply', async () => {
    expect(await USE_CASES.close(await newCase({ kind: 'praise' }))).toMatchObject({ ok: true })
  })

  it('pauses only for reasons a promise on the case allows', async () => {
    const held = await newCase()
    expect(await pause(by.clerk, { ...held, reason: 'force_majeure', text: null })).toMatchObject({
      ok: false,
      refusal: { code: 'pause_reason_not_allowed', params: { allowed: 'waiting_customer' } },
    })
    const solved = await newCase()
    await accepted(USE_CASES.solve(solved))
    expect(await USE_CASES.pause(await fresh(solved))).toMatchObject({
      ok: false,
      refusal: { code: 'pause_forbidden' },
    })
  })

  it('a pause moves the deadline that allows it and no other', async () => {
    const before = await newCase()
    const held = await paused(before)
    expect((await rowOf(held)).pauseReason).toBe('waiting_customer')
    later(24)
    await accepted(USE_CASES.resume(held))
    const due = await test.db.obligation.findMany({
      where: { subjectId: held.complaintId },
      orderBy: { dueAt: 'asc' },
    })
    expect(due.map(({ dueAt }) => dueAt?.toISOString())).toEqual([
      '2026-03-04T04:00:00.000Z',
      '2026-03-18T04:00:00.000Z',
    ])
  })

  it('reopening begins a new round; the manager hears of it', async () => {
    const held = await closed(await newCase())
    later(1)
    await accepted(USE_CASES.reopen(held))
    expect(await rowOf(held)).toMatchObject({
      status: 'open',
      closedAt: null,
      repliedAt: null,
      reopenedCount: 1,
    })
    const told = await test.db.notification.findMany({ where: { complaintId: held.complaintId } })
    expect(told.map(({ recipientId }) => recipientId)).toContain(hall.staff.branchManager)
    expect(await USE_CASES.close(await fresh(held))).toMatchObject({
      ok: false,
      refusal: { code: 'close_without_reply' },
    })
  })

  it('a dissatisfied answer reopens a closed case by itself, no answer does not', async () => {
    const held = await closed(await newCase())
    const noAnswer = callBack(by.clerk, {
      ...held,
      result: 'no_answer',
      score: null,
      wishesReopen: false,
      text: null,
    })
    expect(await noAnswer).toMatchObject({ ok: true, value: { detail: { reopened: false } } })
    expect((await rowOf(held)).calledBackAt).toBeNull()
    const angry = callBack(by.clerk, {
      ...(await fresh(held)),
      result: 'dissatisfied',
      score: 1,
      wishesReopen: false,
      text: '仍未解决',
    })
    expect(await angry).toMatchObject({ ok: true, value: { detail: { reopened: true } } })
    expect((await rowOf(held)).status).toBe('open')
  })

  it('an appeal has its own life beside a closed case', async () => {
    const held = await appealed(await closed(await newCase()))
    later(1)
    await accepted(USE_CASES.answerAppeal(held))
    expect(await USE_CASES.answerAppeal(await fresh(held))).toMatchObject({
      refusal: { code: 'appeal_already_answered' },
    })
    expect(await USE_CASES.appeal(await fresh(held))).toMatchObject({ ok: true })
    expect((await rowOf(held)).status).toBe('closed')
  })

  it('upgraded and escalated are told apart, and the right people hear', async () => {
    const held = await newCase()
    await accepted(USE_CASES.upgrade(held))
    await accepted(USE_CASES.escalate(await fresh(held)))
    expect(await rowOf(held)).toMatchObject({ upgradedAt: new Date(NOON), escalatedAt: new Date(NOON) })
    const told = await test.db.notification.count({
      where: { complaintId: held.complaintId, recipientId: hall.staff.branchManager, kind: 'upgraded' },
    })
    expect(told).toBe(2)
  })

  it('another class changes what is owed and what is found', async () => {
    const held = await newCase()
    await accepted(USE_CASES.reclassify(held))
    expect(await rowOf(held)).toMatchObject({ classCode: 'fee.billing_error', kind: 'complaint' })
    expect(await test.db.obligation.count({ where: { subjectId: held.complaintId, ruleKind: 'gate' } })).toBe(
      1,
    )
    expect(await USE_CASES.reclassify(await fresh(held))).toMatchObject({ refusal: { code: 'same_class' } })
  })

  it('repeats hang on the first case and never form a ring', async () => {
    const [first, second, third] = [await newCase(), await newCase(), await newCase()]
    const stranger = await newCase({ phone: '13999990000' })
    const link = (held: Held, to: Held) => linkRepeat(by.clerk, { ...held, repeatOfId: to.complaintId })
    await accepted(link(second, first))
    await accepted(link(third, await fresh(second)))
    expect((await rowOf(third)).repeatOfId).toBe(first.complaintId)
    expect(await link(first, second)).toMatchObject({ refusal: { code: 'repeat_of_itself' } })
    expect(await link(first, first)).toMatchObject({ refusal: { code: 'repeat_of_itself' } })
    expect(await link(first, stranger)).toMatchObject({ refusal: { code: 'repeat_other_customer' } })
  })
})

describe('exactly one owner', () => {
  const owners = (held: Held) =>
    test.db.complaintOwner.findMany({ where: { complaintId: held.complaintId }, orderBy: { fromAt: 'asc' } })

  it('passes from hand to hand; the first owner stays and the new one hears of it', async () => {
    const held = await newCase()
    later(1)
    await accepted(USE_CASES.reassign(held))
    expect(await rowOf(held)).toMatchObject({ ownerId: hall.staff.colleague, firstOwnerId: hall.staff.clerk })
    expect(await owners(held)).toMatchObject([
      { staffId: hall.staff.clerk, toAt: new Date('2026-03-02T05:00:00Z') },
      { staffId: hall.staff.colleague, fromAt: new Date('2026-03-02T05:00:00Z'), toAt: null },
    ])
    const told = { complaintId: held.complaintId, kind: 'assigned', recipientId: hall.staff.colleague }
    expect(await test.db.notification.count({ where: told })).toBe(1)
    // The first owner still sees it, chases it, but no longer answers for it.
    expect(await chase(by.clerk, { ...(await fresh(held)), text: null })).toMatchObject({ ok: true })
    expect(await USE_CASES.reply(await fresh(held))).toMatchObject({ refusal: { code: 'not_your_case' } })
    const due = await test.db.obligation.findFirstOrThrow({
      where: { subjectId: held.complaintId },
      orderBy: { dueAt: 'asc' },
    })
    expect(due.dueAt).toEqual(new Date('2026-03-04T04:00:00Z'))
  })

  it.each([
    ['to the owner', () => hall.staff.clerk, 'already_owner'],
    ['to nobody', () => '00000000-0000-7000-8000-000000000000', 'assignee_left'],
    ['to somebody who handles no cases', () => hall.staff.executive, 'assignee_cannot_handle'],
  ])('is not passed %s', async (_whom, to, code) => {
    const outcome = reassign(by.clerk, {
      ...(await newCase()),
      toStaffId: to(),
      toUnitId: null,
      reason: '换班',
    })
    expect(await outcome).toMatchObject({ ok: false, refusal: { code } })
  })

  it('goes to the unit of somebody from elsewhere', async () => {
    const held = await newCase()
    await accepted(
      reassign(by.clerk, { ...held, toStaffId: hall.staff.outsider, toUnitId: null, reason: '客户归属地' }),
    )
    expect((await rowOf(held)).unitId).toBe(hall.otherCity)
  })

  it('cannot be broken by SQL', async () => {
    const held = await newCase()
    const second = {
      id: '00000000-0000-7000-8000-0000000000aa',
      complaintId: held.complaintId,
      staffId: hall.staff.colleague,
      fromAt: new Date(NOON),
      byId: hall.staff.clerk,
    }
    await expect(test.db.complaintOwner.create({ data: second })).rejects.toThrow()
    const update = { where: { id: held.complaintId }, data: { firstOwnerId: hall.staff.colleague } }
    await expect(test.db.complaint.update(update)).rejects.toThrow(/complaint_identity/)
    expect(await owners(held)).toHaveLength(1)
  })

  it('is picked fairly in the network team, in one step', async () => {
    const people: string[] = []
    for (let n = 0; n < 2; n++) {
      const held = await newCase()
      const { detail } = await accepted(USE_CASES.routeNetwork(held))
      people.push(detail.ownerId)
      expect(await rowOf(held)).toMatchObject({
        unitId: hall.network,
        place: '人民路1号',
        routedNetworkAt: new Date(NOON),
      })
      expect((await owners(held)).filter(({ toAt }) => toAt === null)).toMatchObject([
        { staffId: detail.ownerId },
      ])
    }
    expect(people.sort()).toEqual([hall.staff.engineer, hall.staff.otherEngineer].sort())
  })

  it('many at once: each for itself, and every answer comes back', async () => {
    const [good, isClosed, stale, foreign] = [
      await newCase(),
      await closed(await newCase()),
      await newCase(),
      { complaintId: (await logged(by.outsider, FORM)).id, revision: 1 },
    ]
    await accepted(USE_CASES.note(stale))
    const answer = await accepted(
      reassignMany(by.hallManager, {
        items: [good, isClosed, stale, foreign, good],
        toStaffId: hall.staff.colleague,
        toUnitId: null,
        reason: '休假',
      }),
    )
    expect(answer.map(({ result }) => (result.ok ? 'ok' : result.refusal.code))).toEqual([
      'ok',
      'case_closed',
      'case_changed',
      'not_found',
    ])
    expect((await rowOf(good)).ownerId).toBe(hall.staff.colleague)
    const chased = await accepted(
      chaseMany(by.hallManager, {
        items: [good, isClosed].map(({ complaintId }) => ({ complaintId, revision: null })),
        text: null,
      }),
    )
    expect(chased.map(({ result }) => result.ok)).toEqual([true, false])
  })
})

describe('two at once', () => {
  const codes = (outcomes: Result<unknown>[]) =>
    outcomes.map((each) => (each.ok ? 'ok' : each.refusal.code)).sort()

  it('two replies: one wins, the other hears who was faster', async () => {
    const held = await newCase()
    const outcomes = await Promise.all([USE_CASES.reply(held), USE_CASES.reply(held, by.hallManager)])
    expect(codes(outcomes)).toEqual(['case_changed', 'ok'])
    expect(
      await test.db.fact.count({ where: { subjectId: held.complaintId, type: 'complaint.replied' } }),
    ).toBe(1)
  })

  it('reassign against close: never a closed case that changed hands', async () => {
    for (let n = 0; n < 5; n++) {
      const held = await replied(await newCase())
      const outcomes = await Promise.all([USE_CASES.close(held), USE_CASES.reassign(held, by.hallManager)])
      expect(codes(outcomes)).toEqual(['case_changed', 'ok'])
      const open = await test.db.complaintOwner.count({
        where: { complaintId: held.complaintId, toAt: null },
      })
      expect(open).toBe(1)
    }
  })

  it('ten reassign at once: one owner', async () => {
    const held = await newCase()
    const people = ['colleague', 'hallManager', 'branchManager', 'quality'] as const
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        reassign(by.hallManager, {
          ...held,
          toStaffId: hall.staff[people[n % 4]!],
          toUnitId: null,
          reason: '抢单',
        }),
      ),
    )
    expect(codes(outcomes).filter((code) => code === 'ok')).toHaveLength(1)
    expect(await test.db.complaintOwner.count({ where: { complaintId: held.complaintId, toAt: null } })).toBe(
      1,
    )
  })
})

describe('personal data', () => {
  it('is shown once, for a reason that stays on record', async () => {
    const held = await newCase({ phone: '13511112222', name: '王五' })
    const shown = await accepted(
      revealPersonalData(by.clerk, { complaintId: held.complaintId, reason: '需要回电核实' }),
    )
    expect(shown).toEqual({ phone: '13511112222', name: '王五', email: null, identity: null })
    const row = await test.db.auditLog.findFirstOrThrow({
      where: { subjectId: held.complaintId, action: 'complaint.reveal' },
    })
    expect(row).toMatchObject({ actorId: hall.staff.clerk, detail: { reason: '需要回电核实' } })
  })

  it.each([
    ['an executive', 'executive', 'not_allowed'],
    ['another branch', 'outsider', 'not_found'],
  ] as const)('is not shown to %s', async (_who, who, code) => {
    const held = await newCase()
    const outcome = await revealPersonalData(by[who], { complaintId: held.complaintId, reason: '想看看' })
    expect(outcome).toMatchObject({ ok: false, refusal: { code } })
    expect(
      await test.db.auditLog.count({ where: { subjectId: held.complaintId, action: 'complaint.reveal' } }),
    ).toBe(0)
  })

  it('is masked in whatever is written later', async () => {
    const held = await newCase({ phone: '13511112222' })
    await accepted(note(by.clerk, { ...held, text: '回电13511112222，身份证11010519491231002X' }))
    const fact = await test.db.fact.findFirstOrThrow({
      where: { subjectId: held.complaintId, type: 'complaint.noted' },
    })
    expect(fact.attrs).toEqual({ text: '回电135****2222，身份证110***********002X' })
  })
})
