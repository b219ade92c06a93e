import { useTranslations } from 'next-intl'
import { ButtonLink } from '@/ui/button'
import { Icon } from '@/ui/icon'
import { monthAfter } from '../rules/figures'

/** One month back or on; the address keeps the choice. */
export function MonthSwitch({
  unitCode,
  monthKey,
  hrefOf = (key) => `/dashboard?unit=${unitCode}&month=${key}`,
}: {
  unitCode: string
  monthKey: string
  /** Address of the same screen for another month; the board of promises without. */
  hrefOf?: (monthKey: string) => string
}) {
  const t = useTranslations('dashboards')
  const href = (offset: number) => hrefOf(monthAfter(monthKey, offset))
  return (
    <span className="flex gap-1">
      <ButtonLink href={href(-1)} icon aria-label={t('previousMonth')}>
        <Icon name="chevron-left" size={16} />
      </ButtonLink>
      <ButtonLink href={href(1)} icon aria-label={t('nextMonth')}>
        <Icon name="chevron-right" size={16} />
      </ButtonLink>
    </span>
  )
}
