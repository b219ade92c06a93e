import { describe, expect, test } from 'vitest'
import type { WorkingCalendar } from '@/calendar/rules/calendar'
import type { DeadlineRule, GateRule, LadderStep } from '@/commitments/rules/rule'
import { LOCALES, type Locale } from '@/kernel/text'
import {
  CALL_BACK_BEFORE_CLOSING,
  fact,
  h,
  OFFICE,
  REPLY_48H,
  received,
  SOLVE_100H,
  SPOKE,
  sh,
} from '../../../../tests/support/engine-story'
import { explanation, words } from '../../../../tests/support/explained'
import type { FactRecord } from '../types'
import { explainInWords } from './explain-in-words'

const replied = (atMs: number) => fact('complaint.replied', atMs)

describe('the 48-hour promise in words', () => {
  test.each<[Locale, string, string[]]>([
    [
      'zh-CN',
      'BR-31 首次回复：应在 2026-03-04（周三）09:00 前完成',
      [
        '客户于 2026-03-02（周一）09:00 提出，自此计时。',
        '时限为48小时（自然时间，节假日不顺延）。',
        '2026-03-02（周一）09:00至2026-03-04（周三）09:00 计入48小时，累计48小时。',
        '时限到 2026-03-04（周三）09:00 为止，正好此刻完成也算按时。',
      ],
    ],
    [
      'zh-TW',
      'BR-31 首次回覆：應在 2026-03-04（週三）09:00 前完成',
      [
        '客戶於 2026-03-02（週一）09:00 提出，自此計時。',
        '時限為48小時（自然時間，假日不順延）。',
        '2026-03-02（週一）09:00至2026-03-04（週三）09:00 計入48小時，累計48小時。',
        '時限到 2026-03-04（週三）09:00 為止，正好此刻完成也算按時。',
      ],
    ],
    [
      'en',
      'BR-31 first reply: due by Wed 4 March 2026, 09:00',
      [
        'The customer raised it on Mon 2 March 2026, 09:00; the clock starts there.',
        'The limit is 48 hours (clock time, holidays included).',
        'Mon 2 March 2026, 09:00 to Wed 4 March 2026, 09:00: 48 h counted, 48 h in all.',
        'The limit ends on Wed 4 March 2026, 09:00; done at that very moment is still in time.',
      ],
    ],
  ])('%s', (locale, title, steps) => {
    expect(words(locale, REPLY_48H, [received()], SPOKE)).toMatchObject({ title, steps })
  })

  test('kept: when, and how much time was left', () => {
    const { title, steps } = words('zh-CN', REPLY_48H, [received(), replied(h(24.5))], h(30))
    expect(title).toBe('BR-31 首次回复：已兑现，2026-03-03（周二）09:30 完成')
    expect(steps.at(-1)).toBe('2026-03-03（周二）09:30 首次回复，按时，时限还余23小时30分钟。')
  })

  test('broken and made good late: broken at the deadline, late beside it', () => {
    const { title, steps } = words('en', REPLY_48H, [received(), replied(h(50))], h(60))
    expect(title).toBe('BR-31 first reply: broken, was due by Wed 4 March 2026, 09:00')
    expect(steps.slice(-2)).toEqual([
      'It was not done by then: broken at the deadline, Wed 4 March 2026, 09:00, whenever that was noticed.',
      'First reply only on Wed 4 March 2026, 11:00, 2 h late; that is recorded beside the breach and does not undo it.',
    ])
  })

  test('broken and still open', () => {
    expect(words('zh-CN', REPLY_48H, [received()], h(60)).steps.at(-1)).toBe('至今没有完成。')
  })

  test('the rule, its version and source stand below it', () => {
    const source = {
      title: { 'zh-CN': '报告', 'zh-TW': '報告', en: 'Report' },
      date: '2007-06-01',
      ref: '第3条',
    }
    expect(
      words('zh-CN', REPLY_48H, [received()], SPOKE, null, { source, validToMs: sh('2027-01-01 00:00') })
        .basis,
    ).toEqual([
      '规则：每一件投诉，自客户提出起48小时内首次回复（自然时间，节假日不顺延），达标率100%。',
      '依据：承诺 BR-31 第2版，自 2026-01-01（周四）00:00 起有效，至 2026-12-31（周四）24:00 止。',
      '出处：报告，第3条（2007-06-01）。',
      '时间均为当地时间（Asia/Shanghai）。',
    ])
  })
})

