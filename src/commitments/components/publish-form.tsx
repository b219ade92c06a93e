'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState, useTransition } from 'react'
import { outcomeOf } from '@/identity/outcome'
import { ErrorSummary } from '@/ui/error-summary'
import { notify } from '@/ui/notify'
import { SubmitButton } from '@/ui/submit-button'
import { publishAction, publishAllAction } from '../actions'
import { MomentField, momentOf } from './moment-field'

/** The second person's button: publishes one draft from now or from a chosen moment. */
export function PublishForm({
  versionId,
  commitmentId,
  timeZone,
  mayBackdate,
  publicSince,
}: {
  versionId: string
  commitmentId: string
  timeZone: string
  /** True for a first version: it may hold since the promise was made public. */
  mayBackdate: boolean
  publicSince: string | null
}) {
  const t = useTranslations('commitments')
  return (
    <Publication
      label={t('publish')}
      hint={t(mayBackdate ? 'backdateHint' : 'fromNowHint')}
      suggestion={mayBackdate ? publicSince : null}
      timeZone={timeZone}
      send={async (validFrom) => {
        const outcome = outcomeOf(await publishAction({ versionId, validFrom }))
        return outcome.ok ? { ok: true, title: t('published') } : outcome
      }}
      next={`/commitments/${commitmentId}`}
    />
  )
}

/** Publishes every draft of a programme that may be, and says which were kept back. */
export function PublishAllForm({ programmeId, timeZone }: { programmeId: string; timeZone: string }) {
  const t = useTranslations('commitments')
  return (
    <Publication
      label={t('publishAll')}
      hint={t('publishAllHint')}
      suggestion={null}
      timeZone={timeZone}
      send={async (validFrom) => {
        const outcome = outcomeOf(await publishAllAction({ programmeId, validFrom }))
        if (!outcome.ok) return outcome
        const { published, kept } = outcome.value
        return {
          ok: true,
          title: t('publishedCount', { count: published.length, kept: kept.length }),
          description: kept.map(({ commitment }) => commitment).join(' '),
        }
      }}
      next={`/commitments?programme=${programmeId}`}
    />
  )
}

type Answer =
  | { readonly ok: true; readonly title: string; readonly description?: string }
  | { readonly ok: false; readonly message: string }

function Publication({
  label,
  hint,
  suggestion,
  timeZone,
  send,
  next,
}: {
  label: string
  hint: string
  suggestion: string | null
  timeZone: string
  send: (validFrom: string | null) => Promise<Answer>
  next: string
}) {
  const router = useRouter()
  const t = useTranslations('commitments')
  const [error, setError] = useState<string | null>(null)
  const [isPending, startTransition] = useTransition()
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const validFrom = momentOf(new FormData(event.currentTarget), 'validFrom', timeZone)
    startTransition(async () => {
      const answer = await send(validFrom)
      if (!answer.ok) {
        setError(answer.message)
        return
      }
      notify({ title: answer.title, description: answer.description, tone: 'success' })
      router.push(next as Route)
    })
  }
  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-3">
      <ErrorSummary errors={error ? [{ message: error }] : []} />
      <MomentField
        name="validFrom"
        label={t('holdsFromLabel')}
        nowLabel={t('fromNow')}
        laterLabel={t('fromMoment')}
        hint={hint}
        suggestion={suggestion}
      />
      <SubmitButton pending={isPending} className="self-start">
        {label}
      </SubmitButton>
    </form>
  )
}
