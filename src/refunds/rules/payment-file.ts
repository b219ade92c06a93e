import { createHash } from 'node:crypto'
import { plainAmount } from '@/kernel/money'

/** One refund to be paid. */
export type PaymentLine = {
  readonly paymentId: string
  readonly errorNumber: string
  /** Billing account in clear: billing has to know whom to credit. */
  readonly account: string
  readonly amountMinor: bigint
  readonly period: string
  readonly service: string
  readonly chargeRef: string | null
}
export type PaymentFileHead = {
  readonly number: string
  readonly currency: string
  readonly createdAt: Date
}

const COLUMNS = [
  'payment_id',
  'error',
  'account',
  'amount',
  'currency',
  'period',
  'service',
  'charge_ref',
] as const

/** `PF-000012`. */
export const paymentFileNumber = (seq: number): string => `PF-${String(seq).padStart(6, '0')}`

/**
 * A payment file as billing gets it: a head line, the columns, one line a payment, a line of totals, and the SHA-256 of
 * everything before it. UTF-8, CRLF. The same payments always give the same bytes.
 */
export function paymentFileText(
  head: PaymentFileHead,
  lines: readonly PaymentLine[],
): { text: string; sha256: string; totalMinor: bigint } {
  const totalMinor = lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)
  const total = plainAmount(totalMinor, head.currency)
  const body = [
    csv([
      'JIANNUO-REFUND',
      '1',
      head.number,
      head.currency,
      head.createdAt.toISOString(),
      String(lines.length),
      total,
    ]),
    csv(COLUMNS),
    ...lines.map((line) =>
      csv([
        line.paymentId,
        line.errorNumber,
        line.account,
        plainAmount(line.amountMinor, head.currency),
        head.currency,
        line.period,
        line.service,
        line.chargeRef ?? '',
      ]),
    ),
    csv(['TOTAL', String(lines.length), total]),
  ].join('')
  const sha256 = createHash('sha256').update(body, 'utf8').digest('hex')
  return { text: `${body}${csv(['SHA256', sha256])}`, sha256, totalMinor }
}

const csv = (cells: readonly string[]): string => `${cells.map(cell).join(',')}\r\n`
const cell = (text: string): string =>
  /[",;\r\n]|^[=+\-@\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