describe('working hours and days in words', () => {
  const spring: WorkingCalendar = {
    ...OFFICE,
    holidays: ['2026-03-04', '2026-03-05'],
    workdays: { '2026-03-07': [['09:00', '12:00']] },
    dayNames: { '2026-03-04': '春节', '2026-03-05': '春节', '2026-03-07': '春节' },
    announcedYears: [2026],
  }
  const twelveHours: DeadlineRule = {
    ...REPLY_48H,
    clock: 'service_hours',
    limit: { amount: 25, unit: 'hour' },
  }

  test('each interval used, lunch apart, the holiday by its name, the make-up day, the calendar used', () => {
    const { steps, basis } = words('zh-CN', twelveHours, [received()], SPOKE, spring)
    expect(steps.slice(2)).toEqual([
      '2026-03-02（周一）09:00至12:00 计入3小时，累计3小时。',
      '2026-03-02（周一）13:00至18:00 计入5小时，累计8小时。',
      '2026-03-03（周二）09:00至12:00 计入3小时，累计11小时。',
      '2026-03-03（周二）13:00至18:00 计入5小时，累计16小时。',
      '春节放假 2026-03-04（周三）至2026-03-05（周四），共2天，不计。',
      '2026-03-06（周五）09:00至12:00 计入3小时，累计19小时。',
      '2026-03-06（周五）13:00至18:00 计入5小时，累计24小时。',
      '2026-03-07（周六）为春节调休上班，计入。',
      '2026-03-07（周六）09:00至10:00 计入1小时，累计25小时。',
      '时限到 2026-03-07（周六）10:00 为止，正好此刻完成也算按时。',
    ])
    expect(basis).toContain('日历：省服务日历第3版（2025-11-04（周二）09:00 发布）。')
  })

  test('the same in English and in traditional characters names the holiday in its own words', () => {
    expect(words('en', twelveHours, [received()], SPOKE, spring).steps).toContain(
      'Spring Festival: Wed 4 March 2026 to Thu 5 March 2026, 2 days, not counted.',
    )
    expect(words('zh-TW', twelveHours, [received()], SPOKE, spring).steps).toContain(
      '2026-03-07（週六）為春節補班，計入。',
    )
  })

  test('working days are told in runs, and end at 24:00', () => {
    const fiveDays: DeadlineRule = { ...REPLY_48H, clock: 'working_day', limit: { amount: 5, unit: 'day' } }
    expect(words('zh-CN', fiveDays, [received()], SPOKE, OFFICE).steps.slice(2)).toEqual([
      '2026-03-02（周一）是当日，不计。',
      '第1至第4个工作日：2026-03-03（周二）至2026-03-06（周五）。',
      '休息日 2026-03-07（周六）至2026-03-08（周日），共2天，不计。',
      '第5个工作日：2026-03-09（周一）。',
      '时限到 2026-03-09（周一）24:00 为止，正好此刻完成也算按时。',
    ])
  })

  test('a year without a notice is warned of', () => {
    const spoke = received({}, sh('2026-12-31 10:00'))
    const rule: DeadlineRule = { ...REPLY_48H, clock: 'working_day', limit: { amount: 2, unit: 'day' } }
    const warnings = (locale: Locale) =>
      words(locale, rule, [spoke], sh('2026-12-31 10:00'), { ...OFFICE, announcedYears: [2026] }).warnings
    expect(warnings('zh-CN')).toEqual(['2027年放假安排尚未公布，按普通周末计算，时限为暂定。'])
    expect(warnings('zh-TW')).toEqual(['2027年放假安排尚未公布，按普通週末計算，時限為暫定。'])
    expect(warnings('en')[0]).toMatch(/2027.*not been announced.*provisional/)
  })

  test('a unit without a calendar: every hour counts, and that is said', () => {
    expect(words('zh-CN', twelveHours, [received()], SPOKE).basis).toContain(
      '日历：该机构没有日历，全天计入。',
    )
  })
})

