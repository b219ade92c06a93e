import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { NoticeNeed } from '@/obligations/rules/notice-outlook'
import { forbiddenStretch } from '@/obligations/rules/notice-times'
import { forbiddenFrom, planSendings, type Underway } from './sending'

const HOUR = 3_600_000
const NOON = Date.parse('2026-03-02T04:00:00Z')
const NIGHT = [{ days: [], from: '21:00', to: '08:00' }] as const
let keys = 0
const need = (over: Partial<NoticeNeed> = {}): NoticeNeed => {
  keys += 1
  return {
    key: `v${keys}/0/0`,
    ruleKey: `v${keys}/0`,
    commitmentCode: `C-${keys}`,
    factType: 'suspension.notice_sent',
    channels: ['sms', 'voice'],
    forbiddenHours: NIGHT,
    timeZone: 'Asia/Shanghai',
    latestMs: NOON + 72 * HOUR,
    metAtMs: null,
    ...over,
  }
}
const at = { nowMs: NOON, marginMs: 24 * HOUR }
const tried = (channel: string, state: Underway['state'], serves: readonly string[] = []): Underway => ({
  factType: 'suspension.notice_sent',
  channel,
  serves,
  state,
})

describe('messages before an event', () => {
  test('one serves every promise that allows its channel; whoever allows fewest chooses', () => {
    const needs = [need(), need({ channels: [] }), need({ channels: ['voice'] })]
    const { sendings } = planSendings(needs, [], at)
    expect(sendings).toHaveLength(1)
    expect(sendings[0]).toMatchObject({ channel: 'voice', sendMs: NOON + 48 * HOUR, isLate: false })
    expect(sendings[0]?.serves).toHaveLength(3)
  })
  test('each notice of one promise has a message of its own', () => {
    const twice = [need({ ruleKey: 'v/0' }), need({ ruleKey: 'v/0' })]
    expect(planSendings(twice, [], at).sendings).toHaveLength(2)
  })
  test('what is proven or on its way is not sent again, also when it arrived too late', () => {
    const [met, waiting, late] = [need({ metAtMs: NOON }), need(), need()]
    const underway = [tried('sms', 'queued', [waiting.key]), tried('sms', 'delivered', [late.key])]
    expect(planSendings([met, waiting, late], underway, at).sendings).toEqual([])
  })
  test('undelivered by one channel it goes by the next, then once more by each after a pause, then nothing is left', () => {
    const one = need()
    const channels: string[] = []
    const underway: Underway[] = []
    for (;;) {
      const { sendings, hopeless } = planSendings([one], underway, at)
      if (sendings.length === 0) {
        expect(hopeless).toEqual([one])
        break
      }
      channels.push(sendings[0]!.channel)
      underway.push(tried(sendings[0]!.channel, 'failed', [one.key]))
    }
    expect(channels).toEqual(['sms', 'voice', 'sms', 'voice'])
  })
  test('with little time left it goes at once; when nothing is in time any more it still goes, and says so', () => {
    expect(planSendings([need({ latestMs: NOON + HOUR })], [], at).sendings).toMatchObject([
      { sendMs: NOON, isLate: false },
    ])
    expect(planSendings([need({ latestMs: NOON - 1 })], [], at).sendings).toMatchObject([
      { sendMs: NOON, isLate: true },
    ])
  })
  test('given up when the night begins', () => {
    expect(forbiddenFrom([need()], NOON)).toBe(Date.parse('2026-03-02T13:00:00Z'))
    expect(forbiddenFrom([need({ forbiddenHours: [] })], NOON)).toBeNull()
  })
  test('never in forbidden hours, never before now, in time wherever that is possible', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 200 }),
        fc.integer({ min: -20, max: 300 }),
        fc.integer({ min: 1, max: 100 }),
        fc.boolean(),
        (nowHours, aheadHours, marginHours, isWeekendToo) => {
          const nowMs = NOON + nowHours * HOUR + 7_000
          const hours = [...NIGHT, ...(isWeekendToo ? [{ days: ['sun'], from: '08:00', to: '21:00' }] : [])]
          const one = need({ forbiddenHours: hours, latestMs: nowMs + aheadHours * HOUR })
          const [sending] = planSendings([one], [], { nowMs, marginMs: marginHours * HOUR }).sendings
          expect(sending!.sendMs).toBeGreaterThanOrEqual(nowMs)
          expect(forbiddenStretch(hours, 'Asia/Shanghai', sending!.sendMs)).toBeNull()
          if (!sending!.isLate) expect(sending!.sendMs).toBeLessThanOrEqual(one.latestMs!)
          else
            for (let ms = nowMs; ms <= one.latestMs!; ms += 30 * 60_000)
              expect(forbiddenStretch(hours, 'Asia/Shanghai', ms)).not.toBeNull()
        },
      ),
    )
  })
})
