import { useTranslations } from 'next-intl'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { type Column, DataTable } from '@/ui/data-table'
import { formatInstant } from '@/ui/format'
import { StateBadge } from '@/ui/state-badge'
import type { PreviewRow } from '../queries'
import { problemWords, type Translate } from '../rules/problem-words'

/** The first rows as they will be understood, with what is wrong with them. */
export function PreviewTable({ rows, timeZone }: { rows: readonly PreviewRow[]; timeZone: string }) {
  const t = useTranslations('imports')
  const locale = useAppLocale()
  const words = t as unknown as Translate
  const columns: Column<PreviewRow>[] = [
    { key: 'line', header: t('preview.line'), align: 'end', width: '3.5rem', cell: ({ line }) => line },
    {
      key: 'words',
      header: t('preview.words'),
      primary: true,
      cell: (row) =>
        row.ok ? row.row.words.slice(0, 90) : row.cells.filter(Boolean).join(' · ').slice(0, 90),
    },
    {
      key: 'received',
      header: t('preview.received'),
      cell: (row) => {
        if (!row.ok) return null
        const zone = row.row.branch?.timeZone ?? timeZone
        return `${formatInstant(row.row.receivedAt, { locale, timeZone: zone, style: 'long' })} (${zone})`
      },
    },
    { key: 'branch', header: t('preview.branch'), cell: (row) => (row.ok ? row.branchName : null) },
    { key: 'class', header: t('preview.class'), cell: (row) => row.className },
    {
      key: 'channel',
      header: t('preview.channel'),
      cell: (row) => (row.ok ? t(`value.${row.row.channel}`) : null),
    },
    {
      key: 'status',
      header: t('preview.status'),
      cell: (row) => (row.ok ? t(`value.${row.row.status}`) : null),
    },
    {
      key: 'place',
      header: t('preview.place'),
      cell: (row) =>
        row.ok
          ? [row.row.place, row.row.onBehalf ? t('preview.onBehalf') : null].filter(Boolean).join(' · ')
          : null,
    },
    {
      key: 'notes',
      header: t('preview.notes'),
      cell: (row) =>
        row.ok ? (
          row.row.notes
            .filter((note) => note !== 'closing_time_unknown')
            .map((note) => t(`note.${note}`))
            .join('；') || <StateBadge kind="success" label={t('preview.fine')} plain />
        ) : (
          <ul className="text-overdue">
            {row.problems.map((problem) => (
              <li key={`${problem.code}:${problem.field}`}>{problemWords(words, problem)}</li>
            ))}
          </ul>
        ),
    },
  ]
  return (
    <DataTable
      caption={t('map.preview', { count: rows.length })}
      columns={columns}
      rows={rows}
      rowKey={({ line }) => String(line)}
    />
  )
}