describe('pauses in words', () => {
  const paused = fact('complaint.paused', h(10), { attrs: { reason: 'waiting_customer' } })

  test('with the reason and what did not count', () => {
    const { steps } = words(
      'zh-CN',
      SOLVE_100H,
      [received(), paused, fact('complaint.resumed', h(17))],
      h(20),
    )
    expect(steps.slice(2)).toEqual([
      '2026-03-02（周一）09:00至19:00 计入10小时，累计10小时。',
      '2026-03-02（周一）19:00至2026-03-03（周二）02:00 暂停计时（等待客户），其间7小时不计。',
      '2026-03-03（周二）02:00至2026-03-06（周五）20:00 计入90小时，累计100小时。',
      '时限到 2026-03-06（周五）20:00 为止，正好此刻完成也算按时。',
    ])
  })

  test('while it runs: since when, why, and when it ends by itself', () => {
    const { title, warnings, steps } = words('zh-CN', SOLVE_100H, [received(), paused], h(20))
    expect(title).toBe('BR-31 解决：正在暂停计时')
    expect(warnings).toEqual([
      '自 2026-03-02（周一）19:00 起暂停计时（等待客户）；最迟到 2026-03-03（周二）19:00 自动恢复。',
    ])
    expect(steps.at(-1)).toBe('如一直暂停到上限，时限到 2026-03-07（周六）13:00 为止；提前恢复则相应提前。')
  })

  test('cut at the maximum: said', () => {
    expect(
      words('zh-CN', SOLVE_100H, [received(), paused, fact('complaint.resumed', h(60))], h(60)).steps,
    ).toContain('暂停累计已到规则允许的上限，此后自动恢复计时。')
  })

  test('closed and reopened: the closed time is a pause of its own kind, in a second round', () => {
    const facts = [
      received(),
      fact('complaint.solved', h(60)),
      fact('complaint.closed', h(61)),
      fact('complaint.reopened', h(84)),
    ]
    const { steps, basis } = words('zh-CN', { ...SOLVE_100H, onReopen: 'resume' }, facts, h(84))
    expect(steps).toContain(
      '2026-03-04（周三）21:00至2026-03-05（周四）21:00 暂停计时（办结至重新打开），其间24小时不计。',
    )
    expect(basis).toContain('这是第2次计时。')
  })

  test('time used up before the closing: due at the reopening', () => {
    const facts = [
      received(),
      fact('complaint.solved', h(100)),
      fact('complaint.closed', h(100)),
      fact('complaint.reopened', h(124)),
    ]
    expect(words('zh-CN', { ...SOLVE_100H, onReopen: 'resume' }, facts, h(124)).steps.slice(-2)).toEqual([
      '办结前时限已用完，截止不早于重新打开的 2026-03-07（周六）13:00。',
      '时限到 2026-03-07（周六）13:00 为止，正好此刻完成也算按时。',
    ])
  })
})

describe('gates in words', () => {
  test('what is there and what is missing', () => {
    const { title, steps } = words('zh-CN', CALL_BACK_BEFORE_CLOSING, [received(), replied(h(1))], h(2))
    expect(title).toBe('BR-31 办结前须完成的事项')
    expect(steps).toEqual([
      '没有时限；办结之前，下列各项须依次有记录。',
      '首次回复：2026-03-02（周一）10:00 已有记录。',
      '回访：还没有符合要求的记录。',
    ])
  })

  test('passed without: broken at that moment', () => {
    expect(
      words(
        'en',
        CALL_BACK_BEFORE_CLOSING,
        [received(), replied(h(1)), fact('complaint.closed', h(2))],
        h(3),
      ).steps.at(-1),
    ).toBe('Closing on Mon 2 March 2026, 11:00 although something was missing: broken at that moment.')
  })
})

describe('gates of a closed case in words', () => {
  const facts = [received(), fact('complaint.closed', h(2))]

  test('what had to wait for the closing did not happen: kept', () => {
    const rule: GateRule = {
      ...CALL_BACK_BEFORE_CLOSING,
      action: 'suspension.done',
      preconditions: [{ fact: 'complaint.closed' }],
    }
    const { title, steps } = words('zh-CN', rule, facts, h(3))
    expect(title).toBe('BR-31 停机前须完成的事项')
    expect(steps.at(-1)).toBe('2026-03-02（周一）11:00 办结，此前没有发生“停机”：兑现。')
  })

  test('an order that ended: by what, in every language, also in the history', () => {
    const rule: GateRule = {
      ...CALL_BACK_BEFORE_CLOSING,
      start: 'subscription.ordered',
      action: 'subscription.charged',
      preconditions: [{ fact: 'subscription.confirmed' }],
    }
    const order = [fact('subscription.ordered', h(0)), fact('subscription.lapsed', h(2))]
    const history = [
      { kind: 'voided', step: null, at: new Date(h(2)), detail: { because: 'subscription.lapsed' } },
    ]
    const told = (locale: Locale) => {
      const { steps, history: notes } = words(locale, rule, order, h(3), null, { history })
      return [steps.at(-1), ...notes]
    }
    expect(told('zh-CN')).toEqual([
      '2026-03-02（周一）11:00 已终止（逾时未确认），此前没有发生“收费”：没有用到这一条，既不算兑现也不算违约。',
      '2026-03-02（周一）11:00 起不再适用（逾时未确认）。',
    ])
    expect(told('zh-TW')).toEqual([
      '2026-03-02（週一）11:00 已終止（逾時未確認），此前沒有發生「收費」：沒有用到這一條，既不算兌現也不算違約。',
      '2026-03-02（週一）11:00 起不再適用（逾時未確認）。',
    ])
    expect(told('en')).toEqual([
      'It ended (no answer in time) on Mon 2 March 2026, 11:00 and “charging” had not happened: there was no occasion, neither kept nor broken.',
      'Mon 2 March 2026, 11:00: no longer applies (no answer in time).',
    ])
  })

  test('no occasion: neither kept nor broken', () => {
    const rule: GateRule = { ...CALL_BACK_BEFORE_CLOSING, action: 'complaint.appealed' }
    expect(words('en', rule, facts, h(3)).steps.at(-1)).toBe(
      'The case was closed on Mon 2 March 2026, 11:00 and “appeal to the regulator” had not happened: there was no occasion, neither kept nor broken.',
    )
  })
})

