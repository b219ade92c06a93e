import { useTranslations } from 'next-intl'
import { EmptyState } from '@/ui/empty-state'
import { dueHref } from '../links'
import type { OwnerDue } from '../queries'
import { FigureLink } from './figure-link'

/** By whom: people with something overdue or due within 24 hours. */
export function OwnersTable({
  owners,
  unitCode,
  limit,
}: {
  owners: readonly OwnerDue[]
  unitCode: string
  limit: number
}) {
  const t = useTranslations('dashboards')
  if (owners.length === 0) return <EmptyState title={t('nothingDue')} />
  return (
    <div className="table-wrap">
      <table className="table table--board">
        <caption className="sr-only">{t('byWhom')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('owner')}</th>
            <th scope="col" className="text-end">
              {t('overdue')}
            </th>
            <th scope="col" className="text-end">
              {t('within4hShort')}
            </th>
            <th scope="col" className="text-end">
              {t('within24hShort')}
            </th>
          </tr>
        </thead>
        <tbody>
          {owners.slice(0, limit).map((owner) => (
            <tr key={owner.ownerId}>
              <th scope="row" className="font-normal">
                {owner.name}
              </th>
              <td className="text-end">
                <FigureLink
                  count={owner.overdue}
                  href={dueHref(unitCode, 'overdue', owner.ownerId)}
                  tone="overdue"
                />
              </td>
              <td className="text-end">
                <FigureLink
                  count={owner.within4h}
                  href={dueHref(unitCode, '4h', owner.ownerId)}
                  tone="soon"
                />
              </td>
              <td className="text-end">
                <FigureLink
                  count={owner.within4h + owner.within24h}
                  href={dueHref(unitCode, '24h', owner.ownerId)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
