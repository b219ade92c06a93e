import { describe, expect, test } from 'vitest'
import type { WorkingCalendar } from '@/calendar/rules/calendar'
import {
  CALL_BACK_BEFORE_CLOSING,
  fact,
  h,
  known,
  OFFICE,
  only,
  outcome,
  REPLY_48H,
  received,
  SOLVE_100H,
  SPOKE,
  sh,
  states,
} from '../../../tests/support/engine-story'

describe('rows from another system', () => {
  const imported = h(9000)
  const row = { source: 'import', recordedAt: imported } as const
  const unknown = { ...row, attrs: { timeUnknown: true } }
  const came = received(row)

  test('judged by when things happened, not by when they were imported', () => {
    expect(only(outcome(REPLY_48H, [came, fact('complaint.replied', h(47), row)], imported))).toMatchObject({
      state: 'KEPT',
      fulfilledAtMs: h(47),
    })
    expect(only(outcome(REPLY_48H, [came, fact('complaint.replied', h(49), row)], imported))).toMatchObject({
      state: 'BROKEN',
      brokenAtMs: h(48),
      fulfilledAtMs: h(49),
    })
    expect(only(outcome(REPLY_48H, [came], imported))).toMatchObject({
      state: 'BROKEN',
      brokenAtMs: h(48),
      fulfilledAtMs: null,
    })
  })

  test.each([
    ['of its intake', SPOKE],
    ['of the import', imported],
  ])(
    'imported row closed at an unknown time, dated with the time %s: void, neither kept nor broken',
    (_dated, atMs) => {
      const closed = fact('complaint.closed', atMs, unknown)
      for (const rule of [
        REPLY_48H,
        SOLVE_100H,
        CALL_BACK_BEFORE_CLOSING,
        { ...SOLVE_100H, stop: ['complaint.closed'] },
      ])
        expect(states(outcome(rule, [came, closed], imported))).toEqual(['VOID'])
    },
  )

  test('replied in time and closed at an unknown time: kept', () => {
    const facts = [came, fact('complaint.replied', h(3), row), fact('complaint.closed', imported, unknown)]
    expect(states(outcome(REPLY_48H, facts, imported))).toEqual(['KEPT'])
  })

  test('what begins at an unknown time is not owed', () => {
    const callBack = { ...REPLY_48H, start: 'complaint.closed', stop: ['complaint.called_back'] }
    expect(states(outcome(callBack, [came, fact('complaint.closed', imported, unknown)], imported))).toEqual(
      [],
    )
  })

  test('a later import cannot undo what was broken here', () => {
    const later = fact('complaint.replied', h(47), { source: 'import', recordedAt: h(60) })
    expect(only(outcome(REPLY_48H, [received(), later], h(60)))).toMatchObject({
      state: 'BROKEN',
      brokenAtMs: h(48),
      fulfilledAtMs: h(60),
    })
    const unknownLater = fact('complaint.replied', h(60), {
      source: 'import',
      recordedAt: h(60),
      attrs: { timeUnknown: true },
    })
    expect(states(outcome(REPLY_48H, [received(), unknownLater], h(60)))).toEqual(['BROKEN'])
  })

  test('only an import may say that it does not know when', () => {
    const closed = fact('complaint.closed', h(50), { attrs: { timeUnknown: true } })
    expect(states(outcome(REPLY_48H, [received(), closed], h(50)))).toEqual(['BROKEN'])
  })
})

describe('the version that binds', () => {
  const at = (given: Parameters<typeof outcome>[3], facts = [received({ recordedAt: h(2) })]) =>
    states(outcome(REPLY_48H, facts, h(3), given))

  test('holds from its first moment on', () => {
    expect(at({ validFromMs: SPOKE })).toEqual(['OPEN'])
    expect(at({ validFromMs: SPOKE + 1 })).toEqual([])
  })

  test('ended: not for what began at its end or after, still for what began before', () => {
    expect(at({ validToMs: SPOKE + 1 })).toEqual(['OPEN'])
    expect(at({ validToMs: SPOKE })).toEqual([])
  })

  test('published later than the case was put on record: it never binds it, whatever date it bears', () => {
    expect(at({ publishedAtMs: h(2) })).toEqual(['OPEN'])
    expect(at({ publishedAtMs: h(2) + 1 })).toEqual([])
  })

  test('a new version leaves what is owed under the old one as it is', () => {
    expect(outcome(REPLY_48H, [received()], h(47), { validToMs: h(1) })).toMatchObject([
      { state: 'OPEN', dueAtMs: h(48) },
    ])
  })

  test('reopened, owed anew: under the version that holds at the reopening', () => {
    const facts = [
      received(),
      fact('complaint.replied', h(1)),
      fact('complaint.closed', h(2)),
      fact('complaint.reopened', h(10)),
    ]
    const rule = { ...REPLY_48H, onReopen: 'new' as const }
    expect(states(outcome(rule, facts, h(11), { validToMs: h(5) }))).toEqual(['KEPT'])
    expect(outcome(rule, facts, h(11), { validFromMs: h(5) })).toMatchObject([
      { cycle: 1, state: 'OPEN', startedAtMs: h(10) },
    ])
  })
})

