import { useTranslations } from 'next-intl'
import { type Column, DataTable } from '@/ui/data-table'
import { EmptyState } from '@/ui/empty-state'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import type { ThresholdPage, ThresholdView } from '../queries/groups'
import { AddThreshold, EditThreshold, RemoveThreshold } from './group-threshold-form'

/** From how many similar complaints on a warning is raised, per unit; the nearest unit above a branch decides. */
export function GroupThresholds({ page }: { page: ThresholdPage }) {
  const t = useTranslations('groups')
  const { standard } = page
  return (
    <>
      <PageHeader
        title={t('thresholds')}
        crumbs={[{ label: t('title'), href: '/groups' }]}
        description={t('thresholdsDescription')}
        actions={page.canManage ? <AddThreshold standard={standard} /> : null}
      />
      <Panel
        flush
        title={t('ownThresholds')}
        hint={t('standard', {
          count: standard.count,
          hours: standard.windowHours,
          branches: page.standardBranches,
        })}
      >
        <DataTable
          caption={t('ownThresholds')}
          columns={columnsOf(t, page.canManage)}
          rows={page.rows}
          rowKey={(row) => row.unitId}
          empty={<EmptyState title={t('noThresholds')}>{t('noThresholdsBody')}</EmptyState>}
        />
      </Panel>
    </>
  )
}

function columnsOf(
  t: ReturnType<typeof useTranslations<'groups'>>,
  canManage: boolean,
): Column<ThresholdView>[] {
  const columns: Column<ThresholdView>[] = [
    {
      key: 'unit',
      header: t('column.unit'),
      primary: true,
      cell: (row) => (
        <>
          {row.unitName}
          {row.unitPathName ? <span className="block text-muted text-xs">{row.unitPathName}</span> : null}
        </>
      ),
    },
    {
      key: 'threshold',
      header: t('threshold'),
      cell: (row) => t('thresholdWas', { count: row.count, hours: row.windowHours }),
    },
    {
      key: 'branches',
      header: t('column.branches'),
      align: 'end',
      cell: (row) => t('branches', { count: row.branches }),
    },
  ]
  if (!canManage) return columns
  return [
    ...columns,
    {
      key: 'actions',
      header: t('column.actions'),
      align: 'end',
      cell: (row) =>
        row.canManage ? (
          <span className="inline-flex gap-1">
            <EditThreshold unitId={row.unitId} unitName={row.unitName} threshold={row} />
            <RemoveThreshold unitId={row.unitId} unitName={row.unitName} />
          </span>
        ) : null,
    },
  ]
}
