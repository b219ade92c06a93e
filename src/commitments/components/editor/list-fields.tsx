'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { FACT_TYPES } from '@/kernel/fact-types'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { Button } from '@/ui/button'
import { Combobox } from '@/ui/combobox'
import type { ComboboxOption } from '@/ui/combobox-match'
import { describeFact } from '../../rules/describe'
import { useFieldError } from './field-errors'
import type { Edited } from './fields'

/** Every fact type with its words; found by words, English or code. */
export function useFactOptions(): readonly ComboboxOption[] {
  const locale = useAppLocale()
  return FACT_TYPES.map((type) => ({
    value: type,
    label: describeFact(type, locale),
    detail: type,
    keywords: [type, describeFact(type, 'en').toLowerCase()],
  }))
}

/** One fact type, chosen by typing. */
export function FactField({ path, label, value, onChange, hint }: Edited<string>) {
  const options = useFactOptions()
  const chosen = options.find((option) => option.value === value) ?? { value, label: value }
  return (
    <Combobox
      // A value changed from outside (another kind chosen, a draft restored) starts the field anew.
      key={value}
      name={path}
      label={label}
      hint={hint}
      error={useFieldError(path)}
      options={options}
      defaultOption={value ? chosen : null}
      onChoose={(option) => {
        if (option && option.value !== value) onChange(option.value)
      }}
    />
  )
}

/** Several codes chosen by typing; each can be taken off. */
export function ChosenList({
  path,
  label,
  value,
  onChange,
  hint,
  options,
  addLabel,
}: Edited<readonly string[]> & { options: readonly ComboboxOption[]; addLabel: string }) {
  const t = useTranslations('commitments')
  const [round, setRound] = useState(0)
  const nameOf = (code: string) => options.find((option) => option.value === code)?.label ?? code
  return (
    <div className="field">
      <span className="field-label" id={`${path}-label`}>
        {label}
      </span>
      {value.length > 0 ? (
        <ul className="flex flex-wrap gap-1.5" aria-labelledby={`${path}-label`}>
          {value.map((code) => (
            <li key={code} className="chip">
              {nameOf(code)}
              <Button
                look="quiet"
                size="sm"
                icon
                aria-label={t('editor.remove', { name: nameOf(code) })}
                onClick={() => onChange(value.filter((each) => each !== code))}
              >
                ×
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
      <Combobox
        key={round}
        name={path}
        label={addLabel}
        hideLabel
        placeholder={addLabel}
        hint={hint}
        error={useFieldError(path)}
        options={options.filter((option) => !value.includes(option.value))}
        onChoose={(option) => {
          if (!option) return
          onChange([...value, option.value])
          setRound(round + 1)
        }}
      />
    </div>
  )
}

/** A list of parts with add, remove and move; the order is part of the meaning. */
export function PartList<T>({
  label,
  parts,
  onChange,
  blank,
  addLabel,
  children,
  hint,
}: {
  label: string
  parts: readonly T[]
  onChange: (parts: readonly T[]) => void
  blank: () => T
  addLabel: string
  children: (part: T, index: number, change: (part: T) => void) => ReactNode
  hint?: string
}) {
  const t = useTranslations('commitments')
  const replace = (index: number, part: T) => onChange(parts.map((each, at) => (at === index ? part : each)))
  const move = (index: number, step: number) => {
    const moved = [...parts]
    const [part] = moved.splice(index, 1)
    if (part !== undefined) moved.splice(index + step, 0, part)
    onChange(moved)
  }
  return (
    <fieldset className="field">
      <legend className="field-label mb-1">{label}</legend>
      {hint ? <p className="field-hint">{hint}</p> : null}
      <ol className="flex flex-col gap-3">
        {parts.map((part, index) => (
          <li key={placeKey(index)} className="flex flex-col gap-2 border-border border-l-2 pl-3">
            {children(part, index, (changed) => replace(index, changed))}
            <div className="flex flex-wrap gap-1.5">
              <Button size="sm" disabled={index === 0} onClick={() => move(index, -1)}>
                {t('editor.up')}
              </Button>
              <Button size="sm" disabled={index === parts.length - 1} onClick={() => move(index, 1)}>
                {t('editor.down')}
              </Button>
              <Button size="sm" onClick={() => onChange(parts.filter((_, at) => at !== index))}>
                {t('editor.removePart')}
              </Button>
            </div>
          </li>
        ))}
      </ol>
      <Button size="sm" className="self-start" onClick={() => onChange([...parts, blank()])}>
        {addLabel}
      </Button>
    </fieldset>
  )
}

/** Parts have no identity of their own: all their fields are controlled, so their place is enough. */
const placeKey = (index: number): string => `part-${index}`
