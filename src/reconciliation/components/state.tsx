import { useTranslations } from 'next-intl'
import { formatMinor } from '@/kernel/money'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { StateBadge } from '@/ui/state-badge'
import type { StateKind } from '@/ui/state-kinds'
import type { Amount } from '../queries/runs'
import type { FindingState, ImportStatus } from '../rules/lists'

const KIND: Readonly<Record<ImportStatus, StateKind>> = {
  waiting: 'paused',
  running: 'running',
  stopped: 'paused',
  done: 'kept',
  failed: 'broken_open',
}
/** How far an import or a run has come. */
export function StatusBadge({ status }: { status: ImportStatus }) {
  const t = useTranslations('reconciliation')
  return <StateBadge kind={KIND[status]} label={t(`status.${status}`)} />
}

const FINDING_KIND: Readonly<Record<FindingState, StateKind>> = {
  open: 'due24h',
  accepted: 'kept',
  dismissed: 'waived',
}
export function FindingBadge({ state }: { state: FindingState }) {
  const t = useTranslations('reconciliation')
  return <StateBadge kind={FINDING_KIND[state]} label={t(`findingState.${state}`)} />
}

/** Amounts of several currencies beside one another. */
export function Amounts({ amounts }: { amounts: readonly Amount[] }) {
  const locale = useAppLocale()
  const shown = amounts.length === 0 ? [{ currency: 'CNY', minor: 0n }] : amounts
  return (
    <span className="whitespace-nowrap tabular-nums">
      {shown.map(({ currency, minor }) => formatMinor(minor, currency, locale)).join(' + ')}
    </span>
  )
}

/** Wrong charges in 10,000, one decimal. */
export function formatRate(per10000: number | null, locale: string): string {
  if (per10000 === null) return '—'
  return new Intl.NumberFormat(locale, { maximumFractionDigits: per10000 < 1 ? 2 : 1 }).format(per10000)
}
