'use client'

import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { captureForm, restoreForm } from './draft-form'
import { draftKey, dropDraft, readDraft, writeDraft } from './draft-store'

const SAVE_AFTER_MS = 400

/**
 * Keeps what was typed in a form across reloads, lost connections and language switches.
 * Put `formRef` on the form; show `DraftNotice` while `restoredAt` is set; call `clear` when the form was accepted.
 * `omit` names fields that must not be kept (customer's number, identity number).
 */
export function useDraft(options: { form: string; userKey: string; omit?: readonly string[] }): {
  formRef: RefObject<HTMLFormElement | null>
  restoredAt: Date | null
  clear: () => void
  discard: () => void
} {
  const formRef = useRef<HTMLFormElement>(null)
  const [restoredAt, setRestoredAt] = useState<Date | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const key = draftKey(options.userKey, options.form)
  const omitted = (options.omit ?? []).join('\n')

  useEffect(() => {
    const form = formRef.current
    if (!form) return
    const omit = omitted.split('\n')
    const draft = readDraft(key, Date.now())
    if (draft) {
      restoreForm(form, draft.values, omit)
      setRestoredAt(new Date(draft.savedAtMs))
    }
    const save = () => {
      const values = captureForm(form, omit)
      if (Object.keys(values).length === 0) dropDraft(key)
      else writeDraft(key, { savedAtMs: Date.now(), values })
    }
    const onInput = () => {
      clearTimeout(timer.current)
      timer.current = setTimeout(save, SAVE_AFTER_MS)
    }
    form.addEventListener('input', onInput)
    form.addEventListener('change', onInput)
    return () => {
      clearTimeout(timer.current)
      form.removeEventListener('input', onInput)
      form.removeEventListener('change', onInput)
    }
  }, [key, omitted])

  const clear = useCallback(() => {
    clearTimeout(timer.current)
    dropDraft(key)
    setRestoredAt(null)
  }, [key])
  const discard = useCallback(() => {
    clear()
    const form = formRef.current
    if (!form) return
    form.reset()
    restoreForm(form, {}, omitted.split('\n'))
  }, [clear, omitted])

  return { formRef, restoredAt, clear, discard }
}
