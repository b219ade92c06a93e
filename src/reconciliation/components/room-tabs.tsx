import { useTranslations } from 'next-intl'
import { Tabs } from '@/ui/tabs'

const TABS = {
  runs: '/reconciliation',
  imports: '/reconciliation/imports',
  tariffs: '/reconciliation/tariffs',
} as const
export type RoomTab = keyof typeof TABS

export function RoomTabs({ current }: { current: RoomTab }) {
  const t = useTranslations('reconciliation')
  return (
    <Tabs
      label={t('title')}
      tabs={(Object.keys(TABS) as RoomTab[]).map((tab) => ({
        href: TABS[tab],
        label: t(`tab.${tab}`),
        current: tab === current,
      }))}
    />
  )
}
