/**
 * What someone typed and did not send yet, kept in this browser only. A draft goes when the form is sent, when the
 * person signs out, and after a day: it may hold a customer's words.
 */
const PREFIX = 'draft:'
const KEEP_MS = 24 * 60 * 60 * 1000

export type DraftValue = { readonly value: string; readonly label?: string }
export type Draft = {
  readonly savedAtMs: number
  readonly values: Readonly<Record<string, readonly DraftValue[]>>
}

/** Sent to a control that draws its own value (combobox) when its draft comes back. */
export const DRAFT_RESTORE_EVENT = 'draft:restore'
export type DraftRestore = { readonly value: string; readonly label: string }

export const draftKey = (userKey: string, form: string): string => `${PREFIX}${userKey}:${form}`

export function readDraft(key: string, nowMs: number): Draft | null {
  const text = localStorage.getItem(key)
  if (!text) return null
  try {
    const draft = JSON.parse(text) as Draft
    if (nowMs - draft.savedAtMs <= KEEP_MS && draft.values) return draft
  } catch {
    // Unreadable drafts are dropped below, like old ones.
  }
  localStorage.removeItem(key)
  return null
}

export const writeDraft = (key: string, draft: Draft): void =>
  localStorage.setItem(key, JSON.stringify(draft))
export const dropDraft = (key: string): void => localStorage.removeItem(key)

/** Removes every draft in this browser; the shell calls it at sign-out. */
export function clearDrafts(): void {
  for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key)
}