describe('ladder and history in words', () => {
  const ladder: LadderStep[] = [
    { moment: { at: 'share', percent: 50 }, recipient: 'owner', respectQuietHours: false },
    { moment: { at: 'deadline' }, recipient: 'branch_manager', respectQuietHours: false },
  ]

  test('fired, planned, no longer needed, silent while paused', () => {
    const told = (facts: FactRecord[], rule = REPLY_48H, stepsFired = 1) =>
      words('zh-CN', rule, facts, h(30), null, { ladder, stepsFired }).ladder
    expect(told([received()])).toEqual([
      '时限用去50%时通知责任人：2026-03-03（周二）09:00，已通知。',
      '到期时通知分公司经理：2026-03-04（周三）09:00。',
    ])
    expect(told([received(), replied(h(28))])[1]).toBe('到期时通知分公司经理：不再需要。')
    expect(
      told(
        [received(), fact('complaint.paused', h(29), { attrs: { reason: 'waiting_customer' } })],
        SOLVE_100H,
        0,
      ),
    ).toEqual(['时限用去50%时通知责任人：暂停计时期间不通知。', '到期时通知分公司经理：暂停计时期间不通知。'])
  })

  test('re-computations with both times, or that nothing moved', () => {
    const recomputed = (to: string) => ({
      kind: 'recomputed',
      step: null,
      at: new Date(h(1)),
      detail: { from: '2026-03-05T16:00:00.000Z', to },
    })
    const history = [
      recomputed('2026-03-06T16:00:00.000Z'),
      recomputed('2026-03-05T16:00:00.000Z'),
      { kind: 'broken', step: null, at: new Date(h(49)), detail: {} },
    ]
    expect(words('zh-CN', REPLY_48H, [received()], h(50), null, { history }).history).toEqual([
      '2026-03-02（周一）10:00 日历更新，重新计算：截止由 2026-03-05（周四）24:00 改为 2026-03-06（周五）24:00。',
      '2026-03-02（周一）10:00 日历更新，重新计算：截止仍为 2026-03-05（周四）24:00。',
      '2026-03-04（周三）10:00 系统记下违约。',
    ])
  })

  test('waived: when, why and by what proof, reported apart', () => {
    const explained = explanation(REPLY_48H, [received()], h(5), null, {
      state: 'WAIVED',
      waivedAtMs: h(4),
      waiver: { reason: '客户撤诉', proof: '录音 12 号' },
    })
    expect(explainInWords(explained, 'zh-CN').steps.at(-1)).toBe(
      '2026-03-02（周一）13:00 豁免：客户撤诉（凭据：录音 12 号）。豁免单独统计，不算兑现。',
    )
  })
})

describe('in every locale', () => {
  const foreign: Record<Locale, RegExp> = {
    'zh-CN': /[時間內計應為]/,
    'zh-TW': /[时间内计应为]/,
    en: /[\u4e00-\u9fff]/,
  }
  test.each(LOCALES)('%s: every kind of sentence is worded, none in another script', (locale) => {
    const facts = [
      received(),
      fact('complaint.paused', h(10), { attrs: { reason: 'waiting_customer' } }),
      fact('complaint.resumed', h(60)),
      replied(h(70)),
      fact('complaint.called_back', h(71)),
      fact('complaint.solved', h(72)),
      fact('complaint.closed', h(73)),
      fact('complaint.reopened', h(90)),
    ]
    const spring = {
      ...OFFICE,
      holidays: ['2026-03-04'],
      dayNames: { '2026-03-04': '国庆节、中秋节' },
      announcedYears: [2025],
    }
    const rules: (DeadlineRule | GateRule)[] = [
      REPLY_48H,
      { ...SOLVE_100H, onReopen: 'resume', clock: 'service_hours', limit: { amount: 30, unit: 'hour' } },
      { ...SOLVE_100H, onReopen: 'new', clock: 'working_day', limit: { amount: 40, unit: 'day' } },
      {
        ...REPLY_48H,
        start: 'complaint.closed',
        clock: 'billing_cycle',
        limit: { amount: 1, unit: 'cycle' },
      },
      CALL_BACK_BEFORE_CLOSING,
    ]
    for (const rule of rules) {
      const { headings, ...told } = words(locale, rule, facts, h(95), rule.kind === 'gate' ? null : spring)
      const lines = [...Object.values(headings), ...Object.values(told).flat()]
      for (const line of lines) {
        expect(line).not.toMatch(/undefined|null|NaN|\[object/)
        expect(line).not.toMatch(foreign[locale])
      }
    }
  })
})
