import { formatMinor } from '@/kernel/money'
import type { Locale } from '@/kernel/text'
import type { TimelineFact } from '@/obligations/queries/timeline'
import type { StateKind } from '@/ui/state-kinds'
import type { ErrorView } from '../queries/one'

type Translate = (key: 'fact.amount' | 'fact.file' | 'fact.ref', values: Record<string, string>) => string

const KINDS: Readonly<Record<string, StateKind>> = {
  'billing.error_reported': 'open',
  'billing.error_checked': 'in_review',
  'billing.error_verified': 'warning',
  'billing.error_corrected': 'in_review',
  'billing.error_rejected': 'waived',
  'billing.refund_approved': 'running',
  'billing.refund_sent': 'due24h',
  'billing.refund_failed': 'failed',
  'billing.refund_credited': 'done',
  'billing.refund_confirmed': 'closed',
  'billing.refund_reversed': 'void',
}
export const factKind = (type: string): StateKind | undefined => KINDS[type]

/** What a fact said besides its name: the amount, the file, billing's reference, the reason. */
export function factWords(
  t: Translate,
  { type, attrs }: TimelineFact,
  error: ErrorView['error'],
  locale: Locale,
): string | undefined {
  const text = (name: string) =>
    typeof attrs[name] === 'string' && attrs[name] !== '' ? String(attrs[name]) : null
  const amount = text('amountMinor') ?? text('promisedMinor')
  const reasons: Readonly<Record<string, string | null>> = {
    'billing.error_checked': error.finding,
    'billing.error_rejected': error.rejectReason,
    'billing.refund_reversed': error.reverseReason,
  }
  const file = text('fileNumber')
  const reference = text('billingRef')
  return (
    [
      amount ? t('fact.amount', { amount: formatMinor(BigInt(amount), error.currency, locale) }) : null,
      file ? t('fact.file', { number: file }) : null,
      reference ? t('fact.ref', { reference }) : null,
      text('reason') ?? reasons[type] ?? null,
    ]
      .filter(Boolean)
      .join(' · ') || undefined
  )
}
