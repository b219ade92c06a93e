import { formatMinor } from '@/kernel/money'
import type { Locale } from '@/kernel/text'
import type { StateKind } from '@/ui/state-kinds'
import type { EventState, NoticeState, Proof } from '../rules/lists'
import { periodText } from '../rules/texts'
import type { ListedEventRow } from '../store/list'

/** Texts by keys that are put together. */
export type Translate = {
  (key: string, values?: Record<string, string | number>): string
  has: (key: string) => boolean
}

export const PROOF_LOOK: Readonly<Record<Proof, StateKind>> = {
  too_late: 'error',
  missing: 'warning',
  proven: 'done',
  none_owed: 'info',
}
export const STATE_LOOK: Readonly<Record<EventState, StateKind>> = {
  planned: 'running',
  held: 'paused',
  called_off: 'void',
  done: 'closed',
}
export const NOTICE_LOOK: Readonly<Record<NoticeState, StateKind>> = {
  waiting: 'msg_waiting',
  queued: 'msg_sending',
  sent: 'msg_sent',
  delivered: 'msg_delivered',
  failed: 'msg_undelivered',
  dropped: 'msg_withdrawn',
}

type Money = Pick<
  ListedEventRow,
  'kind' | 'amountMinor' | 'balanceMinor' | 'newPriceMinor' | 'period' | 'currency' | 'service'
>

/** What it is about in one line: the arrears, the balance, the term that ends, the new price. */
export function aboutEvent(event: Money, locale: Locale, t: Translate): string {
  const money = (minor: bigint) => formatMinor(minor, event.currency, locale)
  const { kind, amountMinor, balanceMinor, newPriceMinor, period, service } = event
  if (kind === 'contract_end') return service?.[locale] ?? ''
  if (kind === 'price_change')
    return `${service?.[locale] ?? ''} ${newPriceMinor === null ? '' : money(newPriceMinor)} ${period ? periodText(period)[locale] : ''}`.trim()
  if (kind === 'suspension' && amountMinor !== null) return t('about.owed', { amount: money(amountMinor) })
  return balanceMinor === null ? '' : t('about.balance', { amount: money(balanceMinor) })
}
