'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState, useTransition } from 'react'
import { outcomeOf } from '@/identity/outcome'
import type { Refusal } from '@/kernel/result'
import { BulkBar } from '@/ui/bulk-bar'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { ErrorSummary } from '@/ui/error-summary'
import { rowChecks } from '@/ui/row-checks'
import { SubmitButton } from '@/ui/submit-button'
import { TextArea } from '@/ui/text-area'
import { holdManyEvents } from '../actions'
import type { Translate } from './event-words'

type Chosen = { readonly ref: string; readonly number: string }
type ItemResult = { readonly ref: string; readonly refusal: Refusal | null }

/** Holds the checked suspensions for one reason; each answers for itself. */
export function HoldMany({ name, form }: { name: string; form: string }) {
  const t = useTranslations('notices.hold')
  const [chosen, setChosen] = useState<readonly Chosen[] | null>(null)
  const start = () =>
    setChosen(
      rowChecks(name).flatMap((box) =>
        box.checked ? { ref: box.value, number: box.dataset.number ?? '' } : [],
      ),
    )
  return (
    <>
      <form id={form} className="contents" onSubmit={(event) => event.preventDefault()}>
        <BulkBar name={name}>
          <Button onClick={start}>{t('hold')}</Button>
        </BulkBar>
      </form>
      {chosen ? (
        <Dialog
          isOpen
          onOpenChange={(isOpen) => {
            if (!isOpen) setChosen(null)
          }}
          title={t('manyTitle', { count: chosen.length })}
        >
          <ManyForm chosen={chosen} onClose={() => setChosen(null)} />
        </Dialog>
      ) : null}
    </>
  )
}

function ManyForm({ chosen, onClose }: { chosen: readonly Chosen[]; onClose: () => void }) {
  const t = useTranslations('notices.hold')
  const common = useTranslations('common')
  const router = useRouter()
  const [problem, setProblem] = useState<string | null>(null)
  const [results, setResults] = useState<readonly ItemResult[] | null>(null)
  const [isPending, startTransition] = useTransition()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const reason = String(new FormData(event.currentTarget).get('reason') ?? '')
    startTransition(async () => {
      const outcome = outcomeOf(await holdManyEvents({ refs: chosen.map(({ ref }) => ref), reason }))
      if (!outcome.ok) return setProblem(outcome.fields.reason ?? outcome.message)
      setResults(outcome.value)
      router.refresh()
    })
  }
  if (results) return <Results chosen={chosen} results={results} onClose={onClose} />
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-3">
      <ErrorSummary errors={problem ? [{ name: 'reason', message: problem }] : []} />
      <p>{t('holdBody')}</p>
      <TextArea name="reason" label={t('reason')} required autoFocus rows={3} error={problem ?? undefined} />
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{common('cancel')}</Button>
        <SubmitButton pending={isPending}>{t('hold')}</SubmitButton>
      </div>
    </form>
  )
}

function Results({
  chosen,
  results,
  onClose,
}: {
  chosen: readonly Chosen[]
  results: readonly ItemResult[]
  onClose: () => void
}) {
  const t = useTranslations('notices.hold')
  const common = useTranslations('common')
  const refusals = useTranslations('refusals') as unknown as Translate
  const words = ({ code, params }: Refusal) =>
    refusals.has(code) ? refusals(code, { ...params }) : refusals('unknown', { code })
  const numbers = new Map(chosen.map(({ ref, number }) => [ref, number]))
  const failed = results.filter(({ refusal }) => refusal)
  return (
    <div className="flex flex-col gap-3">
      <p role="status" className="font-medium">
        {t('manyDone', { count: results.length - failed.length })}
      </p>
      {failed.length > 0 ? (
        <ul className="max-h-80 divide-y divide-separator overflow-y-auto">
          {failed.map(({ ref, refusal }) => (
            <li key={ref} className="py-1">
              <span className="font-medium">{numbers.get(ref)}</span>{' '}
              <span className="text-muted">{refusal ? words(refusal) : ''}</span>
            </li>
          ))}
        </ul>
      ) : null}
      <div className="flex justify-end">
        <Button look="primary" onClick={onClose}>
          {common('close')}
        </Button>
      </div>
    </div>
  )
}
