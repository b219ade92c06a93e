'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'

export type FormError = {
  /** Field the error belongs to; without it the error is about the whole form. */
  readonly name?: string
  readonly message: string
}

/** Where a field stands on the page and what it is called. */
type Place = { readonly order: number; readonly label: string }

/**
 * All errors of a form in one place, each a link to its field. Takes the focus when it appears, as GOV.UK does. It stands
 * apart from the fields, so it says which one is meant, in the order in which they are filled in.
 */
export function ErrorSummary({ errors, title }: { errors: readonly FormError[]; title?: string }) {
  const t = useTranslations('ui')
  const box = useRef<HTMLDivElement>(null)
  const [places, setPlaces] = useState<Readonly<Record<string, Place>>>({})
  const signature = errors.map(({ name, message }) => `${name}:${message}`).join('|')
  useLayoutEffect(() => {
    if (signature) setPlaces(placesOf(errors.flatMap(({ name }) => name ?? [])))
  }, [signature, errors])
  useEffect(() => {
    if (signature) box.current?.focus()
  }, [signature])
  if (errors.length === 0) return null
  const orderOf = ({ name }: FormError) => (name ? (places[name]?.order ?? errors.length) : errors.length)
  return (
    <div ref={box} className="error-summary" role="alert" tabIndex={-1}>
      <p className="font-semibold">{title ?? t('errorSummaryTitle')}</p>
      <ul className="mt-1 list-disc pl-5">
        {[...errors]
          .sort((a, b) => orderOf(a) - orderOf(b))
          .map(({ name, message }) => (
            <li key={`${name}:${message}`}>
              {name ? (
                <a
                  href={`#f-${name}`}
                  onClick={(event) => {
                    const field = document.getElementById(`f-${name}`)
                    if (!field) return
                    event.preventDefault()
                    field.focus()
                    field.scrollIntoView({ block: 'center' })
                  }}
                >
                  {places[name]?.label
                    ? t('fieldProblem', { label: places[name].label, text: message })
                    : message}
                </a>
              ) : (
                message
              )}
            </li>
          ))}
      </ul>
    </div>
  )
}

function placesOf(names: readonly string[]): Record<string, Place> {
  const found = names.flatMap((name) => {
    const field = document.getElementById(`f-${name}`)
    return field ? [{ name, field, label: labelOf(field) }] : []
  })
  found.sort((a, b) => (a.field.compareDocumentPosition(b.field) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1))
  return Object.fromEntries(found.map(({ name, label }, order) => [name, { order, label }]))
}

/** The label of a field as it is read, without the mark of required ones. */
function labelOf(field: HTMLElement): string {
  const label =
    document.querySelector(`label[for="${CSS.escape(field.id)}"]`) ??
    document.getElementById(`${field.id}-label`) ??
    field.closest('fieldset')?.querySelector('legend')
  return label?.firstChild?.textContent?.trim() ?? ''
}
