'use client'

import { signIn } from 'next-auth/react'
import { useTranslations } from 'next-intl'
import { type FormEvent, useRef, useState, useSyncExternalStore } from 'react'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { formatInstant } from '@/ui/format'
import { Notice } from '@/ui/notice'
import { SubmitButton } from '@/ui/submit-button'
import { TextInput } from '@/ui/text-input'
import { parseSignInError, type SignInCode } from '../sign-in-error'

const never = () => () => {}
const yes = () => true
const no = () => false

type DemoAccount = {
  readonly username: string
  readonly name: string | undefined
  readonly roleLabel: string
}

type Props = {
  readonly returnTo: string
  /** Texts per refusal, with `{until}` where a time belongs. */
  readonly errorTexts: Readonly<Record<SignInCode, string>>
  /** Accounts to try, in a demonstration only. */
  readonly demo: { readonly password: string; readonly accounts: readonly DemoAccount[] } | null
}

export function SignInForm({ returnTo, errorTexts, demo }: Props) {
  const t = useTranslations('identity')
  const locale = useAppLocale()
  const form = useRef<HTMLFormElement>(null)
  const [error, setError] = useState<string | null>(null)
  const [isPending, setIsPending] = useState(false)
  // Pressed before the page's script is there, the browser would send the form nowhere.
  const isReady = useSyncExternalStore(never, yes, no)

  const attempt = async (username: string, password: string) => {
    setIsPending(true)
    setError(null)
    try {
      const answer = await signIn('credentials', { redirect: false, username, password })
      if (answer?.ok) {
        window.location.assign(returnTo)
        return
      }
      const { code, until } = parseSignInError(answer?.error ?? '')
      const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
      const time = until ? formatInstant(until, { locale, timeZone, style: 'time' }) : ''
      setError(errorTexts[code].replace('{until}', time))
    } catch {
      setError(t('unreachable'))
    }
    setIsPending(false)
    form.current?.querySelector<HTMLInputElement>('[name=password]')?.select()
  }

  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    void attempt(String(data.get('username') ?? ''), String(data.get('password') ?? ''))
  }

  return (
    <>
      <form ref={form} onSubmit={onSubmit} method="post" className="flex flex-col gap-4">
        {error ? (
          <Notice kind="error" live>
            {error}
          </Notice>
        ) : null}
        <TextInput
          name="username"
          label={t('username')}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          required
        />
        <TextInput
          name="password"
          label={t('password')}
          type="password"
          autoComplete="current-password"
          required
        />
        <SubmitButton
          disabled={!isReady}
          size="lg"
          pending={isPending}
          pendingLabel={t('signingIn')}
          className="w-full justify-center"
        >
          {t('signIn')}
        </SubmitButton>
      </form>
      {demo ? (
        <section className="mt-6 border-border border-t pt-4" aria-labelledby="demo-accounts">
          <h2 id="demo-accounts" className="font-semibold text-sm">
            {t('demoTitle')}
          </h2>
          <p className="mt-1 text-muted text-xs">{t('demoHint')}</p>
          <ul className="mt-3 grid grid-cols-2 gap-2">
            {demo.accounts.map(({ username, name, roleLabel }) => (
              <li key={username}>
                <button
                  type="button"
                  disabled={isPending || !isReady}
                  onClick={() => attempt(username, demo.password)}
                  className="w-full rounded-md border border-border bg-surface px-3 py-2 text-left hover:bg-surface-secondary"
                >
                  <span className="block font-medium text-sm">{roleLabel}</span>
                  <span className="block truncate text-muted text-xs">{name}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  )
}
