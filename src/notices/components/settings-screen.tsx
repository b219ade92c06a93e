import { useTranslations } from 'next-intl'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { type Column, DataTable } from '@/ui/data-table'
import { formatInstant } from '@/ui/format'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import type { NoticeSettings, UnitSetting } from '../queries/settings'
import { SettingForm } from './setting-form'

/** How early notices go out and how often a low balance is told, by unit; the nearest unit above holds. */
export function SettingsScreen({ settings }: { settings: NoticeSettings }) {
  const t = useTranslations('notices')
  const s = useTranslations('notices.settings')
  const locale = useAppLocale()
  const columns: Column<UnitSetting>[] = [
    { key: 'unit', header: s('unit'), primary: true, cell: (row) => row.unitName },
    { key: 'margin', header: s('margin'), cell: (row) => s('hours', { hours: row.marginHours }) },
    { key: 'steps', header: s('steps'), cell: (row) => `${row.steps} ${row.currency}` },
    {
      key: 'limit',
      header: s('limit'),
      cell: (row) => s('limitLine', { most: row.mostReminders, days: row.perDays }),
    },
    {
      key: 'set',
      header: s('set'),
      cell: (row) =>
        row.setAt
          ? `${formatInstant(row.setAt, { locale, timeZone: row.timeZone, style: 'dateTime' })} ${row.setBy ?? ''}`
          : s('delivered'),
    },
  ]
  const [first] = settings.rows
  return (
    <>
      <PageHeader
        crumbs={[{ label: t('title'), href: '/notices' }, { label: s('title') }]}
        title={s('title')}
        description={s('description')}
      />
      <div className="flex flex-col gap-3">
        <Panel flush title={s('inForce')}>
          <DataTable
            caption={s('inForce')}
            columns={columns}
            rows={settings.rows}
            rowKey={({ unitId }) => unitId}
          />
        </Panel>
        {settings.units.length > 0 && first ? (
          <Panel title={s('change')}>
            <SettingForm units={settings.units} start={first} />
          </Panel>
        ) : null}
      </div>
    </>
  )
}
