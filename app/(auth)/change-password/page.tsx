import { getTranslations } from 'next-intl/server'
import { signOut } from '@/identity/actions'
import { ChangePasswordForm } from '@/identity/components/change-password-form'
import { page } from '@/identity/guard'
import { safeReturnTo } from '@/identity/rules/return-to'
import { currentSession } from '@/identity/session'
import { SignOutForm } from '@/ui/sign-out-form'

export async function generateMetadata() {
  const t = await getTranslations('identity')
  return { title: t('changePassword') }
}

export default page('signed_in', async ({ searchParams }) => {
  const [t, session] = await Promise.all([getTranslations('identity'), currentSession()])
  return (
    <>
      <h1 className="mb-2 font-semibold text-2xl">{t('changePassword')}</h1>
      <p className="mb-6 text-muted">
        {t(session?.account.mustChangePassword ? 'mustChangeText' : 'mayChangeText')}
      </p>
      <ChangePasswordForm
        username={session?.account.username ?? ''}
        returnTo={safeReturnTo(searchParams.returnTo)}
      />
      <div className="mt-6 border-border border-t pt-3">
        <SignOutForm action={signOut} />
      </div>
    </>
  )
})
