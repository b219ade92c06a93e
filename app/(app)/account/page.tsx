import { getTranslations } from 'next-intl/server'
import { ChangePasswordForm } from '@/identity/components/change-password-form'
import { LanguageForm } from '@/identity/components/language-form'
import { page } from '@/identity/guard'
import { orgTree } from '@/organisation/tree'
import { DescriptionList } from '@/ui/description-list'
import { LocalTime } from '@/ui/local-time'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'

export async function generateMetadata() {
  const t = await getTranslations('identity')
  return { title: t('accountTitle') }
}

export default page('account.own', async ({ ctx }) => {
  if (ctx.actor.kind !== 'staff') return null
  const { staffId, displayName, homeUnitId, grants } = ctx.actor
  const [t, staff, nav, tree, account] = await Promise.all([
    getTranslations('identity'),
    getTranslations('staff'),
    getTranslations('nav'),
    orgTree(ctx),
    ctx.db.staff.findUniqueOrThrow({
      where: { id: staffId },
      select: { username: true, employeeNo: true, email: true, lastSignInAt: true },
    }),
  ])
  const home = tree.unitById(homeUnitId)
  const roles = grants.map(({ role, unitId }) => ({ role, unit: tree.unitById(unitId) }))
  return (
    <>
      <PageHeader title={t('accountTitle')} description={displayName} />
      <div className="grid items-start gap-3 lg:grid-cols-2">
        <div className="flex flex-col gap-3">
          <Panel title={t('myDetails')}>
            <DescriptionList
              items={[
                { term: staff('username'), value: <code>{account.username}</code> },
                { term: staff('employeeNo'), value: account.employeeNo },
                { term: staff('homeUnit'), value: home.name[ctx.locale] },
                { term: staff('email'), value: account.email ?? '—' },
                {
                  term: t('lastSignIn'),
                  value: account.lastSignInAt ? (
                    <LocalTime instant={account.lastSignInAt} timeZone={home.timeZone} />
                  ) : (
                    '—'
                  ),
                },
              ]}
            />
          </Panel>
          <Panel title={t('myRoles')}>
            <DescriptionList
              items={roles.map(({ role, unit }) => ({
                term: nav(`role.${role}`),
                value: unit.name[ctx.locale],
              }))}
            />
          </Panel>
          <Panel title={t('accountLanguage')} hint={t('accountLanguageHint')}>
            <LanguageForm locale={ctx.locale} />
          </Panel>
        </div>
        <Panel title={t('changePassword')} hint={t('mayChangeText')}>
          <ChangePasswordForm username={account.username} returnTo="/account" />
        </Panel>
      </div>
    </>
  )
})
