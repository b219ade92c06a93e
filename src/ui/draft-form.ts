import { DRAFT_RESTORE_EVENT, type Draft, type DraftRestore, type DraftValue } from './draft-store'

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement

const controlsOf = (form: HTMLFormElement): Control[] =>
  [...form.elements].filter(
    (element): element is Control =>
      (element instanceof HTMLInputElement &&
        !['file', 'password', 'submit', 'button'].includes(element.type)) ||
      element instanceof HTMLSelectElement ||
      element instanceof HTMLTextAreaElement,
  )

const isTick = (control: Control): control is HTMLInputElement =>
  control instanceof HTMLInputElement && (control.type === 'checkbox' || control.type === 'radio')

const isLabelled = (control: Control) =>
  control instanceof HTMLInputElement && control.dataset.draftLabel !== undefined

const isKept = (control: Control, omit: readonly string[]) =>
  control.name !== '' &&
  !control.name.startsWith('$') &&
  !omit.includes(control.name) &&
  (control.type !== 'hidden' || isLabelled(control))

/** What stands in the form now, without files, passwords, plain hidden fields and the omitted names. */
export function captureForm(form: HTMLFormElement, omit: readonly string[]): Draft['values'] {
  const values: Record<string, DraftValue[]> = {}
  for (const control of controlsOf(form)) {
    if (!isKept(control, omit) || (isTick(control) && !control.checked)) continue
    const label = control instanceof HTMLInputElement ? control.dataset.draftLabel : undefined
    if (control.value === '') continue
    values[control.name] = [
      ...(values[control.name] ?? []),
      label === undefined ? { value: control.value } : { value: control.value, label },
    ]
  }
  return values
}

/** Puts a draft back into the form and tells controls that draw themselves. */
export function restoreForm(form: HTMLFormElement, values: Draft['values'], omit: readonly string[]): void {
  for (const control of controlsOf(form)) {
    if (!isKept(control, omit)) continue
    const saved = values[control.name] ?? []
    const first = saved[0]
    if (isTick(control)) control.checked = saved.some(({ value }) => value === control.value)
    else if (isLabelled(control)) {
      const detail: DraftRestore = { value: first?.value ?? '', label: first?.label ?? '' }
      control.dispatchEvent(new CustomEvent(DRAFT_RESTORE_EVENT, { detail }))
    } else if (first) setNativeValue(control, first.value)
  }
}

/** React ignores a plain assignment on controlled fields; the prototype's setter plus an event is what a key press does. */
function setNativeValue(control: Control, value: string) {
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(control), 'value')?.set?.call(control, value)
  control.dispatchEvent(new Event('input', { bubbles: true }))
}
