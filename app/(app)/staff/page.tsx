import { getTranslations } from 'next-intl/server'
import { page } from '@/identity/guard'
import { listStaff, STAFF_STATES, type StaffFilter } from '@/organisation/queries/staff'
import { ownTimeZone, unitOptions } from '@/organisation/queries/units'
import { PERSON_ROLES } from '@/organisation/rules/roles'
import { type Ctx, may } from '@/platform/context'
import { ButtonLink } from '@/ui/button'
import { DataTable } from '@/ui/data-table'
import { EmptyState } from '@/ui/empty-state'
import { FilterBar, type FilterChip } from '@/ui/filter-bar'
import { formatCount } from '@/ui/format'
import { LocalTime } from '@/ui/local-time'
import { PageHeader } from '@/ui/page-header'
import { Pagination } from '@/ui/pagination'
import { Panel } from '@/ui/panel'
import { Select } from '@/ui/select'
import { StateBadge } from '@/ui/state-badge'
import { TextInput } from '@/ui/text-input'
import { staffAddress, staffFilterOf } from './search'

export async function generateMetadata() {
  const t = await getTranslations('staff')
  return { title: t('title') }
}

export default page('staff.view', async ({ ctx, searchParams }) => {
  const filter = staffFilterOf(searchParams)
  const [t, nav, list, timeZone] = await Promise.all([
    getTranslations('staff'),
    getTranslations('nav'),
    listStaff(ctx, filter),
    ownTimeZone(ctx),
  ])
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('count', { count: formatCount(list.total, ctx.locale) })}
        actions={
          may(ctx, 'staff.manage') ? (
            <ButtonLink look="primary" href="/staff/new">
              {t('newAccount')}
            </ButtonLink>
          ) : null
        }
      />
      <StaffFilters ctx={ctx} filter={filter} />
      <Panel
        flush
        footer={
          <Pagination
            from={list.from}
            to={list.to}
            total={list.total}
            previousHref={filter.page > 1 ? staffAddress(filter, { page: filter.page - 1 }) : null}
            nextHref={list.to < list.total ? staffAddress(filter, { page: filter.page + 1 }) : null}
          />
        }
      >
        <DataTable
          caption={t('title')}
          rows={list.rows}
          rowKey={(row) => row.id}
          rowHref={(row) => `/staff/${row.id}`}
          sort={{ key: filter.sort, direction: filter.direction }}
          sortHref={(key, direction) =>
            staffAddress(filter, { sort: staffFilterOf({ sort: key }).sort, direction })
          }
          sticky="page"
          empty={<EmptyState title={t('nobody')} />}
          columns={[
            {
              key: 'name',
              header: t('displayName'),
              sortKey: 'name',
              primary: true,
              cell: (row) => row.displayName,
            },
            {
              key: 'employeeNo',
              header: t('employeeNo'),
              sortKey: 'employeeNo',
              cell: (row) => row.employeeNo,
            },
            { key: 'unit', header: t('homeUnit'), clip: true, cell: (row) => row.unit.name[ctx.locale] },
            {
              key: 'roles',
              header: t('roles'),
              cell: (row) => row.roles.map((role) => nav(`role.${role}`)).join(t('listSeparator')) || '—',
            },
            {
              key: 'lastSignIn',
              header: t('lastSignIn'),
              sortKey: 'lastSignIn',
              hideOnPhone: true,
              cell: (row) =>
                row.lastSignInAt ? <LocalTime instant={row.lastSignInAt} timeZone={timeZone} /> : '—',
            },
            {
              key: 'state',
              header: t('state'),
              cell: (row) => <StateBadge kind={row.state} label={t(`states.${row.state}`)} />,
            },
          ]}
        />
      </Panel>
    </>
  )
})

async function StaffFilters({ ctx, filter }: { ctx: Ctx; filter: StaffFilter }) {
  const [t, nav, units] = await Promise.all([
    getTranslations('staff'),
    getTranslations('nav'),
    unitOptions(ctx, 'staff.view'),
  ])
  const unit = units.find((option) => option.value === filter.unitId)
  const chips: FilterChip[] = [
    ...(filter.query ? [{ label: filter.query, removeHref: staffAddress(filter, { query: '' }) }] : []),
    ...(unit ? [{ label: unit.label, removeHref: staffAddress(filter, { unitId: null }) }] : []),
    ...(filter.role
      ? [{ label: nav(`role.${filter.role}`), removeHref: staffAddress(filter, { role: null }) }]
      : []),
    ...(filter.state
      ? [{ label: t(`states.${filter.state}`), removeHref: staffAddress(filter, { state: null }) }]
      : []),
  ]
  return (
    <FilterBar
      action="/staff"
      keep={{
        sort: filter.sort === 'name' ? undefined : filter.sort,
        dir: filter.direction === 'desc' ? 'desc' : undefined,
      }}
      chips={chips}
      clearHref={chips.length > 0 ? '/staff' : undefined}
    >
      <TextInput
        key={`q${filter.query}`}
        name="q"
        label={t('search')}
        placeholder={t('search')}
        type="search"
        defaultValue={filter.query}
        hideLabel
      />
      <Select
        key={`u${filter.unitId}`}
        name="unit"
        label={t('homeUnit')}
        blank={t('anyUnit')}
        options={units.map(({ value, label }) => ({ value, label }))}
        defaultValue={filter.unitId ?? ''}
        hideLabel
      />
      <Select
        key={`r${filter.role}`}
        name="role"
        label={t('role')}
        blank={t('anyRole')}
        options={PERSON_ROLES.map((role) => ({ value: role, label: nav(`role.${role}`) }))}
        defaultValue={filter.role ?? ''}
        hideLabel
      />
      <Select
        key={`s${filter.state}`}
        name="state"
        label={t('state')}
        blank={t('openAccounts')}
        options={STAFF_STATES.map((state) => ({ value: state, label: t(`states.${state}`) }))}
        defaultValue={filter.state ?? ''}
        hideLabel
      />
    </FilterBar>
  )
}
