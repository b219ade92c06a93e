import { useTranslations } from 'next-intl'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { formatCount } from '@/ui/format'
import { Sparkline } from '@/ui/sparkline'
import type { GroupView } from '../queries/groups'

/** How a group grows: its last two weeks as a line, the last 24 hours in words. */
export function GroupGrowth({ group, wide = false }: { group: GroupView; wide?: boolean }) {
  const t = useTranslations('groups')
  const locale = useAppLocale()
  return (
    <span className="inline-flex flex-wrap items-center gap-2">
      <Sparkline
        values={group.daily}
        width={wide ? 240 : 84}
        height={wide ? 40 : 22}
        label={t('daily', { values: group.daily.join(', ') })}
      />
      {group.state === 'open' ? (
        <span className="whitespace-nowrap">
          {t('lastDay', { count: formatCount(group.lastDay, locale) })}
          <span className="block text-muted text-xs">
            {t('dayBefore', { count: formatCount(group.dayBefore, locale) })}
          </span>
        </span>
      ) : null}
    </span>
  )
}
