import { getTranslations } from 'next-intl/server'
import { page } from '@/identity/guard'
import { PERMISSIONS, type Permission } from '@/organisation/rules/permissions'
import { ROLES, type Role } from '@/organisation/rules/roles'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import { Shape } from '@/ui/shape'

export async function generateMetadata() {
  const t = await getTranslations('permissions')
  return { title: t('title') }
}

/** The very table the system decides by, as a matrix; nothing here is typed twice. */
export default page('permission.view', async () => {
  const [t, nav] = await Promise.all([getTranslations('permissions'), getTranslations('nav')])
  const names = Object.keys(PERMISSIONS) as Permission[]
  const areas = [...new Set(names.map(areaOf))]
  return (
    <>
      <PageHeader title={t('title')} description={t('text')} />
      <Panel flush>
        <div className="table-wrap table-wrap--page">
          <table className="table">
            <caption className="sr-only">{t('title')}</caption>
            <thead>
              <tr>
                <th scope="col" className="sticky left-0 z-10 min-w-40 bg-surface-secondary sm:min-w-56">
                  {t('permission')}
                </th>
                {ROLES.map((role) => (
                  <th key={role} scope="col" data-align="center" className="min-w-20">
                    {nav(`role.${role}`)}
                  </th>
                ))}
              </tr>
            </thead>
            {areas.map((area) => (
              <tbody key={area}>
                <tr>
                  <th
                    scope="colgroup"
                    colSpan={ROLES.length + 1}
                    className="bg-surface-secondary text-left text-sm"
                  >
                    {t(`area.${area}`)}
                  </th>
                </tr>
                {names
                  .filter((name) => areaOf(name) === area)
                  .map((name) => (
                    <tr key={name}>
                      <th scope="row" className="sticky left-0 text-left font-normal">
                        {t(`name.${name.replace('.', '_')}`)}
                        <code className="block text-muted text-xs">{name}</code>
                      </th>
                      {ROLES.map((role) => (
                        <td key={role} data-align="center">
                          <Mark isAllowed={isAllowed(name, role)} yes={t('yes')} no={t('no')} />
                        </td>
                      ))}
                    </tr>
                  ))}
              </tbody>
            ))}
          </table>
        </div>
      </Panel>
    </>
  )
})

const areaOf = (name: Permission): string => name.split('.')[0] ?? name

function isAllowed(name: Permission, role: Role): boolean {
  const roles: readonly Role[] = PERMISSIONS[name]
  return roles.includes(role)
}

function Mark({ isAllowed, yes, no }: { isAllowed: boolean; yes: string; no: string }) {
  return isAllowed ? (
    <span className="inline-flex text-ok">
      <Shape name="check" />
      <span className="sr-only">{yes}</span>
    </span>
  ) : (
    <span className="text-muted">
      <span aria-hidden="true">·</span>
      <span className="sr-only">{no}</span>
    </span>
  )
}
