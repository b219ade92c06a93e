import { parseMinor } from '@/kernel/money'
import { momentOf } from './local-moment'

/** Columns of a batch file, with the names they may have. */
const COLUMNS = {
  account: ['account', '账号', '帳號', '计费账号', '計費帳號'],
  phone: ['phone', 'mobile', '手机号', '手機號', '号码', '號碼'],
  name: ['name', 'customer', '姓名', '客户', '客戶'],
  period: ['period', 'month', '账期', '帳期'],
  service: ['service', '业务', '業務'],
  classCode: ['class', 'error_class', '误差类别', '誤差類別', '类别', '類別'],
  chargeRef: ['charge_ref', 'reference', '计费流水', '計費流水', '计费流水号', '計費流水號'],
  chargedAt: ['charged_at', '收费时间', '收費時間'],
  charged: ['charged', '已收', '已收金额', '已收金額'],
  correct: ['correct', '应收', '應收', '应收金额', '應收金額'],
  currency: ['currency', '币种', '幣別'],
  unit: ['unit', 'unit_code', '机构', '機構', '单位', '單位'],
  customerClass: ['customer_class', '客户类型', '客戶類型'],
  words: ['words', 'note', '说明', '說明', '备注', '備註'],
} as const
export type BatchColumn = keyof typeof COLUMNS
const NEEDED: readonly BatchColumn[] = ['account', 'service', 'classCode', 'chargedAt', 'charged', 'correct']

/** One line of a batch file by column, as it stands there. */
export type BatchCells = Readonly<Partial<Record<BatchColumn, string>>>

const spelled = (text: string) => text.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, '_')

/** Place of each column in the head; null when a needed one is missing. */
export function batchColumns(head: readonly string[]): ReadonlyMap<BatchColumn, number> | null {
  const heads = head.map(spelled)
  const places = new Map<BatchColumn, number>()
  for (const [column, names] of Object.entries(COLUMNS) as [BatchColumn, readonly string[]][]) {
    const place = heads.findIndex((cell) => names.includes(cell))
    if (place >= 0) places.set(column, place)
  }
  return NEEDED.every((column) => places.has(column)) ? places : null
}

export function batchCells(
  row: readonly string[],
  columns: ReadonlyMap<BatchColumn, number>,
): BatchCells | null {
  const cells: Partial<Record<BatchColumn, string>> = {}
  for (const [column, place] of columns) {
    const text = (row[place] ?? '').trim()
    if (text !== '') cells[column] = text
  }
  return Object.keys(cells).length === 0 ? null : cells
}

/** What a line says, read; amounts in minor units. */
export type BatchLine = {
  readonly account: string
  readonly phone: string | null
  readonly name: string | null
  readonly period: string
  readonly service: string
  readonly classCode: string
  readonly chargeRef: string | null
  readonly chargedAt: Date
  readonly currency: string
  readonly chargedMinor: bigint
  readonly correctMinor: bigint
  readonly unitCode: string | null
  readonly customerClass: string | null
  readonly words: string | null
}
export type LineProblem = { readonly problem: string; readonly field: BatchColumn }

/**
 * Reads a line; says which field cannot be read.
 * @param classByName codes of error classes by their names in any language
 */
export function readBatchLine(
  cells: BatchCells,
  timeZone: string,
  classByName: ReadonlyMap<string, string>,
): BatchLine | LineProblem {
  const currency = (cells.currency ?? 'CNY').toUpperCase()
  if (!/^[A-Z]{3}$/.test(currency)) return { problem: 'field_invalid', field: 'currency' }
  for (const field of NEEDED) if (cells[field] === undefined) return { problem: 'field_required', field }
  const chargedAt = momentOf(cells.chargedAt ?? '', timeZone)
  if (!chargedAt) return { problem: 'field_invalid', field: 'chargedAt' }
  const charged = parseMinor(cells.charged ?? '', currency)
  if (charged === null || charged < 0n) return { problem: 'amount_invalid', field: 'charged' }
  const correct = parseMinor(cells.correct ?? '', currency)
  if (correct === null || correct < 0n) return { problem: 'amount_invalid', field: 'correct' }
  const typedClass = cells.classCode ?? ''
  const monthOfCharge = (cells.chargedAt ?? '').replace(/\//g, '-').replace(/^(\d{4})-(\d)-/, '$1-0$2-')
  return {
    account: cells.account ?? '',
    phone: cells.phone ?? null,
    name: cells.name ?? null,
    period: cells.period?.replace('/', '-') ?? monthOfCharge.slice(0, 7),
    service: cells.service ?? '',
    classCode: classByName.get(spelled(typedClass)) ?? typedClass,
    chargeRef: cells.chargeRef ?? null,
    chargedAt,
    currency,
    chargedMinor: charged,
    correctMinor: correct,
    unitCode: cells.unit ?? null,
    customerClass: cells.customerClass ?? null,
    words: cells.words ?? null,
  }
}

/** Names of classes as a file may spell them. */
export const classNames = (
  classes: readonly { readonly code: string; readonly name: Readonly<Record<string, string>> }[],
): Map<string, string> =>
  new Map(
    classes.flatMap(({ code, name }) => [code, ...Object.values(name)].map((each) => [spelled(each), code])),
  )

/** `FB-000012`. */
export const batchNumber = (seq: number): string => `FB-${String(seq).padStart(6, '0')}`

/** Number of errors to be looked at before anybody approves: 1 in 100, 5 at least, 50 at most, never more than there are. */
export const usualSample = (rows: number): number =>
  Math.max(1, Math.min(rows, Math.max(5, Math.min(50, Math.ceil(rows / 100)))))
