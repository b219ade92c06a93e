import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { ButtonLink } from '@/ui/button'
import { monthAfter } from '../rules/figures'

/** One month back or on; the address keeps the choice. */
export function MonthSwitch({ unitCode, monthKey }: { unitCode: string; monthKey: string }) {
  const t = useTranslations('dashboards')
  const href = (offset: number) => `/dashboard?unit=${unitCode}&month=${monthAfter(monthKey, offset)}`
  return (
    <span className="flex gap-1">
      <ButtonLink href={href(-1)} icon aria-label={t('previousMonth')}>
        <ChevronLeft size={16} aria-hidden="true" />
      </ButtonLink>
      <ButtonLink href={href(1)} icon aria-label={t('nextMonth')}>
        <ChevronRight size={16} aria-hidden="true" />
      </ButtonLink>
    </span>
  )
}
