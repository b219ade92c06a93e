import type { ComponentProps } from 'react'
import { describedBy, Field, type FieldFrame, fieldId } from './field'

export type SelectOption = { readonly value: string; readonly label: string; readonly group?: string }
type SelectProps = Omit<ComponentProps<'select'>, keyof FieldFrame | 'children'>

/** A native choice list: first letters jump, works everywhere. `blank` is the text of an empty first option. */
export function Select({
  name,
  label,
  hint,
  error,
  required,
  id,
  hideLabel,
  className,
  options,
  blank,
  ...select
}: FieldFrame & SelectProps & { options: readonly SelectOption[]; blank?: string }) {
  const frame = { name, label, hint, error, required, id, hideLabel, className }
  const groups = [...new Set(options.map(({ group }) => group))]
  return (
    <Field {...frame}>
      <select
        {...select}
        className="input"
        id={fieldId(name, id)}
        name={name}
        required={required}
        {...describedBy(frame)}
      >
        {blank !== undefined ? <option value="">{blank}</option> : null}
        {groups.map((group) => {
          const members = options.filter((option) => option.group === group)
          const items = members.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))
          return group === undefined ? (
            items
          ) : (
            <optgroup key={group} label={group}>
              {items}
            </optgroup>
          )
        })}
      </select>
    </Field>
  )
}
