import { useTranslations } from 'next-intl'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { type Column, DataTable } from '@/ui/data-table'
import { EmptyState } from '@/ui/empty-state'
import { FilterBar } from '@/ui/filter-bar'
import { formatCount } from '@/ui/format'
import { LocalTime } from '@/ui/local-time'
import { PageHeader } from '@/ui/page-header'
import { Pagination } from '@/ui/pagination'
import { Panel } from '@/ui/panel'
import { Select } from '@/ui/select'
import { StateBadge } from '@/ui/state-badge'
import { hrefOf, type NotificationPage, type NotificationView } from '../queries'
import { NOTIFICATION_KINDS } from '../rules/kinds'
import { MarkAllRead, MarkReadForm } from './mark-read'

/** A person's notifications: unread first, by kind, page by page. */
export function NotificationScreen({ page }: { page: NotificationPage }) {
  const t = useTranslations('notifications')
  const locale = useAppLocale()
  const { unread } = page
  const count = formatCount(unread.count, locale)
  const hasUnread = page.rows.some(({ readAt }) => readAt === null)
  return (
    <>
      <PageHeader
        title={t('title')}
        description={unread.isMore ? t('unreadMore', { count }) : t('unreadTotal', { count })}
        actions={hasUnread ? <MarkAllRead kind={page.kind} shownAt={page.now.toISOString()} /> : null}
      />
      <FilterBar
        action="/notifications"
        chips={page.kind ? [{ label: t(`label.${page.kind}`), removeHref: hrefOf(null) }] : []}
      >
        <Select
          name="kind"
          label={t('kindFilter')}
          hideLabel
          blank={t('allKinds')}
          defaultValue={page.kind ?? ''}
          options={NOTIFICATION_KINDS.map((kind) => ({ value: kind, label: t(`label.${kind}`) }))}
        />
      </FilterBar>
      <Panel
        flush
        footer={
          page.isFirst && !page.nextHref ? undefined : (
            <Pagination previousHref={page.isFirst ? null : hrefOf(page.kind)} nextHref={page.nextHref} />
          )
        }
      >
        <MarkReadForm>
          <DataTable
            caption={t('title')}
            columns={columnsOf(t)}
            rows={page.rows}
            rowKey={(row) => row.id}
            rowHref={(row) => `/notifications/${row.id}`}
            empty={
              page.kind ? (
                <EmptyState title={t('emptyKind')} />
              ) : (
                <EmptyState title={t('emptyTitle')}>{t('emptyBody')}</EmptyState>
              )
            }
            sticky="page"
          />
        </MarkReadForm>
      </Panel>
    </>
  )
}

function columnsOf(t: ReturnType<typeof useTranslations<'notifications'>>): Column<NotificationView>[] {
  return [
    {
      key: 'what',
      header: t('column.what'),
      primary: true,
      cell: (row) =>
        row.readAt === null ? (
          <span className="font-semibold">
            <span className="sr-only">{t('unread')} </span>
            {row.text}
          </span>
        ) : (
          <span className="text-muted">{row.text}</span>
        ),
    },
    {
      key: 'state',
      header: t('column.state'),
      width: '9.5rem',
      cell: (row) => <StateBadge kind={row.state} label={row.stateLabel ?? undefined} />,
    },
    {
      key: 'when',
      header: t('column.when'),
      width: '8rem',
      cell: (row) => <LocalTime instant={row.createdAt} timeZone={row.timeZone} style="short" />,
    },
    {
      key: 'action',
      header: <span className="sr-only">{t('column.action')}</span>,
      // On a phone one opens it; the card stays short.
      hideOnPhone: true,
      width: '8rem',
      cell: (row) =>
        row.readAt === null ? (
          <button
            type="submit"
            name="id"
            value={row.id}
            className="btn btn--quiet btn--sm"
            aria-label={t('markReadOf', { text: row.text })}
          >
            {t('markRead')}
          </button>
        ) : null,
    },
  ]
}
