import { useTranslations } from 'next-intl'
import { Notice } from '@/ui/notice'

/** Says what happens to the drafts of a programme: nothing binds until a second person publishes. */
export function AdoptNotice({
  drafts,
  publishable,
  mayPublish,
}: {
  drafts: number
  publishable: number
  mayPublish: boolean
}) {
  const t = useTranslations('commitments')
  if (drafts === 0) return null
  const key = publishable > 0 ? 'draftsToPublish' : mayPublish ? 'draftsOwn' : 'draftsWait'
  return <Notice kind="info">{t(key, { count: drafts, publishable })}</Notice>
}
