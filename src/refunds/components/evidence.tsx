'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { FileDrop } from '@/ui/file-drop'
import { notify } from '@/ui/notify'
import { sendEvidence } from './send-evidence'

/** Adds evidence to an error at once when it is chosen or dropped. */
export function AddEvidence({ errorId }: { errorId: string }) {
  const t = useTranslations('refunds.one')
  const router = useRouter()
  const [round, setRound] = useState(0)
  return (
    <FileDrop
      key={round}
      name="file"
      label={t('addFile')}
      accept="image/*,application/pdf"
      kinds="JPG, PNG, WebP, HEIC, PDF"
      maxFiles={10}
      onFiles={async (files) => {
        if (files.length === 0) return
        for (const reason of await sendEvidence(errorId, files))
          notify({ title: t('fileFailed'), description: reason, tone: 'warning' })
        setRound((before) => before + 1)
        router.refresh()
      }}
    />
  )
}
