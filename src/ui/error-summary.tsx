'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'

export type FormError = {
  /** Field the error belongs to; without it the error is about the whole form. */
  readonly name?: string
  readonly message: string
}

/** All errors of a form in one place, each a link to its field. Takes the focus when it appears, as GOV.UK does. */
export function ErrorSummary({ errors, title }: { errors: readonly FormError[]; title?: string }) {
  const t = useTranslations('ui')
  const box = useRef<HTMLDivElement>(null)
  const signature = errors.map(({ name, message }) => `${name}:${message}`).join('|')
  useEffect(() => {
    if (signature) box.current?.focus()
  }, [signature])
  if (errors.length === 0) return null
  return (
    <div ref={box} className="error-summary" role="alert" tabIndex={-1}>
      <p className="font-semibold">{title ?? t('errorSummaryTitle')}</p>
      <ul className="mt-1 list-disc pl-5">
        {errors.map(({ name, message }) => (
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
                {message}
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
