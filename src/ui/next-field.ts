const FOCUSABLE =
  'input:not([type="hidden"]):not([disabled]), select:not([disabled]), textarea:not([disabled]), button:not([disabled])'

/** Moves the focus to the field after `current` in its form, as Tab would, skipping helper buttons marked tabindex -1. */
export function focusNextField(current: HTMLElement): void {
  const scope = current.closest('form') ?? document
  const fields = [...scope.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(
    (field) => field.tabIndex >= 0 && field.offsetParent !== null,
  )
  fields[fields.indexOf(current) + 1]?.focus()
}
