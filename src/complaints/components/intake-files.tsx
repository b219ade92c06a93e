'use client'

import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useRef, useState } from 'react'
import { Button } from '@/ui/button'
import { Notice } from '@/ui/notice'

type Sent = { readonly file: File; readonly state: 'sending' | 'done' | 'failed'; readonly reason: string }

/** Sends the chosen files to the new case, one after the other; one that fails can be sent again. */
export function IntakeFiles({ complaintId, files }: { complaintId: string; files: readonly File[] }) {
  const t = useTranslations('complaints')
  const [sent, setSent] = useState<readonly Sent[]>(() =>
    files.map((file) => ({ file, state: 'sending', reason: '' })),
  )
  const begun = useRef(false)
  const send = useCallback(
    async (file: File) => {
      const set = (state: Sent['state'], reason = '') =>
        setSent((before) => before.map((each) => (each.file === file ? { file, state, reason } : each)))
      set('sending')
      try {
        const form = new FormData()
        form.set('file', file)
        const answer = await fetch(`/api/v1/complaints/${complaintId}/files`, { method: 'POST', body: form })
        if (answer.ok) return set('done')
        const problem = (await answer.json()) as { title?: string }
        set('failed', problem.title ?? String(answer.status))
      } catch {
        set('failed', t('connection'))
      }
    },
    [complaintId, t],
  )

  useEffect(() => {
    if (begun.current) return
    begun.current = true
    void files.reduce((before, file) => before.then(() => send(file)), Promise.resolve())
  }, [files, send])

  return sent.map(({ file, state, reason }) => (
    <Notice
      key={`${file.name}:${file.size}`}
      kind={state === 'failed' ? 'error' : state === 'done' ? 'success' : 'info'}
      live
    >
      {state === 'sending' ? t('fileSending', { name: file.name }) : null}
      {state === 'done' ? t('fileDone', { name: file.name }) : null}
      {state === 'failed' ? (
        <>
          <span className="mr-3">{t('fileFailed', { name: file.name, reason })}</span>
          <Button size="sm" onClick={() => void send(file)}>
            {t('fileRetry')}
          </Button>
        </>
      ) : null}
    </Notice>
  ))
}