describe('a calendar announced while something is owed', () => {
  const threeDays = {
    ...REPLY_48H,
    clock: 'working_day' as const,
    limit: { amount: 3, unit: 'day' as const },
  }
  const announcedAt = sh('2026-03-04 10:00')
  const withHoliday: WorkingCalendar = { ...OFFICE, holidays: ['2026-03-05'] }
  const calendars = [
    known({ ...OFFICE, announcedYears: [] }),
    known({ ...withHoliday, announcedYears: [2026] }, announcedAt, 'c2'),
  ]
  const judged = (facts: ReturnType<typeof fact>[], nowMs: number) =>
    only(outcome(threeDays, facts, nowMs, {}, calendars))

  test('open ones move, and are provisional no more', () => {
    expect(judged([received()], announcedAt - 1)).toMatchObject({
      dueAtMs: sh('2026-03-06 00:00'),
      provisional: true,
      calendarVersionId: 'c1',
    })
    expect(judged([received()], announcedAt)).toMatchObject({
      dueAtMs: sh('2026-03-07 00:00'),
      provisional: false,
      calendarVersionId: 'c2',
    })
  })

  test('decided ones stay', () => {
    const kept = [received(), fact('complaint.replied', sh('2026-03-03 10:00'))]
    expect(judged(kept, announcedAt)).toMatchObject({
      state: 'KEPT',
      dueAtMs: sh('2026-03-06 00:00'),
      calendarVersionId: 'c1',
    })
    const old = received({}, sh('2026-02-26 10:00'))
    expect(judged([old], sh('2026-03-10 10:00'))).toMatchObject({
      state: 'BROKEN',
      brokenAtMs: sh('2026-03-04 00:00'),
      calendarVersionId: 'c1',
    })
  })

  test('a reply after it was announced is judged by what was known then', () => {
    const late = [received(), fact('complaint.replied', sh('2026-03-06 12:00'))]
    expect(judged(late, sh('2026-03-06 12:00'))).toMatchObject({
      state: 'KEPT',
      dueAtMs: sh('2026-03-07 00:00'),
    })
  })

  test('a day that turns out to be worked after its deadline has passed by the new calendar: broken at the new deadline', () => {
    const shorter = [known(withHoliday), known(OFFICE, sh('2026-03-06 10:00'), 'c2')]
    expect(only(outcome(threeDays, [received()], sh('2026-03-06 10:01'), {}, shorter))).toMatchObject({
      state: 'BROKEN',
      brokenAtMs: sh('2026-03-06 00:00'),
      calendarVersionId: 'c2',
    })
  })

  test('a unit without a calendar counts every hour of every day', () => {
    expect(only(outcome({ ...REPLY_48H, clock: 'service_hours' }, [received()], h(1)))).toMatchObject({
      dueAtMs: h(48),
      provisional: false,
      calendarVersionId: null,
    })
  })
})

describe('a waiver', () => {
  const waived = (cycle: number, atMs: number, told = {}) =>
    fact('obligation.waived', atMs, { attrs: { versionId: 'v', ruleIndex: 0, cycle, ...told } })
  const given = { versionId: 'v' }

  test('waived is terminal and apart: a reply afterwards keeps nothing, the deadline breaks nothing', () => {
    const facts = [received(), waived(1, h(5)), fact('complaint.replied', h(6))]
    expect(only(outcome(REPLY_48H, facts, h(900), given))).toMatchObject({
      state: 'WAIVED',
      waivedAtMs: h(5),
      fulfilledAtMs: null,
      brokenAtMs: null,
    })
  })

  test('of a broken one: waived, and when it was broken stays on record', () => {
    expect(only(outcome(REPLY_48H, [received(), waived(1, h(60))], h(60), given))).toMatchObject({
      state: 'WAIVED',
      brokenAtMs: h(48),
      waivedAtMs: h(60),
    })
  })

  test('of one that was kept: nothing', () => {
    const facts = [received(), fact('complaint.replied', h(1)), waived(1, h(5))]
    expect(states(outcome(REPLY_48H, facts, h(900), given))).toEqual(['KEPT'])
  })

  test('names one round of one rule of one version; others are untouched', () => {
    for (const other of [
      waived(2, h(5)),
      waived(1, h(5), { ruleIndex: 1 }),
      waived(1, h(5), { versionId: 'w' }),
    ])
      expect(states(outcome(REPLY_48H, [received(), other], h(6), given))).toEqual(['OPEN'])
  })

  test('of an earlier round while a later one runs', () => {
    const rule = { ...REPLY_48H, onReopen: 'new' as const }
    const facts = [
      received(),
      fact('complaint.closed', h(60)),
      fact('complaint.reopened', h(70)),
      waived(1, h(75)),
    ]
    expect(states(outcome(rule, facts, h(76), given))).toEqual(['WAIVED', 'OPEN'])
  })

  test('a second waiver changes nothing', () => {
    expect(
      only(outcome(REPLY_48H, [received(), waived(1, h(5)), waived(1, h(9))], h(9), given)),
    ).toMatchObject({ waivedAtMs: h(5) })
  })
})
