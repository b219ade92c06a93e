export type ToastMessage = {
  readonly title: string
  readonly description?: string
  readonly tone?: 'success' | 'warning' | 'danger' | 'info'
  readonly action?: { readonly label: string; readonly run: () => void }
  /** Milliseconds; 0 stays until closed. Default 6000, errors stay. */
  readonly timeoutMs?: number
}

type Listener = (message: ToastMessage) => void
const waiting: ToastMessage[] = []
let listener: Listener | null = null

/** Shows a short message in the corner. Call it in the browser only; the toast code is fetched with the first one. */
export function notify(message: ToastMessage): void {
  if (listener) listener(message)
  else waiting.push(message)
}

/** For the toast host only. */
export function onNotify(next: Listener | null): void {
  listener = next
  if (next) for (const message of waiting.splice(0)) next(message)
}
