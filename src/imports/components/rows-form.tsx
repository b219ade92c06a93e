'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState, useTransition } from 'react'
import { outcomeOf } from '@/identity/outcome'
import { Button } from '@/ui/button'
import { ErrorSummary } from '@/ui/error-summary'
import { Notice } from '@/ui/notice'
import { Panel } from '@/ui/panel'
import { SubmitButton } from '@/ui/submit-button'
import { TextInput } from '@/ui/text-input'
import { resendRowsAction } from '../actions'
import type { CorrectionRow, CorrectionView } from '../queries'
import { problemWords, type Translate } from '../rules/problem-words'
import type { Resent } from '../service/resend'

const CODES = 'correction-codes'

/** Rows that could not be taken: only what is wrong is open for typing, the rest one press away. */
export function RowsForm({
  batchId,
  headers,
  rows,
  fieldOf,
  codes,
}: Pick<CorrectionView, 'headers' | 'rows' | 'fieldOf' | 'codes'> & { batchId: string }) {
  const t = useTranslations('imports')
  const router = useRouter()
  const [message, setMessage] = useState<string | null>(null)
  const [done, setDone] = useState<Resent | null>(null)
  const [isPending, startTransition] = useTransition()

  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    const typed = rows.map((row) => ({
      id: row.id,
      cells: Array.from({ length: Math.max(row.cells.length, headers.length) }, (_, place) => {
        const value = data.get(`${row.id}.${place}`)
        return typeof value === 'string' ? value : (row.cells[place] ?? '')
      }),
    }))
    const changed = typed.filter(({ cells }, index) =>
      cells.some((cell, place) => cell !== (rows[index]?.cells[place] ?? '')),
    )
    startTransition(async () => {
      const outcome = outcomeOf(
        await resendRowsAction({ batchId, rows: changed.length > 0 ? changed : typed }),
      )
      setMessage(outcome.ok ? null : outcome.message)
      setDone(outcome.ok ? outcome.value : null)
      if (outcome.ok) router.refresh()
    })
  }

  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-3" noValidate>
      <ErrorSummary errors={message ? [{ message }] : []} />
      {done ? (
        <Notice kind={done.rejected > 0 ? 'warning' : 'success'} live>
          {t('rows.sent', { ...done })}
        </Notice>
      ) : null}
      <datalist id={CODES}>
        {codes.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </datalist>
      {rows.map((row) => (
        <RowPanel
          key={`${row.id}:${row.problems.map(({ code }) => code).join()}`}
          row={row}
          headers={headers}
          fieldOf={fieldOf}
        />
      ))}
      {rows.length > 0 ? (
        <div className="sticky bottom-16 flex justify-end py-2 md:bottom-0">
          <SubmitButton pending={isPending} pendingLabel={t('rows.sending')}>
            {t('rows.send')}
          </SubmitButton>
        </div>
      ) : null}
    </form>
  )
}

function RowPanel({
  row,
  headers,
  fieldOf,
}: {
  row: CorrectionRow
  headers: readonly string[]
  fieldOf: CorrectionView['fieldOf']
}) {
  const t = useTranslations('imports')
  const words = t as unknown as Translate
  const isWhole = row.wrong.length === 0 || row.problems.some(({ field }) => field === null)
  const [isOpen, setIsOpen] = useState(isWhole)
  const width = Math.max(headers.length, row.cells.length)
  const places = Array.from({ length: width }, (_, place) => place)
  const problemAt = (place: number) =>
    row.problems
      .filter(({ field }) => field !== null && fieldOf[place] === field)
      .map((problem) => words(`problem.${problem.code}`, { ...problem.params }))
      .join(' ') || undefined
  const shown = isOpen ? places : row.wrong
  const rest = places.filter((place) => !shown.includes(place) && (row.cells[place] ?? '') !== '')
  return (
    <Panel
      title={t('line', { line: row.line })}
      actions={
        isOpen ? undefined : (
          <Button size="sm" look="quiet" onClick={() => setIsOpen(true)}>
            {t('rows.allCells')}
          </Button>
        )
      }
    >
      {isWhole ? (
        <ul className="mb-2 text-overdue">
          {row.problems.map((problem) => (
            <li key={`${problem.code}:${problem.field}`}>{problemWords(words, problem)}</li>
          ))}
        </ul>
      ) : null}
      <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {shown.map((place) => (
          <TextInput
            key={place}
            id={`f-${row.id}-${place}`}
            name={`${row.id}.${place}`}
            label={headers[place] ?? t('rows.extra', { number: place - headers.length + 1 })}
            defaultValue={row.cells[place] ?? ''}
            error={isWhole && fieldOf[place] === undefined ? undefined : problemAt(place)}
            list={fieldOf[place] === 'branch' ? CODES : undefined}
          />
        ))}
      </div>
      {rest.length > 0 ? (
        <p className="mt-2 text-muted">
          {rest.map((place) => `${headers[place] ?? place + 1}: ${row.cells[place]}`).join(' · ')}
        </p>
      ) : null}
    </Panel>
  )
}
