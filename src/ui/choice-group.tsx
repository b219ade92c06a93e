import type { ReactNode } from 'react'
import { describedBy, type FieldFrame, FieldNotes, fieldId, RequiredMark } from './field'

export type Choice = { readonly value: string; readonly label: ReactNode; readonly disabled?: boolean }

type GroupProps = FieldFrame & {
  readonly choices: readonly Choice[]
  /** Drawn as a row of buttons: better on tablets, denser for few choices. */
  readonly buttons?: boolean
}

function ChoiceGroup({
  type,
  name,
  label,
  hint,
  error,
  required,
  id,
  hideLabel,
  className,
  choices,
  buttons = false,
  isChosen,
}: GroupProps & { type: 'radio' | 'checkbox'; isChosen: (value: string) => boolean }) {
  const base = fieldId(name, id)
  return (
    <fieldset
      className={className ? `field ${className}` : 'field'}
      aria-describedby={describedBy({ name, id, hint, error })['aria-describedby']}
    >
      <legend className={hideLabel ? 'sr-only' : 'field-label mb-1'}>
        {label}
        {required ? <RequiredMark /> : null}
      </legend>
      <div className={buttons ? 'choice-set choice-set--buttons' : 'choice-set'}>
        {choices.map((choice, index) => (
          <label key={choice.value} className="choice">
            <input
              type={type}
              // The first one carries the id, so that the error summary's link lands in the group.
              id={index === 0 ? base : undefined}
              name={name}
              value={choice.value}
              defaultChecked={isChosen(choice.value)}
              disabled={choice.disabled}
              required={type === 'radio' ? required : undefined}
            />
            <span>{choice.label}</span>
          </label>
        ))}
      </div>
      <FieldNotes base={base} hint={hint} error={error} />
    </fieldset>
  )
}

/** Exactly one of a few. */
export function RadioGroup({ defaultValue, ...props }: GroupProps & { defaultValue?: string }) {
  return <ChoiceGroup {...props} type="radio" isChosen={(value) => value === defaultValue} />
}

/** Any of a few; each checked one is sent under the same name. */
export function CheckboxGroup({
  defaultValues = [],
  ...props
}: GroupProps & { defaultValues?: readonly string[] }) {
  return <ChoiceGroup {...props} type="checkbox" isChosen={(value) => defaultValues.includes(value)} />
}
