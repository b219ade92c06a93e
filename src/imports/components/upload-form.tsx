'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { ErrorSummary, type FormError } from '@/ui/error-summary'
import { FileDrop } from '@/ui/file-drop'
import { ProgressBar } from '@/ui/progress-bar'
import { SubmitButton } from '@/ui/submit-button'

type Answer = { id?: string; title?: string }

/** Sends the file as it is, so that a large one is never held in memory on the way, and shows how far it has come. */
function send(file: File, onProgress: (share: number) => void): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', `/api/v1/imports?name=${encodeURIComponent(file.name)}`)
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.responseType = 'json'
    request.upload.onprogress = (event) => onProgress(event.loaded / Math.max(1, event.total))
    request.onload = () => resolve((request.response as Answer | null) ?? {})
    request.onerror = () => reject(new Error('connection lost'))
    request.onabort = request.onerror
    request.send(file)
  })
}

export function UploadForm({ maxMegabytes }: { maxMegabytes: number }) {
  const t = useTranslations('imports')
  const router = useRouter()
  const [file, setFile] = useState<File | null>(null)
  const [sent, setSent] = useState<number | null>(null)
  const [errors, setErrors] = useState<readonly FormError[]>([])

  const onSubmit = async (event: FormEvent) => {
    event.preventDefault()
    if (!file || sent !== null) return
    setSent(0)
    setErrors([])
    try {
      const { id, title } = await send(file, setSent)
      if (id) router.push(`/imports/${id}` as Route)
      else setErrors([{ name: 'file', message: title ?? t('uploadFailed') }])
      if (!id) setSent(null)
    } catch {
      setErrors([{ message: t('uploadFailed') }])
      setSent(null)
    }
  }

  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-3" noValidate>
      <ErrorSummary errors={errors} />
      <FileDrop
        name="file"
        label={t('file')}
        accept=".csv,.tsv,.txt,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        kinds="CSV, XLSX"
        maxMegabytes={maxMegabytes}
        error={errors.find(({ name }) => name === 'file')?.message}
        onFiles={([first]) => setFile(first ?? null)}
        required
      />
      {sent === null ? null : <ProgressBar value={sent * 100} max={100} label={t('uploading')} />}
      <div className="flex justify-end">
        <SubmitButton pending={sent !== null} pendingLabel={t('uploading')} disabled={file === null}>
          {t('upload')}
        </SubmitButton>
      </div>
    </form>
  )
}
