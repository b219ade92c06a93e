'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState, useTransition } from 'react'
import { outcomeOf } from '@/identity/outcome'
import type { Refusal } from '@/kernel/result'
import { BulkBar } from '@/ui/bulk-bar'
import { Button } from '@/ui/button'
import { Combobox } from '@/ui/combobox'
import { Dialog } from '@/ui/dialog'
import { ErrorSummary } from '@/ui/error-summary'
import { rowChecks } from '@/ui/row-checks'
import { StateBadge } from '@/ui/state-badge'
import { SubmitButton } from '@/ui/submit-button'
import { TextArea } from '@/ui/text-area'
import { chaseMany, reassignMany } from '../actions'
import type { Translate } from './case-labels'
import { loadOwners } from './filter-boxes'

type Kind = 'reassign' | 'chase'
type Chosen = { readonly complaintId: string; readonly number: string; readonly revision: number }
type ItemResult = { readonly complaintId: string; readonly refusal: Refusal | null }

/** Reassign or chase the checked cases, which the boxes of the table name; every case answers for itself. */
export function BulkActions({
  name,
  form,
  can,
}: {
  name: string
  form: string
  can: Readonly<Record<Kind, boolean>>
}) {
  const t = useTranslations('cases.bulk')
  const [open, setOpen] = useState<{ kind: Kind; chosen: readonly Chosen[] } | null>(null)
  const start = (kind: Kind) => {
    const byId = new Map<string, Chosen>()
    for (const box of rowChecks(name)) {
      const { case: complaintId, number = '', revision } = box.dataset
      if (!box.checked || complaintId === undefined) continue
      byId.set(complaintId, { complaintId, number, revision: Number(revision) })
    }
    setOpen({ kind, chosen: [...byId.values()] })
  }
  return (
    <>
      {/* No box of its own, so that the bar sticks to the foot of the screen along the whole table. */}
      <form id={form} className="contents" onSubmit={(event) => event.preventDefault()}>
        <BulkBar name={name}>
          {can.reassign ? <Button onClick={() => start('reassign')}>{t('reassign')}</Button> : null}
          {can.chase ? <Button onClick={() => start('chase')}>{t('chase')}</Button> : null}
        </BulkBar>
      </form>
      {open ? (
        <Dialog
          isOpen
          onOpenChange={(isOpen) => {
            if (!isOpen) setOpen(null)
          }}
          title={t(`${open.kind}Title`, { count: open.chosen.length })}
        >
          <BulkForm kind={open.kind} chosen={open.chosen} onClose={() => setOpen(null)} />
        </Dialog>
      ) : null}
    </>
  )
}

function BulkForm({ kind, chosen, onClose }: { kind: Kind; chosen: readonly Chosen[]; onClose: () => void }) {
  const t = useTranslations('cases')
  const common = useTranslations('common')
  const router = useRouter()
  const [problem, setProblem] = useState<{
    message: string
    fields: Readonly<Record<string, string>>
  } | null>(null)
  const [results, setResults] = useState<readonly ItemResult[] | null>(null)
  const [isPending, startTransition] = useTransition()

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    const field = (key: string) => String(data.get(key) ?? '')
    const items = chosen.map(({ complaintId, revision }) => ({ complaintId, revision }))
    startTransition(async () => {
      const outcome = outcomeOf(
        kind === 'reassign'
          ? await reassignMany({ items, toStaffId: field('toStaffId'), reason: field('reason') })
          : await chaseMany({ items, text: field('text') }),
      )
      if (!outcome.ok) return setProblem(outcome)
      setResults(
        outcome.value.map(({ complaintId, result }) => ({
          complaintId,
          refusal: result.ok ? null : result.refusal,
        })),
      )
      router.refresh()
    })
  }
  if (results) return <Results chosen={chosen} results={results} onClose={onClose} />
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <ErrorSummary errors={problem ? [{ message: problem.message }] : []} />
      {kind === 'reassign' ? (
        <>
          <Combobox
            name="toStaffId"
            label={t('field.toStaffId')}
            required
            load={loadOwners}
            error={problem?.fields.toStaffId}
            autoFocus
          />
          <TextArea
            name="reason"
            label={t('field.reason')}
            required
            hint={t('bulk.clockStays')}
            error={problem?.fields.reason}
          />
        </>
      ) : (
        <TextArea name="text" label={t('field.chaseText')} error={problem?.fields.text} autoFocus />
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{common('cancel')}</Button>
        <SubmitButton pending={isPending}>{t(`bulk.${kind}`)}</SubmitButton>
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
  const t = useTranslations('cases.bulk')
  const common = useTranslations('common')
  const refusals = useTranslations('refusals') as unknown as Translate
  const words = ({ code, params }: Refusal) =>
    refusals.has(code) ? refusals(code, { ...params }) : refusals('unknown', { code })
  const numbers = new Map(chosen.map(({ complaintId, number }) => [complaintId, number]))
  const failed = results.filter(({ refusal }) => refusal).length
  return (
    <div className="flex flex-col gap-3">
      <p role="status" className="font-medium">
        {[t('done', { done: results.length - failed }), failed ? t('failed', { failed }) : '']
          .filter(Boolean)
          .join(' · ')}
      </p>
      <ul className="max-h-80 divide-y divide-separator overflow-y-auto">
        {[...results]
          .sort((a, b) => Number(b.refusal !== null) - Number(a.refusal !== null))
          .map(({ complaintId, refusal }) => (
            <li key={complaintId} className="flex flex-wrap items-baseline gap-2 py-1">
              <span className="font-medium">{numbers.get(complaintId)}</span>
              <StateBadge
                kind={refusal ? 'failed' : 'done'}
                plain
                label={refusal ? undefined : t('itemDone')}
              />
              {refusal ? <span className="text-muted">{words(refusal)}</span> : null}
            </li>
          ))}
      </ul>
      <div className="flex justify-end">
        <Button look="primary" onClick={onClose}>
          {common('close')}
        </Button>
      </div>
    </div>
  )
}
