'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState, useTransition } from 'react'
import { outcomeOf } from '@/identity/outcome'
import { ErrorSummary } from '@/ui/error-summary'
import { FileDrop } from '@/ui/file-drop'
import { Notice } from '@/ui/notice'
import { notify } from '@/ui/notify'
import { Select, type SelectOption } from '@/ui/select'
import { SubmitButton } from '@/ui/submit-button'
import { makePaymentFile } from '../actions'

/** Puts everything approved of a unit into a new payment file and opens it. */
export function MakeFileForm({
  units,
  currencies,
}: {
  units: readonly SelectOption[]
  currencies: readonly string[]
}) {
  const t = useTranslations('refunds')
  const router = useRouter()
  const [problem, setProblem] = useState<string | null>(null)
  const [isPending, startTransition] = useTransition()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    startTransition(async () => {
      const outcome = outcomeOf(
        await makePaymentFile({
          unitId: String(data.get('unitId')),
          currency: String(data.get('currency') || 'CNY'),
        }),
      )
      if (!outcome.ok) {
        setProblem(outcome.message)
        return
      }
      notify({ title: t('pay.made', { number: outcome.value.number }), tone: 'success' })
      router.push(`/refunds/payments/${outcome.value.id}`)
    })
  }
  return (
    <form onSubmit={submit} className="flex flex-wrap items-end gap-2">
      <ErrorSummary errors={problem ? [{ message: problem }] : []} />
      <Select name="unitId" label={t('form.unit')} options={units} required />
      <Select
        name="currency"
        label={t('pay.currency')}
        options={(currencies.length > 0 ? currencies : ['CNY']).map((value) => ({ value, label: value }))}
      />
      <SubmitButton pending={isPending}>{t('pay.make')}</SubmitButton>
    </form>
  )
}

type Report = {
  readonly paid: number
  readonly failed: number
  readonly repeated: number
  readonly problems: readonly { readonly line: number; readonly message: string }[]
}

/** Reads billing's answer file and says what became of each line that was not taken. */
export function AnswerUpload() {
  const t = useTranslations('refunds')
  const router = useRouter()
  const [report, setReport] = useState<Report | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [round, setRound] = useState(0)
  const send = async (files: readonly File[]) => {
    const [file] = files
    if (!file) return
    const answer = await fetch('/api/v1/refunds/payments/answer-file', { method: 'POST', body: file }).catch(
      () => null,
    )
    const body: unknown = await answer?.json().catch(() => null)
    setRound((before) => before + 1)
    if (answer?.ok) {
      setReport(body as Report)
      setProblem(null)
      router.refresh()
    } else {
      setReport(null)
      setProblem(
        typeof body === 'object' && body !== null && 'title' in body
          ? String(body.title)
          : t('form.connection'),
      )
    }
  }
  return (
    <div className="flex flex-col gap-2">
      <FileDrop
        key={round}
        name="answers"
        label={t('pay.answers')}
        hint={t('pay.answersHint')}
        accept=".csv,text/csv"
        kinds="CSV"
        maxMegabytes={50}
        onFiles={(files) => void send(files)}
      />
      {problem ? <Notice kind="error" live title={problem} /> : null}
      {report ? (
        <Notice
          kind={report.problems.length > 0 ? 'warning' : 'success'}
          live
          title={t('pay.answered', { paid: report.paid, failed: report.failed, repeated: report.repeated })}
        >
          {report.problems.length > 0 ? (
            <ul className="mt-1 list-disc pl-5">
              {report.problems.map(({ line, message }) => (
                <li key={line}>{t('line', { line, reason: message })}</li>
              ))}
            </ul>
          ) : null}
        </Notice>
      ) : null}
    </div>
  )
}
