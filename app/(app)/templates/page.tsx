import { getTranslations } from 'next-intl/server'
import { page } from '@/identity/guard'
import { templateList } from '@/messaging/queries/templates'
import { smsLength } from '@/messaging/rules/sms-parts'
import { fillTemplate, sampleParams } from '@/messaging/rules/template'
import { ownTimeZone } from '@/organisation/queries/units'
import { DataTable } from '@/ui/data-table'
import { EmptyState } from '@/ui/empty-state'
import { LocalTime } from '@/ui/local-time'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import { StateBadge } from '@/ui/state-badge'

export async function generateMetadata() {
  return { title: (await getTranslations('templates'))('title') }
}

export default page('template.view', async ({ ctx }) => {
  const [t, messages, rows, timeZone] = await Promise.all([
    getTranslations('templates'),
    getTranslations('messages'),
    templateList(ctx),
    ownTimeZone(ctx),
  ])
  return (
    <>
      <PageHeader title={t('title')} description={t('text')} />
      <Panel flush>
        <DataTable
          caption={t('title')}
          rows={rows}
          rowKey={(row) => row.id}
          rowHref={(row) => `/templates/${row.code}`}
          sticky="page"
          empty={<EmptyState title={t('none')} />}
          columns={[
            { key: 'name', header: t('name'), primary: true, cell: (row) => row.name[ctx.locale] },
            {
              key: 'code',
              header: t('code'),
              hideOnPhone: true,
              cell: (row) => <code className="font-mono text-sm">{row.code}</code>,
            },
            {
              key: 'channel',
              header: messages('channelLabel'),
              cell: (row) => messages(`channel.${row.channel}`),
            },
            {
              key: 'parts',
              header: messages('partsLabel'),
              align: 'end',
              hideOnPhone: true,
              cell: (row) => {
                if (!row.texts) return '—'
                const filled = fillTemplate(row.texts[ctx.locale], sampleParams(row.placeholders), ctx.locale)
                return 'text' in filled ? smsLength(filled.text).parts : '—'
              },
            },
            {
              key: 'version',
              header: t('inForce'),
              cell: (row) => (row.version === null ? '—' : t('versionNumber', { version: row.version })),
            },
            {
              key: 'approved',
              header: t('since'),
              hideOnPhone: true,
              cell: (row) =>
                row.approvedAt ? <LocalTime instant={row.approvedAt} timeZone={timeZone} /> : '—',
            },
            {
              key: 'open',
              header: t('open'),
              cell: (row) =>
                row.openStatus ? (
                  <StateBadge
                    kind={row.openStatus === 'draft' ? 'draft' : 'in_review'}
                    label={t(`status.${row.openStatus}`)}
                  />
                ) : (
                  '—'
                ),
            },
          ]}
        />
      </Panel>
    </>
  )
})
