import { describe, expect, test } from 'vitest'
import type { AdvanceNoticeRule, NeverEventRule } from '@/commitments/rules/rule'
import { EVERY_CASE } from '@/commitments/rules/rule'
import { LOCALES, type Locale } from '@/kernel/text'
import { config, fact, sh, version } from '../../../../tests/support/engine-story'
import { explainRound } from '../explain-round'
import { roundsOf } from '../rounds'
import type { FactRecord } from '../types'
import { explainInWords } from './explain-in-words'

const NOTICE: AdvanceNoticeRule = {
  kind: 'advance_notice',
  event: 'suspension.done',
  notices: [
    { lead: { amount: 72, unit: 'hour' }, clock: 'elapsed', channels: ['sms'] },
    { lead: { amount: 24, unit: 'hour' }, clock: 'elapsed', channels: ['sms', 'voice'] },
  ],
  forbiddenHours: [{ days: [], from: '21:00', to: '08:00' }],
}
const NEVER: NeverEventRule = {
  kind: 'never_event',
  definition: {
    code: 'charge_without_consent',
    text: { 'zh-CN': '未经确认收费', 'zh-TW': '未經確認收費', en: 'a charge without consent' },
  },
  detection: [],
  fact: 'subscription.charged_without_consent',
}
const EVENT = sh('2026-03-09 10:00')
const iso = (ms: number) => new Date(ms).toISOString()
const planned = fact('suspension.planned', sh('2026-03-02 09:00'), {
  attrs: { kind: 'planned_event', classCode: 'suspension', eventAt: iso(EVENT) },
})
const sent = (at: string, told: Record<string, unknown> = {}) =>
  fact('suspension.notice_sent', sh(at), { attrs: { channel: 'sms', deliveredAt: iso(sh(at)), ...told } })
const done = fact('suspension.done', EVENT)

function words(rule: AdvanceNoticeRule | NeverEventRule, facts: readonly FactRecord[], locale: Locale) {
  const inForce = version([rule])
  const nowMs = facts.at(-1)!.recordedAtMs
  const round = roundsOf(rule, 0, inForce, facts, config([inForce]), nowMs).at(-1)!
  return explainInWords(
    {
      commitmentCode: 'BJ-03',
      rule,
      versionNumber: 1,
      validFromMs: sh('2026-01-01 00:00'),
      validToMs: null,
      scope: EVERY_CASE,
      source: null,
      ladder: [],
      calendar: null,
      stepAtsMs: [],
      stepsFired: 0,
      history: [],
      waiver: null,
      ...explainRound(rule, round, nowMs),
    },
    locale,
  )
}

describe('notices before an event', () => {
  test('while they are owed: until when each is in time, and why one that was sent does not count', () => {
    const told = words(NOTICE, [planned, sent('2026-03-03 10:00'), sent('2026-03-04 22:30')], 'zh-CN')
    expect(told.title).toBe('BJ-03 停机前须完成的事项')
    expect(told.steps).toEqual([
      '须在停机之前通知；计划于 2026-03-09（周一）10:00 进行。',
      '第1次至少提前72小时通知（自然时间，节假日不顺延；渠道：短信）：2026-03-03（周二）10:00 已送达。',
      '第2次至少提前24小时通知（自然时间，节假日不顺延；渠道：短信、语音）：尚无送达记录，最迟 2026-03-08（周日）10:00 送达仍算按时。',
      '2026-03-04（周三）22:30 的通知（短信）不计：发送时间在不得打扰的时段内。',
    ])
    expect(told.ladder).toEqual([])
  })

  test('kept: since the last one that was needed', () => {
    const told = words(NOTICE, [planned, sent('2026-03-03 10:00'), sent('2026-03-05 10:00'), done], 'en')
    expect(told.title).toContain('kept, done on Thu 5 March 2026, 10:00')
    expect(told.steps).toHaveLength(3)
    expect(told.steps[2]).toContain('delivered, Thu 5 March 2026, 10:00')
  })

  test('broken: at the event, with what was missing', () => {
    const late = sent('2026-03-09 09:00', { channel: 'voice' })
    const told = words(NOTICE, [planned, sent('2026-03-03 10:00'), late, done], 'zh-TW')
    expect(told.steps.slice(2)).toEqual([
      expect.stringContaining('沒有符合要求的送達記錄，最遲應於 2026-03-08（週日）10:00 送達'),
      '2026-03-09（週一）09:00 的通知（語音）不計：送達太晚。',
      expect.stringContaining('違約時刻就是那一刻'),
    ])
  })

  test('called off: neither kept nor broken', () => {
    const off = fact('suspension.called_off', sh('2026-03-04 10:00'))
    expect(words(NOTICE, [planned, off], 'zh-CN').steps.at(-1)).toBe(
      '停机已取消或不适用，既不算兑现也不算违约。',
    )
  })
})

describe('what may never happen', () => {
  const ordered = fact('subscription.ordered', sh('2026-03-02 09:00'), {
    attrs: { kind: 'subscription_order' },
  })
  const charged = fact('subscription.charged_without_consent', sh('2026-03-03 09:00'))
  const refunded = fact('billing.refund_credited', sh('2026-03-05 09:00'))

  test('what happened when, and that nobody has made it good yet', () => {
    const told = words(NEVER, [ordered, charged], 'zh-CN')
    expect(told.title).toBe('BJ-03：发生了不得发生的事：未经确认收费')
    expect(told.steps).toEqual([
      expect.stringMatching(
        /^未经确认收费：2026-03-03（周二）09:00 .+此事不得发生，违约时刻就是发生的那一刻。$/,
      ),
      '至今没有补救。',
    ])
  })

  test('made good: beside the breach', () => {
    expect(words(NEVER, [ordered, charged, refunded], 'en').steps).toEqual([
      expect.stringContaining('It must never happen; broken at that very moment.'),
      'Made good on Thu 5 March 2026, 09:00; that is recorded beside the breach and does not undo it.',
    ])
  })

  test('says something in every language', () => {
    for (const locale of LOCALES)
      for (const step of words(NEVER, [ordered, charged, refunded], locale).steps)
        expect(step).not.toMatch(/undefined|null|\bsubscription\./)
  })
})
