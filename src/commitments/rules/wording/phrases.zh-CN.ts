import type { Clock, Duration, DurationUnit } from '../rule'
import type { Phrases } from './phrase-types'
import { WORDS_ZH_CN } from './words.zh-CN'

const UNITS: Readonly<Record<DurationUnit, string>> = {
  second: '秒',
  minute: '分钟',
  hour: '小时',
  day: '天',
  week: '周',
  month: '个月',
  year: '年',
  cycle: '个账期',
}
const CLOCK_NOTES: Readonly<Record<Clock, string>> = {
  elapsed: '自然时间，节假日不顺延',
  calendar_day: '含节假日，当日不计，到最后一日24时止',
  working_day: '按工作日历，节假日顺延，到最后一个工作日24时止',
  service_hours: '只计服务时间，其余时间不计',
  billing_cycle: '按账期',
}
const CONDITIONS = {
  caseKinds: '',
  classes: '类别：',
  channels: '渠道：',
  brands: '品牌：',
  customerClasses: '客户：',
  orgUnits: '机构：',
} as const
const COMPARATORS = { at_least: '不低于', at_most: '不超过', equal: '等于' } as const
const IF_MISSING = {
  refuse: '缺少时不予办理',
  void: '缺少时该事项无效',
  no_charge: '缺少时不收费',
} as const

function amount(duration: Duration, clock: Clock): string {
  const { amount: count, unit } = duration
  if (clock === 'calendar_day' && unit === 'day') return `${count}个自然日`
  if (clock === 'working_day' && unit === 'day') return `${count}个工作日`
  if (clock === 'working_day' && unit === 'week') return `${count}周（${count * 5}个工作日）`
  if (clock === 'elapsed' && unit === 'day') return `${count}天（${count * 24}小时）`
  if (clock === 'service_hours') return `${count}${unit === 'hour' ? '个服务小时' : `${UNITS[unit]}服务时间`}`
  return `${count}${UNITS[unit]}`
}

const inBrackets = (text: string) => (text === '' ? '' : `（${text}）`)
const sentence = (parts: readonly string[]) => parts.filter((part) => part !== '').join('，')
const after = (main: string, remarks: readonly string[]) =>
  [main, ...remarks].filter((part) => part !== '').join('；')

