import { useTranslations } from 'next-intl'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { formatCount } from '@/ui/format'
import { StatTile } from '@/ui/stat-tile'
import { dueHref } from '../links'
import type { UnitDue } from '../queries'

/** Overdue, due in 4 hours, due in 24 hours: each opens its list. The 24 hours contain the 4. */
export function DueTiles({
  due,
  unitCode,
  ownerId,
}: {
  due: UnitDue
  unitCode: string | null
  ownerId?: string
}) {
  const t = useTranslations('dashboards')
  const locale = useAppLocale()
  const within24h = due.within4h + due.within24h
  return (
    <div className="grid grid-cols-3 gap-2">
      <StatTile
        label={t('overdue')}
        value={formatCount(due.overdue, locale)}
        kind={due.overdue > 0 ? 'overdue' : undefined}
        href={dueHref(unitCode, 'overdue', ownerId)}
      />
      <StatTile
        label={t('within4h')}
        value={formatCount(due.within4h, locale)}
        kind={due.within4h > 0 ? 'due4h' : undefined}
        href={dueHref(unitCode, '4h', ownerId)}
      />
      <StatTile
        label={t('within24h')}
        value={formatCount(within24h, locale)}
        kind={within24h > 0 ? 'due24h' : undefined}
        href={dueHref(unitCode, '24h', ownerId)}
      />
    </div>
  )
}
