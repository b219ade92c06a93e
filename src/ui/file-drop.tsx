'use client'

import { useTranslations } from 'next-intl'
import { type DragEvent, useRef, useState } from 'react'
import { isAccepted } from './accepted-file'
import { Button } from './button'
import { describedBy, Field, type FieldFrame, fieldId } from './field'
import { Shape } from './shape'

/**
 * Files by drag or by button, sent with the form under `name`. `accept` as in HTML; kinds and sizes are checked here
 * for comfort, by content on the server for safety.
 */
export function FileDrop({
  accept,
  kinds,
  maxFiles = 1,
  maxMegabytes = 10,
  onFiles,
  ...frame
}: FieldFrame & {
  accept?: string
  /** What is accepted, for people: `JPG, PNG, PDF`. */
  kinds: string
  maxFiles?: number
  maxMegabytes?: number
  onFiles?: (files: readonly File[]) => void
}) {
  const t = useTranslations('ui')
  const input = useRef<HTMLInputElement>(null)
  const [files, setFiles] = useState<readonly File[]>([])
  const [problem, setProblem] = useState<string | null>(null)
  const [isOver, setIsOver] = useState(false)
  const base = fieldId(frame.name, frame.id)

  const take = (wanted: readonly File[]) => {
    const ofKind = wanted.filter((file) => isAccepted(file, accept))
    const wrongKind = wanted.find((file) => !ofKind.includes(file))
    const tooLarge = ofKind.find((file) => file.size > maxMegabytes * 1024 * 1024)
    const fitting = ofKind.filter((file) => file.size <= maxMegabytes * 1024 * 1024)
    const kept = fitting.slice(0, maxFiles)
    setProblem(
      wrongKind
        ? t('fileKind', { name: wrongKind.name, kinds })
        : tooLarge
          ? t('fileTooLarge', { name: tooLarge.name, limit: maxMegabytes })
          : fitting.length > maxFiles
            ? t('fileCount', { limit: maxFiles })
            : null,
    )
    const transfer = new DataTransfer()
    for (const file of kept) transfer.items.add(file)
    if (input.current) input.current.files = transfer.files
    setFiles(kept)
    onFiles?.(kept)
  }
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    setIsOver(false)
    take([...files, ...event.dataTransfer.files])
  }

  return (
    <Field
      {...frame}
      error={frame.error ?? problem ?? undefined}
      hint={frame.hint ?? t('fileKinds', { kinds, limit: maxMegabytes })}
    >
      <label
        className="file-drop"
        data-over={isOver}
        onDragOver={(event) => {
          event.preventDefault()
          setIsOver(true)
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={onDrop}
      >
        <input
          ref={input}
          type="file"
          className="sr-only"
          id={base}
          name={frame.name}
          accept={accept}
          multiple={maxFiles > 1}
          required={frame.required && files.length === 0}
          {...describedBy({ ...frame, hint: kinds, error: frame.error ?? problem ?? undefined })}
          onChange={(event) => {
            const picked = [...(event.target.files ?? [])]
            take(maxFiles > 1 ? [...files, ...picked] : picked)
          }}
        />
        <span>{t('fileDrop')}</span>
      </label>
      {files.length > 0 ? (
        <ul className="flex flex-col gap-1">
          {files.map((file) => (
            <li key={`${file.name}:${file.size}`} className="flex items-center gap-2">
              <Shape name="square" className="text-muted" />
              <span className="min-w-0 truncate">{file.name}</span>
              <span className="text-muted text-xs">{Math.max(1, Math.round(file.size / 1024))} KB</span>
              <Button
                size="sm"
                look="quiet"
                aria-label={t('removeFile', { name: file.name })}
                onClick={() => take(files.filter((other) => other !== file))}
              >
                ×
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
    </Field>
  )
}
