import type { ComponentProps, ReactNode } from 'react'
import { describedBy, FieldNotes, fieldId } from './field'

/** One yes-or-no. */
export function Checkbox({
  name,
  label,
  hint,
  error,
  id,
  ...input
}: Omit<ComponentProps<'input'>, 'type'> & {
  name: string
  label: ReactNode
  hint?: ReactNode
  error?: string
}) {
  const base = fieldId(name, id)
  return (
    <div className="field">
      <label className="choice">
        <input {...input} type="checkbox" id={base} name={name} {...describedBy({ name, id, hint, error })} />
        <span>{label}</span>
      </label>
      <FieldNotes base={base} hint={hint} error={error} />
    </div>
  )
}
