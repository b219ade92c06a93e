'use client'

import { useTranslations } from 'next-intl'
import { LOCALES, type LocalText } from '@/kernel/text'
import { Checkbox } from '@/ui/checkbox'
import { Select, type SelectOption } from '@/ui/select'
import { TextArea } from '@/ui/text-area'
import { TextInput } from '@/ui/text-input'
import type { Duration, DurationUnit, Term } from '../../rules/rule'
import { useFieldError } from './field-errors'

/** A parameter of the draft: where it stands, how it is called, what it is, and what it becomes. */
export type Edited<T> = {
  readonly path: string
  readonly label: string
  readonly value: T
  readonly onChange: (value: T) => void
  readonly hint?: string
}

/** One text in the three scripts, side by side from tablet width on. */
export function LocalTextField({
  path,
  label,
  value,
  onChange,
  hint,
  rows = 1,
  required = false,
}: Edited<LocalText> & { rows?: number; required?: boolean }) {
  const t = useTranslations('commitments')
  const errors = {
    'zh-CN': useFieldError(`${path}.zh-CN`),
    'zh-TW': useFieldError(`${path}.zh-TW`),
    en: useFieldError(`${path}.en`),
  }
  return (
    <fieldset className="field">
      <legend className="field-label mb-1">{label}</legend>
      {hint ? <p className="field-hint">{hint}</p> : null}
      <div className="grid gap-2 md:grid-cols-3">
        {LOCALES.map((locale) => {
          const props = {
            name: `${path}.${locale}`,
            label: t(`script.${locale}`),
            lang: locale,
            value: value[locale],
            error: errors[locale],
            required,
          }
          const change = (text: string) => onChange({ ...value, [locale]: text })
          return rows > 1 ? (
            <TextArea key={locale} {...props} rows={rows} onChange={(event) => change(event.target.value)} />
          ) : (
            <TextInput key={locale} {...props} onChange={(event) => change(event.target.value)} />
          )
        })}
      </div>
    </fieldset>
  )
}

/** A thing a rule speaks of: its code for comparing and its name for people. */
export function TermField({ path, label, value, onChange, hint }: Edited<Term>) {
  const t = useTranslations('commitments')
  return (
    <div className="flex flex-col gap-2">
      <LocalTextField
        path={`${path}.text`}
        label={label}
        hint={hint}
        value={value.text}
        onChange={(text) => onChange({ ...value, text })}
      />
      <TextField
        path={`${path}.code`}
        label={t('editor.code', { name: label })}
        hint={t('editor.codeHint')}
        value={value.code}
        onChange={(code) => onChange({ ...value, code })}
      />
    </div>
  )
}

export function TextField({
  path,
  label,
  value,
  onChange,
  hint,
  type = 'text',
}: Edited<string> & { type?: 'text' | 'date' | 'time' }) {
  return (
    <TextInput
      name={path}
      label={label}
      hint={hint}
      type={type}
      error={useFieldError(path)}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}

/** A number; an empty field is no number and is refused when saving. */
export function NumberField({
  path,
  label,
  value,
  onChange,
  hint,
  hideLabel,
  min = 0,
  max,
  step = 'any',
}: Edited<number> & { hideLabel?: boolean; min?: number; max?: number; step?: number | 'any' }) {
  return (
    <TextInput
      name={path}
      label={label}
      hint={hint}
      hideLabel={hideLabel}
      type="number"
      inputMode="decimal"
      min={min}
      max={max}
      step={step}
      error={useFieldError(path)}
      value={Number.isFinite(value) ? value : ''}
      onChange={(event) => onChange(event.target.valueAsNumber)}
    />
  )
}

export function ChoiceField<T extends string>({
  path,
  label,
  value,
  onChange,
  hint,
  options,
  hideLabel,
}: Edited<T> & { options: readonly { value: T; label: string }[]; hideLabel?: boolean }) {
  return (
    <Select
      name={path}
      label={label}
      hint={hint}
      hideLabel={hideLabel}
      error={useFieldError(path)}
      options={options}
      value={value}
      onChange={(event) => {
        const chosen = options.find((option) => option.value === event.target.value)
        if (chosen) onChange(chosen.value)
      }}
    />
  )
}

const DEFAULT_UNITS: readonly DurationUnit[] = ['second', 'minute', 'hour', 'day', 'week', 'month', 'year']

/** A length of time: amount and unit. `units` are those its clock knows. */
export function DurationField({
  path,
  label,
  value,
  onChange,
  hint,
  units = DEFAULT_UNITS,
}: Edited<Duration> & { units?: readonly DurationUnit[] }) {
  const t = useTranslations('commitments')
  const r = useTranslations('rules')
  const error = useFieldError(path)
  const known = units.includes(value.unit) ? units : [...units, value.unit]
  return (
    <fieldset className="field">
      <legend className="field-label mb-1">{label}</legend>
      <div className="grid grid-cols-[minmax(4.5rem,1fr)_minmax(5.5rem,1fr)] gap-1.5">
        <NumberField
          path={`${path}.amount`}
          label={t('editor.amount')}
          hideLabel
          value={value.amount}
          onChange={(amount) => onChange({ ...value, amount })}
        />
        <ChoiceField
          path={`${path}.unit`}
          label={t('editor.unit')}
          hideLabel
          value={value.unit}
          options={known.map((unit) => ({ value: unit, label: r(`units.${unit}`) }))}
          onChange={(unit) => onChange({ ...value, unit })}
        />
      </div>
      {hint ? <p className="field-hint">{hint}</p> : null}
      {error ? <p className="field-error">{error}</p> : null}
    </fieldset>
  )
}

/** A part that may be absent: the box says whether it is there. */
export function OptionalPart<T>({
  path,
  label,
  value,
  blank,
  onChange,
  children,
}: {
  path: string
  label: string
  value: T | null | undefined
  blank: T
  onChange: (value: T | undefined) => void
  children: (value: T) => React.ReactNode
}) {
  const isThere = value !== null && value !== undefined
  return (
    <div className="flex flex-col gap-2">
      <Checkbox
        name={`${path}.present`}
        label={label}
        checked={isThere}
        onChange={(event) => onChange(event.target.checked ? blank : undefined)}
      />
      {isThere ? <div className="border-border border-l-2 pl-3">{children(value)}</div> : null}
    </div>
  )
}

/** Any of a known list of codes, as boxes. Empty means every. */
export function CodesField({
  path,
  label,
  value,
  onChange,
  hint,
  options,
}: Edited<readonly string[]> & { options: readonly SelectOption[] }) {
  const unknown = value.filter((code) => !options.some((option) => option.value === code))
  const all = [...options, ...unknown.map((code) => ({ value: code, label: code }))]
  return (
    <fieldset className="field">
      <legend className="field-label mb-1">{label}</legend>
      <div className="choice-set">
        {all.map((option, index) => (
          <label key={option.value} className="choice">
            <input
              type="checkbox"
              id={index === 0 ? `f-${path}` : undefined}
              checked={value.includes(option.value)}
              onChange={(event) =>
                onChange(
                  event.target.checked
                    ? [...value, option.value]
                    : value.filter((code) => code !== option.value),
                )
              }
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
      {hint ? <p className="field-hint">{hint}</p> : null}
    </fieldset>
  )
}