/** Rules in words, Simplified Chinese. */
export const PHRASES_ZH_CN: Phrases = {
  words: WORDS_ZH_CN,
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
  everything: '全部适用',
  narrowed: (subject, conditions) =>
    subject + inBrackets(conditions.length > 0 ? `限${conditions.join('；')}` : ''),
  ownChoice: (parameters) =>
    parameters.length > 0 ? inBrackets(`${parameters.join('、')}由本公司自定`) : '',
  nothing: '无',
  toBeChosen: '（待本公司自定）',
  attainAll: '达标率100%',
  attainShare: (percent) => `达标率不低于${percent}%`,
  attainTwoStep: (first, within, final, finalWithin) =>
    `${within}内达到${first}%，${finalWithin}内达到${final}%`,
  attainAverage: (average, max) => `平均不超过${average}，最长不超过${max}`,
  pause: (reasons, maxTotal) => `${reasons.join('、')}期间暂停计时，累计最多${maxTotal}`,
  reopen: (onReopen) => ({ ignore: '', resume: '重新打开后接续计时', new: '重新打开后另行计时' })[onReopen],
  deadline: ({ subject, since, stop, limit, clockNote, own, attainment, remarks }) =>
    after(
      limit === null
        ? sentence([subject, `自${since}起${stop}`, `时限未定${own}`, attainment])
        : sentence([subject, `自${since}起${limit}内${stop}${inBrackets(clockNote)}${own}`, attainment]),
      remarks,
    ),
  precondition: ({ fact, by, validity, minimumAge }) =>
    fact +
    inBrackets(
      sentence([
        by === '' ? '' : `${by}完成`,
        validity === null ? '' : `${validity}内有效`,
        minimumAge === null ? '' : `已满${minimumAge}`,
      ]),
    ),
  gate: ({ subject, action, preconditions, ifMissing, overrideBy, own }) =>
    after(
      sentence([
        subject,
        `须${preconditions.length > 1 ? '依次' : ''}有“${preconditions.join('”“')}”的记录`,
        `方可${action}${own}`,
      ]),
      [IF_MISSING[ifMissing], overrideBy === null ? '任何人不得例外放行' : `仅${overrideBy}可例外放行`],
    ),
  notice: ({ ordinal, lead, clockNote, channels }) =>
    `${ordinal === null ? '' : `第${ordinal}次`}${lead === null ? '提前通知，提前量未定' : `至少提前${lead}通知`}${inBrackets(
      [lead === null ? '' : clockNote, channels.length > 0 ? `渠道：${channels.join('、')}` : '']
        .filter((part) => part !== '')
        .join('；'),
    )}`,
  forbidden: (days, from, to) => `${days.join('、')}${from}至${to}不得通知`,
  advanceNotice: ({ subject, event, trigger, notices, forbidden, own }) =>
    after(
      sentence([subject, trigger === null ? `${event}前` : `${trigger}时，${event}前`]) +
        notices.join('，') +
        own,
      forbidden,
    ),
  ratio: ({ period, numerator, denominator, unit, comparator, target, own }) => {
    const value = (suffix: string) =>
      target === null ? `目标未定${own}` : `${COMPARATORS[comparator]}${target}${suffix}${own}`
    switch (unit) {
      case 'percent':
        return `${period}“${numerator}”占“${denominator}”的比例，${value('%')}`
      case 'score':
        return `${period}“${numerator}”按“${denominator}”平均，${value('分')}`
      case 'seconds':
        return `${period}“${denominator}”的“${numerator}”，${value('秒')}`
      case 'minutes':
        return `${period}“${denominator}”的“${numerator}”，${value('分钟')}`
      case 'per_10000':
        return `${period}每万件“${denominator}”中的“${numerator}”，${value('件')}`
      case 'count':
        return `${period}每个“${denominator}”的“${numerator}”，${value('次')}`
    }
  },
  depth: (months, countsCurrentMonth) => `最近${months}个月（${countsCurrentMonth ? '含' : '不含'}当月）`,
  availability: ({ object, where, allDay, hours, depth, minimumCount, probe, own }) =>
    after(sentence([where, `可用：${object}`, depth ?? '', allDay ? '24小时' : (hours ?? '')]), [
      minimumCount === null ? '' : `至少${minimumCount}项${own}`,
      `以${probe}验证`,
    ]),
  checklist: ({ items, unlisted, passPercent, sampling, inspector, own }) =>
    after(
      `检查项：${items.join('、')}${unlisted > 0 ? `，另有${unlisted}项原文未列出` : ''}，合格线${passPercent}%${own}`,
      [sampling, `检查方式：${inspector}`],
    ),
  cadence: ({ period, count, output, owner, own }) =>
    `${period}至少${count}次${own}：${output}，由${owner}负责`,
  milestone: ({ date, deliverable, owner, own }) =>
    `${date === null ? '日期未知' : `${date}前`}${own}：${deliverable}，由${owner}负责`,
  neverEvent: ({ definition, detection, proof, own }) =>
    after(`不得发生：${definition}${own}`, [
      detection.length > 0 ? `发现途径：${detection.join('、')}` : '',
      proof === null ? '' : `以记录的“${proof}”为准`,
    ]),
  ladderShare: (percent) => `时限用去${percent}%时`,
  ladderDeadline: '到期时',
  ladderAfter: (duration) => `逾期${duration}后`,
  ladderBefore: (duration) => `到期前${duration}`,
  ladderStep: (moment, recipients, waits) => `${moment}通知${recipients}${waits ? '（免打扰时段顺延）' : ''}`,
  noRemedy: '不另行赔付',
  multiple: (base, factor, floor, cap) =>
    sentence([
      `按${base}的${factor}倍返还`,
      floor === null ? '' : `最低${floor}`,
      cap === null ? '' : `最高${cap}`,
    ]),
  perEvent: (money) => `每次赔付${money}`,
  perUnit: (money, unit, grace, cap) =>
    sentence([
      grace === null ? '' : `超过${grace}后`,
      `每${unit}赔付${money}`,
      cap === null ? '' : `最高${cap}`,
    ]),
  percentPerDay: (base, percent) => `每逾期一日赔付${base}的${percent}%`,
  interest: (base, percent, from) => `自第${from}起按${base}的年利率${percent}%计息`,
  prorata: (fee, days) => `按${days}折算减免${fee}`,
  tiered: (fee, rows) => rows.map(({ over, days }) => `超过${over}的，减免${days}天${fee}`).join('；'),
  extend: (what, days) => `${what}延长${days}天`,
  waive: (fee) => `免收${fee}`,
  voidOrder: (order) => `${order}无效，不收费`,
  capCharge: (money) => `收费以${money}为限，客户同意的除外`,
  escalate: (target) => `客户可提交${target}`,
  consequence: (_type, name, percent, text) => text ?? (percent === null ? name : `${name}的${percent}%`),
}
