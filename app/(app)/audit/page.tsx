import { getTranslations } from 'next-intl/server'
import { parseIsoDate } from '@/calendar/rules/days'
import { startOfLocalDay, zoneNamed } from '@/calendar/rules/zones'
import { classByCode } from '@/complaints/catalogue/classes'
import { page } from '@/identity/guard'
import { auditDetailText } from '@/organisation/components/audit-words'
import { type AuditRow, auditActions, listAudit } from '@/organisation/queries/audit'
import { ownTimeZone } from '@/organisation/queries/units'
import { ROLES, UNIT_KINDS } from '@/organisation/rules/roles'
import { orgTree } from '@/organisation/tree'
import { may } from '@/platform/context'
import { AppLink } from '@/ui/app-link'
import { DataTable } from '@/ui/data-table'
import { DateTimeField } from '@/ui/date-time-field'
import { FilterBar, type FilterChip } from '@/ui/filter-bar'
import { formatDay } from '@/ui/format'
import { LocalTime } from '@/ui/local-time'
import { PageHeader } from '@/ui/page-header'
import { Pagination } from '@/ui/pagination'
import { Panel } from '@/ui/panel'
import { Select } from '@/ui/select'
import { TextInput } from '@/ui/text-input'
import { auditAddress, auditFilterOf, auditQueryOf } from './search'

export async function generateMetadata() {
  const t = await getTranslations('audit')
  return { title: t('title') }
}

export default page('audit.view', async ({ ctx, searchParams }) => {
  const query = auditQueryOf(searchParams)
  const timeZone = await ownTimeZone(ctx)
  const startOfDay = (isoDay: string) =>
    new Date(startOfLocalDay(zoneNamed(timeZone), parseIsoDate(isoDay, 'day')))
  const [t, nav, organisation, cases, log, actions, tree] = await Promise.all([
    getTranslations('audit'),
    getTranslations('nav'),
    getTranslations('organisation'),
    getTranslations('cases.code'),
    listAudit(ctx, auditFilterOf(query, startOfDay)),
    auditActions(ctx),
    orgTree(ctx),
  ])
  const actionText = (action: string): string => {
    const key = `action.${action.replace('.', '_')}`
    return t.has(key) ? t(key) : action
  }
  const label = (key: string) => (t.has(`detail.${key}`) ? t(`detail.${key}`) : undefined)
  const term = (key: string, value: string) => {
    if (key === 'role' && ROLES.some((role) => role === value)) return nav(`role.${value}`)
    if (key === 'kind' && UNIT_KINDS.some((kind) => kind === value)) return organisation(`kind.${value}`)
    const code = caseCodesOf(key).find((name) => cases.has(`${name}.${value}`))
    return code ? cases(`${code}.${value}`) : classByCode(value)?.name[ctx.locale]
  }
  const words = { locale: ctx.locale, tree, term, label }
  const chips: FilterChip[] = [
    ...(query.action
      ? [{ label: actionText(query.action), removeHref: auditAddress(query, { action: '' }) }]
      : []),
    ...(query.person ? [{ label: query.person, removeHref: auditAddress(query, { person: '' }) }] : []),
    ...(query.from
      ? [
          {
            label: t('since', { day: formatDay(query.from, ctx.locale) }),
            removeHref: auditAddress(query, { from: '' }),
          },
        ]
      : []),
    ...(query.to
      ? [
          {
            label: t('until', { day: formatDay(query.to, ctx.locale) }),
            removeHref: auditAddress(query, { to: '' }),
          },
        ]
      : []),
  ]
  return (
    <>
      <PageHeader title={t('title')} description={t('text')} />
      <FilterBar action="/audit" chips={chips} clearHref={chips.length > 0 ? '/audit' : undefined}>
        <Select
          key={`a${query.action}`}
          name="action"
          label={t('what')}
          blank={t('anyAction')}
          options={actions.map((action) => ({ value: action, label: actionText(action) }))}
          defaultValue={query.action}
          hideLabel
        />
        <TextInput
          key={`p${query.person}`}
          name="person"
          label={t('who')}
          placeholder={t('personHint')}
          defaultValue={query.person}
          hideLabel
        />
        <DateTimeField
          key={`f${query.from}`}
          name="from"
          label={t('from')}
          granularity="day"
          defaultValue={query.from || undefined}
          hideLabel
        />
        <DateTimeField
          key={`t${query.to}`}
          name="to"
          label={t('to')}
          granularity="day"
          defaultValue={query.to || undefined}
          hideLabel
        />
      </FilterBar>
      <Panel
        flush
        footer={
          <Pagination
            previousHref={query.after ? auditAddress(query, {}) : null}
            nextHref={log.next ? auditAddress(query, { after: log.next }) : null}
          />
        }
      >
        <DataTable
          caption={t('title')}
          rows={log.rows}
          rowKey={(row) => row.id}
          sticky="page"
          columns={[
            {
              key: 'at',
              header: t('when'),
              width: '10.5rem',
              cell: (row) => (
                <span className="whitespace-nowrap">
                  <LocalTime instant={row.at} timeZone={timeZone} />
                </span>
              ),
            },
            {
              key: 'who',
              header: t('who'),
              width: '9rem',
              cell: (row) => row.actorName ?? t('bySystem', { name: String(row.detail.by ?? '') }),
            },
            { key: 'what', header: t('what'), primary: true, cell: (row) => actionText(row.action) },
            {
              key: 'subject',
              header: t('subject'),
              cell: (row) => (
                <Subject row={row} unitName={unitName(row)} opensCases={may(ctx, 'complaint.view')} />
              ),
            },
            {
              key: 'detail',
              header: t('details'),
              cell: (row) => (
                <span className="block max-w-xl whitespace-normal text-muted text-sm [overflow-wrap:anywhere]">
                  {auditDetailText(withoutActor(row.detail), words) || '—'}
                </span>
              ),
            },
          ]}
        />
      </Panel>
    </>
  )

  function unitName(row: AuditRow): string | undefined {
    const id = row.subjectType === 'org_unit' ? row.subjectId : null
    return id ? tree.find(id)?.name[ctx.locale] : undefined
  }
})

/** Pick lists of a complaint a detail can come from. */
function caseCodesOf(key: string): readonly string[] {
  switch (key) {
    case 'channel':
      return ['channel', 'replyChannel']
    case 'result':
      return ['closeResult', 'callBackResult']
    case 'reason':
      return ['pause']
    case 'to':
      return ['escalation']
    default:
      return [key]
  }
}

type SubjectProps = {
  readonly row: AuditRow
  readonly unitName: string | undefined
  readonly opensCases: boolean
}

function Subject({ row, unitName, opensCases }: SubjectProps) {
  if (unitName && row.subjectId)
    return <AppLink href={`/organisation?unit=${row.subjectId}`}>{unitName}</AppLink>
  if (row.subjectType === 'staff' && row.subjectId) {
    return <AppLink href={`/staff/${row.subjectId}`}>{row.subjectLabel}</AppLink>
  }
  if (row.subjectType === 'complaint' && row.subjectLabel && opensCases) {
    return <AppLink href={`/complaints/${row.subjectLabel}`}>{row.subjectLabel}</AppLink>
  }
  return <>{row.subjectLabel ?? '—'}</>
}

const withoutActor = ({ by: _by, number: _number, ...detail }: AuditRow['detail']) => detail
