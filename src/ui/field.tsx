import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Shape } from './shape'

/** What every form field has around it. */
export type FieldFrame = {
  readonly name: string
  readonly label: ReactNode
  readonly hint?: ReactNode
  /** In words, what to do; links the field to the error summary. */
  readonly error?: string
  readonly required?: boolean
  /** Default `f-<name>`. Give one when the same name stands twice on a page. */
  readonly id?: string
  /** Label for screen readers only (filters in a row). */
  readonly hideLabel?: boolean
  readonly className?: string
}

export const fieldId = (name: string, id?: string): string => id ?? `f-${name}`

/** `aria-describedby` and `aria-invalid` of the control inside a `Field`. */
export function describedBy({ name, id, hint, error }: Pick<FieldFrame, 'name' | 'id' | 'hint' | 'error'>) {
  const base = fieldId(name, id)
  const ids = [hint ? `${base}-hint` : '', error ? `${base}-error` : ''].filter(Boolean).join(' ')
  return { 'aria-describedby': ids || undefined, 'aria-invalid': error ? true : undefined }
}

/** Label, hint and error around one control. Use `TextInput`, `Select` ...; this is for a control of your own. */
export function Field({
  name,
  label,
  hint,
  error,
  required,
  id,
  hideLabel,
  className,
  children,
}: FieldFrame & { children: ReactNode }) {
  const base = fieldId(name, id)
  return (
    <div className={className ? `field ${className}` : 'field'}>
      <label className={hideLabel ? 'sr-only' : 'field-label'} htmlFor={base}>
        {label}
        {required ? <RequiredMark /> : null}
      </label>
      {children}
      <FieldNotes base={base} hint={hint} error={error} />
    </div>
  )
}

export function FieldNotes({ base, hint, error }: { base: string; hint?: ReactNode; error?: string }) {
  return (
    <>
      {hint ? (
        <p className="field-hint" id={`${base}-hint`}>
          {hint}
        </p>
      ) : null}
      {error ? (
        <p className="field-error" id={`${base}-error`}>
          <Shape name="octagon" />
          {error}
        </p>
      ) : null}
    </>
  )
}

export function RequiredMark() {
  const t = useTranslations('ui')
  return (
    <span className="field-mark">
      <span aria-hidden="true">*</span>
      <span className="sr-only">{t('requiredMark')}</span>
    </span>
  )
}
