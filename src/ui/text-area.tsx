import type { ComponentProps } from 'react'
import { describedBy, Field, type FieldFrame, fieldId } from './field'

type AreaProps = Omit<ComponentProps<'textarea'>, keyof FieldFrame>

/** Several lines of text. */
export function TextArea({
  name,
  label,
  hint,
  error,
  required,
  id,
  hideLabel,
  className,
  ...area
}: FieldFrame & AreaProps) {
  const frame = { name, label, hint, error, required, id, hideLabel, className }
  return (
    <Field {...frame}>
      <textarea
        rows={3}
        {...area}
        className="input"
        id={fieldId(name, id)}
        name={name}
        required={required}
        {...describedBy(frame)}
      />
    </Field>
  )
}
