import { getTranslations } from 'next-intl/server'
import { page } from '@/identity/guard'
import { AccountActions } from '@/organisation/components/account-actions'
import { AssignRoleForm, EditStaffForm, EndRoleButton } from '@/organisation/components/staff-forms'
import { readStaff, type StaffDetail } from '@/organisation/queries/staff'
import { ownTimeZone, unitOptions } from '@/organisation/queries/units'
import { type Ctx, may } from '@/platform/context'
import { AppLink } from '@/ui/app-link'
import { DataTable } from '@/ui/data-table'
import { DescriptionList } from '@/ui/description-list'
import { DialogButton } from '@/ui/dialog'
import { EmptyState } from '@/ui/empty-state'
import { formatCount, formatInstant } from '@/ui/format'
import { LocalTime } from '@/ui/local-time'
import { Notice } from '@/ui/notice'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import { StateBadge } from '@/ui/state-badge'

export async function generateMetadata() {
  const t = await getTranslations('staff')
  return { title: t('account') }
}

export default page('staff.view', async ({ ctx, params }) => {
  const [t, person, timeZone] = await Promise.all([
    getTranslations('staff'),
    readStaff(ctx, params.id ?? ''),
    ownTimeZone(ctx),
  ])
  return (
    <>
      <PageHeader
        title={person.displayName}
        crumbs={[{ label: t('title'), href: '/staff' }]}
        badges={<StateBadge kind={person.state} label={t(`states.${person.state}`)} />}
        actions={
          person.mayManage && person.state !== 'closed' ? <EditButton ctx={ctx} person={person} /> : null
        }
      />
      <div className="flex flex-col gap-3">
        {person.state === 'locked' && person.lockedUntil ? (
          <Notice kind="warning">
            {t('lockedUntil', { time: formatInstant(person.lockedUntil, { locale: ctx.locale, timeZone }) })}
          </Notice>
        ) : null}
        <Panel
          title={t('account')}
          footer={person.mayManage ? <AccountActions staffId={person.id} state={person.state} /> : undefined}
        >
          <AccountFacts ctx={ctx} person={person} timeZone={timeZone} />
        </Panel>
        <Roles ctx={ctx} person={person} timeZone={timeZone} />
      </div>
    </>
  )
})

async function EditButton({ ctx, person }: { ctx: Ctx; person: StaffDetail }) {
  const [common, units] = await Promise.all([getTranslations('common'), unitOptions(ctx, 'staff.manage')])
  const { displayName, employeeNo, email, locale, unit } = person
  return (
    <DialogButton label={common('edit')} title={displayName} size="lg">
      <EditStaffForm
        staffId={person.id}
        person={{ displayName, employeeNo, email, locale, homeUnitId: unit.id }}
        units={units}
      />
    </DialogButton>
  )
}

async function AccountFacts({ ctx, person, timeZone }: { ctx: Ctx; person: StaffDetail; timeZone: string }) {
  const t = await getTranslations('staff')
  const time = (instant: Date | null) => (instant ? <LocalTime instant={instant} timeZone={timeZone} /> : '—')
  const cases = formatCount(person.openCases, ctx.locale)
  const mayList = may(ctx, 'complaint.view', person.unit.path)
  return (
    <DescriptionList
      two
      items={[
        { term: t('username'), value: <code>{person.username}</code> },
        { term: t('employeeNo'), value: person.employeeNo },
        {
          term: t('homeUnit'),
          value: (
            <AppLink href={`/organisation?unit=${person.unit.id}`}>{person.unit.name[ctx.locale]}</AppLink>
          ),
        },
        { term: t('email'), value: person.email ?? '—' },
        {
          term: t('openCases'),
          value: mayList ? (
            <AppLink href={`/complaints?owner=${person.id}&status=active`}>{cases}</AppLink>
          ) : (
            cases
          ),
        },
        { term: t('lastSignIn'), value: time(person.lastSignInAt) },
        { term: t('createdAt'), value: time(person.createdAt) },
        {
          term: t('firstPassword'),
          value: t(person.mustChangePassword ? 'firstPasswordOpen' : 'firstPasswordDone'),
        },
        ...(person.closedAt ? [{ term: t('closedAt'), value: time(person.closedAt) }] : []),
      ]}
    />
  )
}

async function Roles({ ctx, person, timeZone }: { ctx: Ctx; person: StaffDetail; timeZone: string }) {
  const [t, nav] = await Promise.all([getTranslations('staff'), getTranslations('nav')])
  const mayChange = person.mayManage && person.state !== 'closed'
  const units = mayChange ? await unitOptions(ctx, 'staff.manage') : []
  return (
    <Panel
      title={t('roles')}
      hint={t('roleReach')}
      flush
      actions={
        mayChange ? (
          <DialogButton label={t('assignRole')} title={t('assignRole')} buttonSize="sm">
            <AssignRoleForm staffId={person.id} homeUnitId={person.unit.id} units={units} />
          </DialogButton>
        ) : null
      }
    >
      <DataTable
        caption={t('roles')}
        rows={person.roles}
        rowKey={(row) => row.id}
        empty={<EmptyState title={t('noRoles')} />}
        columns={[
          { key: 'role', header: t('role'), primary: true, cell: (row) => nav(`role.${row.role}`) },
          { key: 'unit', header: t('roleUnit'), cell: (row) => row.unit.name[ctx.locale] },
          {
            key: 'granted',
            header: t('granted'),
            cell: (row) => (
              <>
                <LocalTime instant={row.grantedAt} timeZone={timeZone} style="date" />
                {row.grantedBy ? ` · ${row.grantedBy}` : ''}
              </>
            ),
          },
          {
            key: 'ended',
            header: t('ended'),
            cell: (row) =>
              row.endedAt ? (
                <>
                  <LocalTime instant={row.endedAt} timeZone={timeZone} style="date" />
                  {row.endedBy ? ` · ${row.endedBy}` : ''}
                </>
              ) : mayChange ? (
                // Above the row's link, so that the button can be pressed.
                <span className="relative">
                  <EndRoleButton assignmentId={row.id} label={nav(`role.${row.role}`)} />
                </span>
              ) : (
                t('held')
              ),
          },
        ]}
      />
    </Panel>
  )
}
