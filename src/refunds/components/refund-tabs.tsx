import { useTranslations } from 'next-intl'
import { Tabs } from '@/ui/tabs'

export const REFUND_TABS = ['errors', 'batches', 'payments', 'ledger', 'settings'] as const
export type RefundTab = (typeof REFUND_TABS)[number]

const HREF: Readonly<Record<RefundTab, string>> = {
  errors: '/refunds',
  batches: '/refunds/batches',
  payments: '/refunds/payments',
  ledger: '/refunds/ledger',
  settings: '/refunds/settings',
}

/** The parts of the room; those the reader's role does not open are left out. */
export function RefundTabs({ current, open }: { current: RefundTab; open: readonly RefundTab[] }) {
  const t = useTranslations('refunds')
  return (
    <Tabs
      label={t('title')}
      tabs={REFUND_TABS.filter((tab) => open.includes(tab)).map((tab) => ({
        href: HREF[tab],
        label: t(`tab.${tab}`),
        current: tab === current,
      }))}
    />
  )
}
