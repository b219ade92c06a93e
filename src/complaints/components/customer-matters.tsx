import { useTranslations } from 'next-intl'
import { matterHref } from '@/kernel/matter-href'
import { useStateName } from '@/matters/components/matter-words'
import type { CustomerMatter } from '@/matters/queries/of-customer'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { AppLink } from '@/ui/app-link'
import { formatInstant } from '@/ui/format'

/** Billing errors, orders and whatever else there is of a customer, the newest first. */
export function CustomerMatters({
  matters,
  noteOf,
}: {
  matters: readonly CustomerMatter[]
  /** What more is to be said of one, such as that it came from the case shown. */
  noteOf?: (matter: CustomerMatter) => string | null
}) {
  const locale = useAppLocale()
  const words = useTranslations('matters')
  const stateName = useStateName()
  return (
    <ul className="flex flex-col gap-2">
      {matters.map((matter) => (
        <li key={matter.id} className="flex flex-wrap items-baseline justify-between gap-x-2">
          <AppLink href={matterHref(matter.type, matter.id)}>{matter.number}</AppLink>
          <span className="text-sm">{stateName(matter.state)}</span>
          <span className="w-full text-muted text-xs">
            {[
              words(`type.${matter.type}`),
              matter.unitName,
              formatInstant(matter.openedAt, { locale, timeZone: matter.timeZone, style: 'date' }),
              noteOf?.(matter) ?? null,
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </li>
      ))}
    </ul>
  )
}
