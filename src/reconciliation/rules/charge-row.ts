import { normaliseAccount } from '@/customers/rules/account'
import { normalisePhone } from '@/customers/rules/identity'
import { parseMinor } from '@/kernel/money'
import { CHARGE_KINDS, type ChargeKind } from './lists'

/** Columns of a charge, as billing names them in its file. */
export const CHARGE_FIELDS = [
  'charge_ref',
  'account',
  'phone',
  'service',
  'kind',
  'amount',
  'currency',
  'charged_at',
  'period',
  'used_seconds',
  'billed_seconds',
  'order_ref',
  'branch',
] as const
export type ChargeField = (typeof CHARGE_FIELDS)[number]
export type RawCharge = Readonly<Partial<Record<ChargeField, string>>>

export const NEEDED_FIELDS: readonly ChargeField[] = [
  'charge_ref',
  'account',
  'phone',
  'service',
  'kind',
  'amount',
  'charged_at',
]

/** Heads that are understood beside the field's own name. */
const ALIASES: Readonly<Record<string, ChargeField>> = {
  流水号: 'charge_ref',
  计费流水号: 'charge_ref',
  計費流水號: 'charge_ref',
  账号: 'account',
  帳號: 'account',
  合同号: 'account',
  号码: 'phone',
  號碼: 'phone',
  手机号: 'phone',
  业务代码: 'service',
  業務代碼: 'service',
  收费类型: 'kind',
  收費類型: 'kind',
  金额: 'amount',
  金額: 'amount',
  币种: 'currency',
  幣別: 'currency',
  计费时间: 'charged_at',
  計費時間: 'charged_at',
  账期: 'period',
  帳期: 'period',
  使用秒数: 'used_seconds',
  使用秒數: 'used_seconds',
  计费秒数: 'billed_seconds',
  計費秒數: 'billed_seconds',
  订单号: 'order_ref',
  訂單號: 'order_ref',
  机构: 'branch',
  機構: 'branch',
}

/** Place of each field among the heads of a file; heads nobody knows are passed over. */
export function columnsOf(heads: readonly string[]): ReadonlyMap<ChargeField, number> {
  const places = new Map<ChargeField, number>()
  heads.forEach((head, place) => {
    const text = head.replace(/^\ufeff/, '').trim()
    const name = text.toLowerCase().replace(/[\s-]+/g, '_')
    const field = CHARGE_FIELDS.find((each) => each === name) ?? ALIASES[text]
    if (field && !places.has(field)) places.set(field, place)
  })
  return places
}

/** A charge as it is understood; account and phone normalised, not yet sealed. */
export type UnderstoodCharge = {
  readonly chargeRef: string
  readonly account: string
  readonly phone: string
  readonly serviceCode: string
  readonly kind: ChargeKind
  readonly amountMinor: bigint
  readonly currency: string
  readonly chargedAt: string
  readonly month: string
  readonly usedSeconds: number | null
  readonly billedSeconds: number | null
  readonly orderRef: string | null
  readonly branch: string | null
}
export type RowProblem = { readonly code: string; readonly field: ChargeField | null }

const MOMENT =
  /^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?(Z|[+-]([01]\d|2[0-3]):?[0-5]\d)$/
const MONTH = /^(\d{4})-?(0[1-9]|1[0-2])$/
const REF = /^[\p{L}\p{N}._:/#-]{1,80}$/u
const SERVICE = /^[A-Za-z0-9_.-]{1,40}$/
const LONGEST_SECONDS = 31 * 86_400

/** One spelling of references of billing, as refunds spell them too: half width, no blanks, upper case. */
const spelled = (text: string): string =>
  // Nearly all references are plain already; normalising a million of them costs seconds.
  /^[A-Z0-9_-]+$/.test(text) ? text : text.normalize('NFKC').replace(/\s/g, '').toUpperCase()

/**
 * Reads one row. Every field is text as it stands in the file.
 * @param nowMs charges of the future are refused
 */
export function understandCharge(raw: RawCharge, nowMs: number): UnderstoodCharge | RowProblem {
  const problem = (field: ChargeField, code: string): RowProblem => ({ code, field })
  const chargeRef = spelled(raw.charge_ref?.trim() ?? '')
  if (!REF.test(chargeRef))
    return problem('charge_ref', chargeRef === '' ? 'field_required' : 'field_invalid')
  const account = normaliseAccount(raw.account ?? '')
  if (account === null) return problem('account', 'account_invalid')
  const phone = normalisePhone(raw.phone ?? '')
  if (phone === null) return problem('phone', 'phone_invalid')
  const serviceCode = (raw.service ?? '').trim().toUpperCase()
  if (!SERVICE.test(serviceCode))
    return problem('service', serviceCode === '' ? 'field_required' : 'field_invalid')
  const kindText = (raw.kind ?? '').trim().toLowerCase()
  const kind = CHARGE_KINDS.find((each) => each === kindText)
  if (!kind) return problem('kind', 'charge_kind_unknown')
  const currency = (raw.currency ?? '').trim().toUpperCase() || 'CNY'
  if (!/^[A-Z]{3}$/.test(currency)) return problem('currency', 'field_invalid')
  const amountMinor = amountOf((raw.amount ?? '').trim(), currency)
  if (amountMinor === null || amountMinor < 0n) return problem('amount', 'amount_invalid')
  const chargedAt = (raw.charged_at ?? '').trim()
  const moment = MOMENT.exec(chargedAt)
  const atMs = moment ? Date.parse(chargedAt.replace(' ', 'T')) : Number.NaN
  if (!moment || Number.isNaN(atMs) || Number(moment[3]) > daysOf(moment))
    return problem('charged_at', 'charge_time_without_offset')
  if (atMs > nowMs) return problem('charged_at', 'done_in_future')
  const given = (raw.period ?? '').trim()
  const named = given === '' ? null : MONTH.exec(given)
  if (given !== '' && named === null) return problem('period', 'period_invalid')
  const usedSeconds = secondsOf(raw.used_seconds)
  if (usedSeconds === undefined) return problem('used_seconds', 'field_invalid')
  const billedSeconds = secondsOf(raw.billed_seconds)
  if (billedSeconds === undefined) return problem('billed_seconds', 'field_invalid')
  const orderRef = raw.order_ref?.trim() || null
  if (orderRef !== null && orderRef.length > 80) return problem('order_ref', 'field_too_long')
  return {
    chargeRef,
    account,
    phone,
    serviceCode,
    kind,
    amountMinor,
    currency,
    chargedAt: new Date(atMs).toISOString(),
    month: named ? `${named[1]}-${named[2]}` : `${moment[1]}-${moment[2]}`,
    usedSeconds,
    billedSeconds,
    orderRef,
    branch: raw.branch?.trim() || null,
  }
}

/** Days of the month a moment names: the 30th of February is no day. */
const daysOf = ([, year, month]: RegExpExecArray): number =>
  new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate()

function amountOf(text: string, currency: string): bigint | null {
  const plain = /^(\d{1,12})\.(\d{2})$/.exec(text)
  if (plain && currency === 'CNY') return BigInt(plain[1]! + plain[2]!)
  return parseMinor(text, currency)
}

/** Whole seconds; null: none given; undefined: not a number of seconds. */
function secondsOf(text: string | undefined): number | null | undefined {
  const digits = text?.trim() ?? ''
  if (digits === '') return null
  if (!/^\d{1,7}$/.test(digits)) return undefined
  const seconds = Number(digits)
  return seconds > LONGEST_SECONDS ? undefined : seconds
}
