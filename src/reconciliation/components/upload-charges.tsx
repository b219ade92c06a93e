'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { ErrorSummary, type FormError } from '@/ui/error-summary'
import { FileDrop } from '@/ui/file-drop'
import { ProgressBar } from '@/ui/progress-bar'
import { Select } from '@/ui/select'
import { SubmitButton } from '@/ui/submit-button'

type Answer = { id?: string; title?: string }

/** Sends the file as it is, so that a large one is never held in memory on the way, and shows how far it has come. */
function send(file: File, unit: string, onProgress: (share: number) => void): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const query = new URLSearchParams({ name: file.name, unit })
    request.open('POST', `/api/v1/charges/file?${query}`)
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.responseType = 'json'
    request.upload.onprogress = (event) => onProgress(event.loaded / Math.max(1, event.total))
    request.onload = () => resolve((request.response as Answer | null) ?? {})
    request.onerror = () => reject(new Error('connection lost'))
    request.onabort = request.onerror
    request.send(file)
  })
}

export function UploadCharges({
  maxMegabytes,
  units,
}: {
  maxMegabytes: number
  units: readonly { readonly value: string; readonly label: string }[]
}) {
  const t = useTranslations('reconciliation')
  const router = useRouter()
  const [file, setFile] = useState<File | null>(null)
  const [sent, setSent] = useState<number | null>(null)
  const [errors, setErrors] = useState<readonly FormError[]>([])

  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (!file || sent !== null) return
    const unit = String(new FormData(event.currentTarget).get('unitId') ?? '')
    setSent(0)
    setErrors([])
    try {
      const { id, title } = await send(file, unit, setSent)
      if (id) return router.push(`/reconciliation/imports/${id}`)
      setErrors([{ name: 'file', message: title ?? t('imports.failed') }])
    } catch {
      setErrors([{ message: t('imports.failed') }])
    }
    setSent(null)
  }

  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-3" noValidate>
      <ErrorSummary errors={errors} />
      <FileDrop
        name="file"
        label={t('imports.file')}
        accept=".csv,.tsv,.txt,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        kinds="CSV, XLSX"
        maxMegabytes={maxMegabytes}
        error={errors.find(({ name }) => name === 'file')?.message}
        onFiles={([first]) => setFile(first ?? null)}
        required
      />
      <div className="flex flex-wrap items-end justify-between gap-3">
        <Select
          name="unitId"
          label={t('imports.unit')}
          options={units}
          defaultValue={units[0]?.value ?? ''}
        />
        <SubmitButton pending={sent !== null} pendingLabel={t('imports.sending')} disabled={file === null}>
          {t('imports.send')}
        </SubmitButton>
      </div>
      {sent === null ? null : <ProgressBar value={sent * 100} max={100} label={t('imports.sending')} />}
    </form>
  )
}
