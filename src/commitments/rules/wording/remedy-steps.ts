import type { Locale } from '@/kernel/text'
import type { RemedyStep } from '../remedy-amount'
import { DURATION_UNITS, type DurationUnit } from '../rule'
import { phrasesOf } from './phrases'
import { nameOf } from './words'

type Values = Readonly<Record<string, string>>
type Say = {
  readonly money: (minor: string | undefined) => string
  readonly thing: (code: string | undefined) => string
  readonly target: (code: string | undefined) => string
  readonly length: (amount: string | undefined, unit: string | undefined) => string
  readonly unit: (unit: string | undefined) => string
}
type Sentences = Readonly<Record<Exclude<RemedyStep['code'], 'action'>, (values: Values, say: Say) => string>>

const ZH_CN: Sentences = {
  base: (v, { thing, money }) => `计算基数：${thing(v.base)}${money(v.amount)}。`,
  not_positive: (v, { thing, money }) =>
    `${thing(v.base)}为${money(v.amount)}，不大于零，没有多收，应返还0。`,
  multiplied: (v, { money }) => `按${v.factor}倍计算：${money(v.amount)}。`,
  floor: (v, { money }) => `低于最低额，按最低额${money(v.amount)}。`,
  cap: (v, { money }) => `高于最高额，按最高额${money(v.amount)}。`,
  events: (v, { money }) => `每次${money(v.each)}，共${v.count}次：${money(v.amount)}。`,
  units: (v, { money, unit, length }) =>
    `${v.graceAmount ? `超过宽限期${length(v.graceAmount, v.graceUnit)}之后，` : ''}共${v.count}${unit(v.unit)}，每${unit(v.unit)}${money(v.each)}：${money(v.amount)}。`,
  within_grace: (v, { length }) =>
    `${v.graceAmount ? `没有超过宽限期${length(v.graceAmount, v.graceUnit)}` : '没有延误'}，应付0。`,
  percent_days: (v, { money }) => `每日${v.percent}%，共${v.days}天：${money(v.amount)}。`,
  interest: (v, { money }) =>
    `前${v.freeDays}天不计息，其后${v.days}天按年利率${v.percent}%（一年按365天）：${money(v.amount)}。`,
  before_interest: (v) => `前${v.freeDays}天不计息，利息为0。`,
  prorata: (v, { money }) => `一个月按30天，折算${v.days}天：${money(v.amount)}。`,
  tier: (v, { money, length }) =>
    `持续超过${length(v.overAmount, v.overUnit)}，减免${v.days}天（一个月按30天）：${money(v.amount)}。`,
  below_tiers: () => '持续时间没有达到第一档，减免为0。',
  extended: (v, { thing }) => `${thing(v.what)}延长${v.days}天，不付款。`,
  waived: (v, { thing, money }) => `免收${thing(v.fee)}，已收的${money(v.amount)}退还。`,
  voided: (v, { thing, money }) => `${thing(v.order)}视为未订购，已收的${money(v.amount)}退还。`,
  above_cap: (v, { money }) =>
    `收费${money(v.charged)}，超过上限${money(v.cap)}的部分${money(v.amount)}退还。`,
  below_cap: (v, { money }) => `收费${money(v.charged)}，没有超过上限${money(v.cap)}，应退0。`,
  escalate: (v, { target }) => `可向${target(v.target)}提出，不付款。`,
  none: () => '没有约定赔付，应付0。',
  rounded: (v, { money }) => `最后四舍五入到最小货币单位：${money(v.exact)}记为${money(v.amount)}。`,
}

const ZH_TW: Sentences = {
  base: (v, { thing, money }) => `計算基數：${thing(v.base)}${money(v.amount)}。`,
  not_positive: (v, { thing, money }) =>
    `${thing(v.base)}為${money(v.amount)}，不大於零，沒有溢收，應返還0。`,
  multiplied: (v, { money }) => `按${v.factor}倍計算：${money(v.amount)}。`,
  floor: (v, { money }) => `低於最低額，按最低額${money(v.amount)}。`,
  cap: (v, { money }) => `高於最高額，按最高額${money(v.amount)}。`,
  events: (v, { money }) => `每次${money(v.each)}，共${v.count}次：${money(v.amount)}。`,
  units: (v, { money, unit, length }) =>
    `${v.graceAmount ? `超過寬限期${length(v.graceAmount, v.graceUnit)}之後，` : ''}共${v.count}${unit(v.unit)}，每${unit(v.unit)}${money(v.each)}：${money(v.amount)}。`,
  within_grace: (v, { length }) =>
    `${v.graceAmount ? `沒有超過寬限期${length(v.graceAmount, v.graceUnit)}` : '沒有延誤'}，應付0。`,
  percent_days: (v, { money }) => `每日${v.percent}%，共${v.days}天：${money(v.amount)}。`,
  interest: (v, { money }) =>
    `前${v.freeDays}天不計息，其後${v.days}天按年利率${v.percent}%（一年按365天）：${money(v.amount)}。`,
  before_interest: (v) => `前${v.freeDays}天不計息，利息為0。`,
  prorata: (v, { money }) => `一個月按30天，折算${v.days}天：${money(v.amount)}。`,
  tier: (v, { money, length }) =>
    `持續超過${length(v.overAmount, v.overUnit)}，減免${v.days}天（一個月按30天）：${money(v.amount)}。`,
  below_tiers: () => '持續時間沒有達到第一檔，減免為0。',
  extended: (v, { thing }) => `${thing(v.what)}延長${v.days}天，不付款。`,
  waived: (v, { thing, money }) => `免收${thing(v.fee)}，已收的${money(v.amount)}退還。`,
  voided: (v, { thing, money }) => `${thing(v.order)}視為未訂購，已收的${money(v.amount)}退還。`,
  above_cap: (v, { money }) =>
    `收費${money(v.charged)}，超過上限${money(v.cap)}的部分${money(v.amount)}退還。`,
  below_cap: (v, { money }) => `收費${money(v.charged)}，沒有超過上限${money(v.cap)}，應退0。`,
  escalate: (v, { target }) => `可向${target(v.target)}提出，不付款。`,
  none: () => '沒有約定賠付，應付0。',
  rounded: (v, { money }) => `最後四捨五入到最小貨幣單位：${money(v.exact)}記為${money(v.amount)}。`,
}

