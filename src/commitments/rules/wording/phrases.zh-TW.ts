import type { Clock, Duration, DurationUnit } from '../rule'
import type { Phrases } from './phrase-types'
import { WORDS_ZH_TW } from './words.zh-TW'

const UNITS: Readonly<Record<DurationUnit, string>> = {
  second: '秒',
  minute: '分鐘',
  hour: '小時',
  day: '天',
  week: '週',
  month: '個月',
  year: '年',
  cycle: '個帳期',
}
const CLOCK_NOTES: Readonly<Record<Clock, string>> = {
  elapsed: '自然時間，假日不順延',
  calendar_day: '含假日，當日不計，到最後一日24時止',
  working_day: '按工作行事曆，假日順延，到最後一個工作日24時止',
  service_hours: '只計服務時間，其餘時間不計',
  billing_cycle: '按帳期',
}
const CONDITIONS = {
  caseKinds: '',
  classes: '類別：',
  channels: '管道：',
  brands: '品牌：',
  customerClasses: '客戶：',
  orgUnits: '機構：',
} as const
const COMPARATORS = { at_least: '不低於', at_most: '不超過', equal: '等於' } as const
const IF_MISSING = {
  refuse: '缺少時不予辦理',
  void: '缺少時該事項無效',
  no_charge: '缺少時不收費',
} as const

function amount(duration: Duration, clock: Clock): string {
  const { amount: count, unit } = duration
  if (clock === 'calendar_day' && unit === 'day') return `${count}個日曆天`
  if (clock === 'working_day' && unit === 'day') return `${count}個工作日`
  if (clock === 'working_day' && unit === 'week') return `${count}週（${count * 5}個工作日）`
  if (clock === 'elapsed' && unit === 'day') return `${count}天（${count * 24}小時）`
  if (clock === 'service_hours') return `${count}${unit === 'hour' ? '個服務小時' : `${UNITS[unit]}服務時間`}`
  return `${count}${UNITS[unit]}`
}

const inBrackets = (text: string) => (text === '' ? '' : `（${text}）`)
const sentence = (parts: readonly string[]) => parts.filter((part) => part !== '').join('，')
const after = (main: string, remarks: readonly string[]) =>
  [main, ...remarks].filter((part) => part !== '').join('；')

