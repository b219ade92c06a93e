import { useTranslations } from 'next-intl'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { formatCount } from '@/ui/format'
import { StatTile } from '@/ui/stat-tile'
import { ledgerHref, moneyHref } from '../../money-links'
import type { MoneyBoard } from '../../queries-money'
import { averageDays, type Sum } from '../../rules/money'
import { formatAmounts, formatDays } from './amounts'

/** What the errors of the month came to, and what moved in the ledger in it. */
export function MoneyTiles({ board }: { board: MoneyBoard }) {
  const t = useTranslations('money')
  const locale = useAppLocale()
  const { total, unit, month, opens } = board
  const tile = (measure: 'owed' | 'late' | 'paid' | 'reversed', sum: Sum) => (
    <StatTile
      label={t(`measure.${measure}`)}
      value={<span className="tile-amount">{formatAmounts(sum.amounts, locale)}</span>}
      kind={measure === 'late' && sum.count > 0 ? 'overdue' : undefined}
      note={t('errorsCount', { count: sum.count, number: formatCount(sum.count, locale) })}
      href={opens.errors ? moneyHref(unit.code, month, measure) : undefined}
    />
  )
  const days = averageDays(total)
  return (
    <div className="grid grid-cols-2 gap-2 md:grid-cols-3 xl:grid-cols-6">
      {tile('owed', total.owed)}
      {tile('late', total.late)}
      {tile('paid', total.paid)}
      {tile('reversed', total.reversed)}
      <StatTile
        label={t('measure.errors')}
        value={formatCount(total.errors, locale)}
        note={t('averageDays', { days: formatDays(days, locale) })}
        href={opens.errors ? moneyHref(unit.code, month, 'errors') : undefined}
      />
      <StatTile
        label={t('paidInMonth')}
        value={<span className="tile-amount">{formatAmounts(board.ledger.paid_out, locale)}</span>}
        note={t('ledger')}
        href={opens.ledger ? ledgerHref(unit.code, month, 'paid_out') : undefined}
      />
    </div>
  )
}