const EN: Sentences = {
  base: (v, { thing, money }) => `Reckoned on ${thing(v.base)}, ${money(v.amount)}.`,
  not_positive: (v, { thing, money }) =>
    `${capital(thing(v.base))} is ${money(v.amount)}, not above zero: nothing too much was charged, so the refund is 0.`,
  multiplied: (v, { money }) => `Times ${v.factor}: ${money(v.amount)}.`,
  floor: (v, { money }) => `Below the least amount, so the least: ${money(v.amount)}.`,
  cap: (v, { money }) => `Above the most, so the most: ${money(v.amount)}.`,
  events: (v, { money }) => `${money(v.each)} each, ${v.count} times: ${money(v.amount)}.`,
  units: (v, { money, unit, length }) =>
    `${v.graceAmount ? `After the first ${length(v.graceAmount, v.graceUnit)}, ` : ''}${v.count} × ${money(v.each)} for each ${unit(v.unit)}: ${money(v.amount)}.`,
  within_grace: (v, { length }) =>
    `${v.graceAmount ? `Within the first ${length(v.graceAmount, v.graceUnit)}` : 'Not late'}: 0.`,
  percent_days: (v, { money }) => `${v.percent}% a day for ${v.days} days: ${money(v.amount)}.`,
  interest: (v, { money }) =>
    `The first ${v.freeDays} days bear no interest; ${v.days} days after them at ${v.percent}% a year (of 365 days): ${money(v.amount)}.`,
  before_interest: (v) => `The first ${v.freeDays} days bear no interest: 0.`,
  prorata: (v, { money }) => `${v.days} days of a month of 30: ${money(v.amount)}.`,
  tier: (v, { money, length }) =>
    `It lasted more than ${length(v.overAmount, v.overUnit)}: ${v.days} days of a month of 30, ${money(v.amount)}.`,
  below_tiers: () => 'It did not last as long as the first tier: 0.',
  extended: (v, { thing }) => `${capital(thing(v.what))} is ${v.days} days longer; no payment.`,
  waived: (v, { thing, money }) =>
    `${capital(thing(v.fee))} is waived; ${money(v.amount)} charged comes back.`,
  voided: (v, { thing, money }) =>
    `${capital(thing(v.order))} counts as not ordered; ${money(v.amount)} charged comes back.`,
  above_cap: (v, { money }) =>
    `${money(v.charged)} was charged; the part above ${money(v.cap)}, ${money(v.amount)}, comes back.`,
  below_cap: (v, { money }) => `${money(v.charged)} was charged, not above ${money(v.cap)}: 0.`,
  escalate: (v, { target }) => `The customer may go to ${target(v.target)}; no payment.`,
  none: () => 'No compensation is promised: 0.',
  rounded: (v, { money }) =>
    `Rounded once, at the end, to the smallest unit of the currency, a half up: ${money(v.exact)} becomes ${money(v.amount)}.`,
}

const SENTENCES: Readonly<Record<Locale, Sentences>> = { 'zh-CN': ZH_CN, 'zh-TW': ZH_TW, en: EN }
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** How an amount came about, one sentence a step, as a deadline is explained. */
export function remedyStepsInWords(steps: readonly RemedyStep[], currency: string, locale: Locale): string[] {
  const phrases = phrasesOf(locale)
  const isUnit = (unit: string | undefined): unit is DurationUnit =>
    DURATION_UNITS.some((known) => known === unit)
  const say: Say = {
    money: (minor) => moneyText(minor ?? '0', currency, locale),
    thing: (code) => nameOf(code ?? '', phrases.words.money),
    target: (code) => nameOf(code ?? '', phrases.words.targets),
    unit: (unit) => (isUnit(unit) ? phrases.unit(unit) : ''),
    length: (amount, unit) =>
      isUnit(unit) ? phrases.duration({ amount: Number(amount), unit }, 'calendar_day') : '',
  }
  return steps.map(({ code, values }) =>
    code === 'action' ? (values[locale] ?? '') : SENTENCES[locale][code](values, say),
  )
}

/** Minor units given as text, with up to four decimals below the smallest unit: `¥12.34`, `¥12.345`. */
function moneyText(minor: string, currency: string, locale: Locale): string {
  const digits = new Intl.NumberFormat(locale, { style: 'currency', currency }).resolvedOptions()
    .maximumFractionDigits
  const least = digits ?? 2
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    // As amounts stand everywhere else on the page.
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: least,
    maximumFractionDigits: least + 4,
  })
  return format.format(Number(minor) / 10 ** least)
}
