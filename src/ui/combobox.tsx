'use client'

import { useTranslations } from 'next-intl'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { ComboboxOption } from './combobox-match'
import { DRAFT_RESTORE_EVENT, type DraftRestore } from './draft-store'
import { describedBy, Field, type FieldFrame, fieldId } from './field'
import { focusNextField } from './next-field'
import { useComboboxOptions } from './use-combobox-options'

export type ComboboxProps = FieldFrame & {
  /** A list known beforehand, or a way to ask for one. */
  readonly options?: readonly ComboboxOption[]
  readonly load?: (typed: string) => Promise<readonly ComboboxOption[]>
  readonly defaultOption?: ComboboxOption | null
  readonly onChoose?: (option: ComboboxOption | null) => void
  readonly placeholder?: string
  readonly autoFocus?: boolean
}

/**
 * Choose one of many by typing. The first match is always highlighted; Enter takes it and moves to the next field,
 * Tab takes it too. Input methods (pinyin) are left alone while composing. Sends the chosen value under `name`.
 */
export function Combobox({
  options,
  load,
  defaultOption = null,
  onChoose,
  placeholder,
  autoFocus,
  ...frame
}: ComboboxProps) {
  const t = useTranslations('ui')
  const { name, id } = frame
  const base = fieldId(name, id)
  const [chosen, setChosen] = useState<ComboboxOption | null>(defaultOption)
  const [typed, setTyped] = useState(defaultOption?.label ?? '')
  const [isOpen, setIsOpen] = useState(false)
  const [active, setActive] = useState(0)
  const input = useRef<HTMLInputElement>(null)
  const hidden = useRef<HTMLInputElement>(null)
  const isUntouched = chosen !== null && typed === chosen.label
  const found = useComboboxOptions({ options, load, typed: isUntouched ? '' : typed, isOpen })
  const activeOption = isOpen ? found.options[active] : undefined

  // Moving on blurs the field before React has rendered the choice; the blur must see it already.
  const latest = useRef(chosen)
  const initial = useRef(defaultOption)
  const keep = (option: ComboboxOption | null) => {
    latest.current = option
    setChosen(option)
  }
  const choose = (option: ComboboxOption | null) => {
    keep(option)
    setTyped(option?.label ?? '')
    setIsOpen(false)
    onChoose?.(option)
  }

  useEffect(() => {
    const element = hidden.current
    const restore = (event: Event) => {
      const { value, label } = (event as CustomEvent<DraftRestore>).detail
      latest.current = value ? { value, label } : null
      setChosen(latest.current)
      setTyped(label)
    }
    const reset = () => {
      latest.current = initial.current
      setChosen(initial.current)
      setTyped(initial.current?.label ?? '')
    }
    const form = element?.form
    element?.addEventListener(DRAFT_RESTORE_EVENT, restore)
    form?.addEventListener('reset', reset)
    return () => {
      element?.removeEventListener(DRAFT_RESTORE_EVENT, restore)
      form?.removeEventListener('reset', reset)
    }
  }, [])

  useEffect(() => {
    if (autoFocus) input.current?.focus()
  }, [autoFocus])

  useEffect(() => {
    if (activeOption)
      document.getElementById(`${base}-option-${activeOption.value}`)?.scrollIntoView({ block: 'nearest' })
  }, [activeOption, base])

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      if (!isOpen) {
        setIsOpen(true)
        return
      }
      const step = event.key === 'ArrowDown' ? 1 : -1
      const count = found.options.length
      if (count > 0) setActive((active + step + count) % count)
    } else if (event.key === 'Enter' && activeOption) {
      event.preventDefault()
      choose(activeOption)
      focusNextField(event.currentTarget)
    } else if (event.key === 'Tab' && activeOption && !isUntouched && typed.trim() !== '') {
      choose(activeOption)
    } else if (event.key === 'Escape' && isOpen) {
      event.preventDefault()
      event.stopPropagation()
      setIsOpen(false)
    }
  }

  return (
    <Field {...frame}>
      <div className="combobox">
        <input
          ref={input}
          id={base}
          className="input"
          role="combobox"
          autoComplete="off"
          aria-autocomplete="list"
          aria-expanded={isOpen}
          aria-controls={`${base}-list`}
          aria-activedescendant={activeOption ? `${base}-option-${activeOption.value}` : undefined}
          aria-required={frame.required}
          {...describedBy(frame)}
          placeholder={placeholder}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value)
            setActive(0)
            setIsOpen(true)
            if (event.target.value === '' && chosen) {
              keep(null)
              onChoose?.(null)
            }
          }}
          onClick={() => setIsOpen(true)}
          onKeyDown={onKeyDown}
          onBlur={() => {
            setIsOpen(false)
            setTyped(latest.current?.label ?? '')
          }}
        />
        <input
          ref={hidden}
          type="hidden"
          name={name}
          value={chosen?.value ?? ''}
          data-draft-label={chosen?.label ?? ''}
        />
        {isOpen ? (
          <div
            className="combobox-list"
            id={`${base}-list`}
            role="listbox"
            aria-label={typeof frame.label === 'string' ? frame.label : undefined}
          >
            {found.options.map((option, index) => (
              <div
                key={option.value}
                id={`${base}-option-${option.value}`}
                className="combobox-option"
                role="option"
                tabIndex={-1}
                aria-selected={index === active}
                onMouseDown={(event) => {
                  event.preventDefault()
                  choose(option)
                  if (input.current) focusNextField(input.current)
                }}
              >
                <span>{option.label}</span>
                {option.detail ? <small>{option.detail}</small> : null}
              </div>
            ))}
            {found.options.length === 0 && !found.isLoading ? (
              <p className="combobox-note">{found.hasFailed ? t('comboboxError') : t('comboboxEmpty')}</p>
            ) : null}
          </div>
        ) : null}
        <span className="sr-only" role="status">
          {isOpen && !found.isLoading ? t('comboboxCount', { count: found.options.length }) : ''}
        </span>
      </div>
    </Field>
  )
}
