export type Hotkey = {
  /** A single key as `KeyboardEvent.key` gives it (`n`, `/`, `?`), or `mod+Enter` (Ctrl, on a Mac Command). */
  readonly key: string
  /** What it does, for the overlay. */
  readonly label: string
  readonly run: () => void
}

const STORAGE_KEY = 'singleKeyShortcuts'
const active = new Set<Hotkey>()
const listeners = new Set<() => void>()
let snapshot: readonly Hotkey[] = []

const announce = () => {
  snapshot = [...active]
  for (const listener of listeners) listener()
}

/** Adds shortcuts until the returned function is called. The newest wins where two have the same key. */
export function registerHotkeys(hotkeys: readonly Hotkey[]): () => void {
  for (const hotkey of hotkeys) active.add(hotkey)
  if (active.size === hotkeys.length) document.addEventListener('keydown', onKeyDown)
  announce()
  return () => {
    for (const hotkey of hotkeys) active.delete(hotkey)
    if (active.size === 0) document.removeEventListener('keydown', onKeyDown)
    announce()
  }
}

export const subscribeHotkeys = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
export const currentHotkeys = (): readonly Hotkey[] => snapshot

/** Single-key shortcuts can be switched off (WCAG 2.1.4): speech input types letters. */
export const singleKeysEnabled = (): boolean => localStorage.getItem(STORAGE_KEY) !== 'off'
export function enableSingleKeys(isEnabled: boolean): void {
  if (isEnabled) localStorage.removeItem(STORAGE_KEY)
  else localStorage.setItem(STORAGE_KEY, 'off')
}

function onKeyDown(event: KeyboardEvent) {
  if (event.defaultPrevented || event.isComposing || event.repeat) return
  const isMod = event.ctrlKey || event.metaKey
  const key = isMod ? `mod+${event.key}` : event.key
  if (!isMod && (event.altKey || isTyping(event.target) || isInDialog(event.target) || !singleKeysEnabled()))
    return
  const found = snapshot.findLast((hotkey) => hotkey.key === key)
  if (!found) return
  event.preventDefault()
  found.run()
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (
    target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  )
    return true
  return (
    target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit'].includes(target.type)
  )
}

const isInDialog = (target: EventTarget | null) =>
  target instanceof Element && target.closest('[role="dialog"]') !== null
