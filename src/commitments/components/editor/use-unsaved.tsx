'use client'

import { useEffect, useRef, useState } from 'react'
import { DraftNotice } from '@/ui/draft-notice'
import { draftKey, dropDraft, readDraft, writeDraft } from '@/ui/draft-store'
import type { VersionContent } from '../../rules/version-content'

const SAVE_AFTER_MS = 400

export type Unsaved = { readonly restoredAt: Date | null; readonly clear: () => void }

/** Keeps what was typed and not saved in this browser, through reloads, lost connections and a change of language. */
export function useUnsaved({
  key,
  userKey,
  content,
  restore,
}: {
  /** Changes when the draft on the server changes, so that an outdated copy never comes back. */
  key: string
  userKey: string
  content: VersionContent
  restore: (content: VersionContent) => void
}): Unsaved {
  const storeKey = draftKey(userKey, `commitment:${key}`)
  const [restoredAt, setRestoredAt] = useState<Date | null>(null)
  const asOnServer = useRef(content)
  const restoreRef = useRef(restore)

  useEffect(() => {
    const kept = readDraft(storeKey, Date.now())
    const text = kept?.values.content?.[0]?.value
    if (!kept || !text) return
    restoreRef.current(JSON.parse(text) as VersionContent)
    setRestoredAt(new Date(kept.savedAtMs))
  }, [storeKey])

  useEffect(() => {
    if (content === asOnServer.current) return
    const timer = setTimeout(() => {
      writeDraft(storeKey, {
        savedAtMs: Date.now(),
        values: { content: [{ value: JSON.stringify(content) }] },
      })
    }, SAVE_AFTER_MS)
    return () => clearTimeout(timer)
  }, [content, storeKey])

  return {
    restoredAt,
    clear: () => {
      dropDraft(storeKey)
      setRestoredAt(null)
    },
  }
}

/** Says that unsaved typing came back, with a way to drop it. */
export function UnsavedNotice({
  unsaved,
  timeZone,
  onDiscard,
}: {
  unsaved: Unsaved
  timeZone: string
  onDiscard: () => void
}) {
  return (
    <DraftNotice
      restoredAt={unsaved.restoredAt}
      timeZone={timeZone}
      onDiscard={() => {
        onDiscard()
        unsaved.clear()
      }}
    />
  )
}
