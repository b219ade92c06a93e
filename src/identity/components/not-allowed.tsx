import { getTranslations } from 'next-intl/server'
import { ButtonLink } from '@/ui/button'

/** Shown in place of a page that the person's roles do not open. */
export async function NotAllowed({ message }: { message: string }) {
  const [t, common] = await Promise.all([getTranslations('identity'), getTranslations('common')])
  return (
    <section
      className="mx-auto flex max-w-lg flex-col items-start gap-4 px-4 py-16"
      aria-labelledby="not-allowed"
    >
      <h1 id="not-allowed" className="text-xl font-semibold">
        {t('notAllowedTitle')}
      </h1>
      <p>{message}</p>
      <ButtonLink href="/" look="primary">
        {common('goHome')}
      </ButtonLink>
    </section>
  )
}
