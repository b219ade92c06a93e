import { useTranslations } from 'next-intl'
import { Tabs } from '@/ui/tabs'

/** What we send and what customers send. */
export function MessageTabs({ current }: { current: 'out' | 'in' }) {
  const t = useTranslations('messages')
  return (
    <div className="mb-4">
      <Tabs
        label={t('title')}
        tabs={[
          { href: '/messages', label: t('outgoing'), current: current === 'out' },
          { href: '/messages/incoming', label: t('incoming'), current: current === 'in' },
        ]}
      />
    </div>
  )
}
