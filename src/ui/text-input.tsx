import type { ComponentProps } from 'react'
import { describedBy, Field, type FieldFrame, fieldId } from './field'

type InputProps = Omit<ComponentProps<'input'>, keyof FieldFrame>

/** One line of text; `type` may be any text-like input (text, tel, date, datetime-local, number, search ...). */
export function TextInput({
  name,
  label,
  hint,
  error,
  required,
  id,
  hideLabel,
  className,
  ...input
}: FieldFrame & InputProps) {
  const frame = { name, label, hint, error, required, id, hideLabel, className }
  return (
    <Field {...frame}>
      <input
        type="text"
        autoComplete="off"
        {...input}
        className="input"
        id={fieldId(name, id)}
        name={name}
        required={required}
        {...describedBy(frame)}
      />
    </Field>
  )
}
