'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useState, useTransition } from 'react'
import type { FormError } from '@/ui/error-summary'
import { type ActionAnswer, outcomeOf } from '../outcome'

/**
 * Sends a form to a guarded action without emptying it. `onSubmit` goes on the form; `errors` into `ErrorSummary`;
 * `errorOf(name)` into the field. Names with dots make nested objects (`name.zh-CN`); a tick is a boolean.
 */
export function useActionForm<Input, T>(
  send: (input: Input) => Promise<ActionAnswer<T> | undefined>,
  options: {
    /** What is not asked for in the form. */
    fixed?: Partial<Input>
    /** Where the fields are not yet the action's input. */
    shape?: (typed: Record<string, unknown>) => Record<string, unknown>
    onDone: (value: T) => void
  },
) {
  const t = useTranslations('ui')
  const [failed, setFailed] = useState<readonly Failed[]>([])
  const [isPending, startTransition] = useTransition()

  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const typed = { ...options.fixed, ...readForm(form) }
    // The server checks the shape with the action's schema and believes none of it.
    const input = (options.shape?.(typed) ?? typed) as Input
    startTransition(async () => {
      const outcome = outcomeOf(await send(input))
      if (outcome.ok) {
        setFailed([])
        options.onDone(outcome.value)
        return
      }
      setFailed(
        Object.keys(outcome.fields).length > 0
          ? Object.entries(outcome.fields).map(([name, text]) => ({ name, text, label: labelOf(form, name) }))
          : [{ text: outcome.message }],
      )
    })
  }
  // The summary stands apart from the fields, so it says which one; at the field the text is enough.
  const errors: FormError[] = failed.map(({ name, text, label }) => ({
    ...(name === undefined ? {} : { name }),
    message: label ? t('fieldProblem', { label, text }) : text,
  }))
  const errorOf = (name: string): string | undefined => failed.find((each) => each.name === name)?.text
  return { onSubmit, errors, errorOf, isPending }
}

type Failed = { readonly text: string; readonly name?: string; readonly label?: string }

/** The label of a field as it is read, without the mark of required ones. */
function labelOf(form: HTMLFormElement, name: string): string {
  const label = form.querySelector(`label[for="${CSS.escape(`f-${name}`)}"]`)
  return label?.firstChild?.textContent?.trim() ?? ''
}

function readForm(form: HTMLFormElement): Record<string, unknown> {
  const input: Record<string, unknown> = {}
  for (const element of form.elements) {
    if (element instanceof HTMLInputElement && element.type === 'checkbox' && element.name) {
      put(input, element.name, element.checked)
    }
  }
  for (const [name, value] of new FormData(form)) {
    const element = form.elements.namedItem(name)
    const isTick = element instanceof HTMLInputElement && element.type === 'checkbox'
    if (!isTick && typeof value === 'string') put(input, name, value)
  }
  return input
}

function put(target: Record<string, unknown>, name: string, value: unknown): void {
  const [first = '', ...rest] = name.split('.')
  if (rest.length === 0) {
    target[first] = value
    return
  }
  const inner = target[first]
  const next: Record<string, unknown> = typeof inner === 'object' && inner !== null ? { ...inner } : {}
  put(next, rest.join('.'), value)
  target[first] = next
}
