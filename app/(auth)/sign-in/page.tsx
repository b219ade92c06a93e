import type { Route } from 'next'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { DEMO_PASSWORD, SIGN_INS } from '@/demo/rules/carrier'
import { SignInForm } from '@/identity/components/sign-in-form'
import { page } from '@/identity/guard'
import { safeReturnTo } from '@/identity/rules/return-to'
import { SIGN_IN_CODES, type SignInCode } from '@/identity/sign-in-error'
import { isDemonstration } from '@/platform/env'
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
  const accounts = SIGN_INS.map(({ username, name, role }) => ({
    username,
    name,
    roleLabel: nav(`role.${role}`),
  }))
  const demo = isDemonstration() ? { password: DEMO_PASSWORD, accounts } : null
  return (
    <>
      <h1 className="mb-6 font-semibold text-2xl">{t('signIn')}</h1>
      {searchParams.ended ? (
        <div className="mb-4">
          <Notice kind="info">{t('sessionEnded')}</Notice>
        </div>
      ) : null}
      <SignInForm returnTo={returnTo} errorTexts={errorTexts} demo={demo} />
    </>
  )
})
