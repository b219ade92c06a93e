import type { Route } from 'next'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { SignInForm } from '@/identity/components/sign-in-form'
import { DEMO_PASSWORD, demoAccounts } from '@/identity/demo-accounts'
import { page } from '@/identity/guard'
import { safeReturnTo } from '@/identity/rules/return-to'
import { SIGN_IN_CODES, type SignInCode } from '@/identity/sign-in-error'
import { db } from '@/platform/db/client'
import { isDemonstration } from '@/platform/env'
import { ClientMessages } from '@/platform/i18n/client-messages'
import { Notice } from '@/ui/notice'

export async function generateMetadata() {
  const t = await getTranslations('identity')
  return { title: t('signIn') }
}

export default page('public', async ({ ctx, searchParams }) => {
  const returnTo = safeReturnTo(searchParams.returnTo)
  if (ctx) redirect(returnTo as Route)
  const [t, refusals, nav] = await Promise.all([
    getTranslations('identity'),
    getTranslations('refusals'),
    getTranslations('nav'),
  ])
  const text = (code: SignInCode): [SignInCode, string] => [code, String(refusals.raw(code))]
  const errorTexts = Object.fromEntries(SIGN_IN_CODES.map(text)) as Record<SignInCode, string>
  const accounts = isDemonstration() ? await demoAccounts(db()) : []
  const labelled = accounts.map((account) => ({ ...account, roleLabel: nav(`role.${account.role}`) }))
  return (
    <>
      <h1 className="mb-6 font-semibold text-2xl">{t('signIn')}</h1>
      {searchParams.ended ? (
        <div className="mb-4">
          <Notice kind="info">{t('sessionEnded')}</Notice>
        </div>
      ) : null}
      <ClientMessages namespaces={['identity']}>
        <SignInForm
          returnTo={returnTo}
          errorTexts={errorTexts}
          demo={labelled.length > 0 ? { password: DEMO_PASSWORD, accounts: labelled } : null}
        />
      </ClientMessages>
    </>
  )
})