/** Rules in words, Traditional Chinese (Taiwan and Hong Kong usage). */
export const PHRASES_ZH_TW: Phrases = {
  words: WORDS_ZH_TW,
  and: (items) => items.join('、'),
  or: (items) => items.join('或'),
  remarks: (items) => items.join('；'),
  duration: amount,
  unit: (unit) => UNITS[unit],
  clockNote: (clock) => CLOCK_NOTES[clock],
  date: (isoDate) => {
    const [year, month, day] = isoDate.split('-').map(Number)
    return `${year}年${month}月${day}日`
  },
  everyKind: (kinds) => `每一件${kinds.join('、')}`,
  condition: (dimension, names) => `${CONDITIONS[dimension]}${names.join('、')}`,
  everything: '全部適用',
  narrowed: (subject, conditions) =>
    subject + inBrackets(conditions.length > 0 ? `限${conditions.join('；')}` : ''),
  ownChoice: (parameters) =>
    parameters.length > 0 ? inBrackets(`${parameters.join('、')}由本公司自訂`) : '',
  nothing: '無',
  toBeChosen: '（待本公司自訂）',
  attainAll: '達標率100%',
  attainShare: (percent) => `達標率不低於${percent}%`,
  attainTwoStep: (first, within, final, finalWithin) =>
    `${within}內達到${first}%，${finalWithin}內達到${final}%`,
  attainAverage: (average, max) => `平均不超過${average}，最長不超過${max}`,
  pause: (reasons, maxTotal) => `${reasons.join('、')}期間暫停計時，累計最多${maxTotal}`,
  reopen: (onReopen) => ({ ignore: '', resume: '重新開啟後接續計時', new: '重新開啟後另行計時' })[onReopen],
  deadline: ({ subject, since, stop, limit, clockNote, own, attainment, remarks }) =>
    after(
      limit === null
        ? sentence([subject, `自${since}起${stop}`, `時限未定${own}`, attainment])
        : sentence([subject, `自${since}起${limit}內${stop}${inBrackets(clockNote)}${own}`, attainment]),
      remarks,
    ),
  precondition: ({ fact, by, validity, minimumAge }) =>
    fact +
    inBrackets(
      sentence([
        by === '' ? '' : `${by}完成`,
        validity === null ? '' : `${validity}內有效`,
        minimumAge === null ? '' : `已滿${minimumAge}`,
      ]),
    ),
  gate: ({ subject, action, preconditions, ifMissing, overrideBy, own }) =>
    after(
      sentence([
        subject,
        `須${preconditions.length > 1 ? '依次' : ''}有「${preconditions.join('」「')}」的紀錄`,
        `方可${action}${own}`,
      ]),
      [IF_MISSING[ifMissing], overrideBy === null ? '任何人不得例外放行' : `僅${overrideBy}可例外放行`],
    ),
  notice: ({ ordinal, lead, clockNote, channels }) =>
    `${ordinal === null ? '' : `第${ordinal}次`}${lead === null ? '提前通知，提前量未定' : `至少提前${lead}通知`}${inBrackets(
      [lead === null ? '' : clockNote, channels.length > 0 ? `管道：${channels.join('、')}` : '']
        .filter((part) => part !== '')
        .join('；'),
    )}`,
  forbidden: (days, from, to) => `${days.join('、')}${from}至${to}不得通知`,
  advanceNotice: ({ subject, event, trigger, notices, forbidden, own }) =>
    after(
      sentence([subject, trigger === null ? `${event}前` : `${trigger}時，${event}前`]) +
        notices.join('，') +
        own,
      forbidden,
    ),
  ratio: ({ period, numerator, denominator, unit, comparator, target, own }) => {
    const value = (suffix: string) =>
      target === null ? `目標未定${own}` : `${COMPARATORS[comparator]}${target}${suffix}${own}`
    switch (unit) {
      case 'percent':
        return `${period}「${numerator}」佔「${denominator}」的比例，${value('%')}`
      case 'score':
        return `${period}「${numerator}」按「${denominator}」平均，${value('分')}`
      case 'seconds':
        return `${period}「${denominator}」的「${numerator}」，${value('秒')}`
      case 'minutes':
        return `${period}「${denominator}」的「${numerator}」，${value('分鐘')}`
      case 'per_10000':
        return `${period}每萬件「${denominator}」中的「${numerator}」，${value('件')}`
      case 'count':
        return `${period}每個「${denominator}」的「${numerator}」，${value('次')}`
    }
  },
  depth: (months, countsCurrentMonth) => `最近${months}個月（${countsCurrentMonth ? '含' : '不含'}當月）`,
  availability: ({ object, where, allDay, hours, depth, minimumCount, probe, own }) =>
    after(sentence([where, `可用：${object}`, depth ?? '', allDay ? '24小時' : (hours ?? '')]), [
      minimumCount === null ? '' : `至少${minimumCount}項${own}`,
      `以${probe}驗證`,
    ]),
  checklist: ({ items, unlisted, passPercent, sampling, inspector, own }) =>
    after(
      `檢查項：${items.join('、')}${unlisted > 0 ? `，另有${unlisted}項原文未列出` : ''}，合格線${passPercent}%${own}`,
      [sampling, `檢查方式：${inspector}`],
    ),
  cadence: ({ period, count, output, owner, own }) =>
    `${period}至少${count}次${own}：${output}，由${owner}負責`,
  milestone: ({ date, deliverable, owner, own }) =>
    `${date === null ? '日期未知' : `${date}前`}${own}：${deliverable}，由${owner}負責`,
  neverEvent: ({ definition, detection, proof, own }) =>
    after(`不得發生：${definition}${own}`, [
      detection.length > 0 ? `發現途徑：${detection.join('、')}` : '',
      proof === null ? '' : `以記錄的「${proof}」為準`,
    ]),
  ladderShare: (percent) => `時限用去${percent}%時`,
  ladderDeadline: '到期時',
  ladderAfter: (duration) => `逾期${duration}後`,
  ladderBefore: (duration) => `到期前${duration}`,
  ladderStep: (moment, recipients, waits) => `${moment}通知${recipients}${waits ? '（免打擾時段順延）' : ''}`,
  noRemedy: '不另行賠付',
  multiple: (base, factor, floor, cap) =>
    sentence([
      `按${base}的${factor}倍返還`,
      floor === null ? '' : `最低${floor}`,
      cap === null ? '' : `最高${cap}`,
    ]),
  perEvent: (money) => `每次賠付${money}`,
  perUnit: (money, unit, grace, cap) =>
    sentence([
      grace === null ? '' : `超過${grace}後`,
      `每${unit}賠付${money}`,
      cap === null ? '' : `最高${cap}`,
    ]),
  percentPerDay: (base, percent) => `每逾期一日賠付${base}的${percent}%`,
  interest: (base, percent, from) => `自第${from}起按${base}的年利率${percent}%計息`,
  prorata: (fee, days) => `按${days}折算減免${fee}`,
  tiered: (fee, rows) => rows.map(({ over, days }) => `超過${over}的，減免${days}天${fee}`).join('；'),
  extend: (what, days) => `${what}延長${days}天`,
  waive: (fee) => `免收${fee}`,
  voidOrder: (order) => `${order}無效，不收費`,
  capCharge: (money) => `收費以${money}為限，客戶同意的除外`,
  escalate: (target) => `客戶可提交${target}`,
  consequence: (_type, name, percent, text) => text ?? (percent === null ? name : `${name}的${percent}%`),
}
