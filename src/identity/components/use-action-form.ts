'use client'

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
  const [errors, setErrors] = useState<readonly FormError[]>([])
  const [isPending, startTransition] = useTransition()

  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const typed = { ...options.fixed, ...readForm(event.currentTarget) }
    // The server checks the shape with the action's schema and believes none of it.
    const input = (options.shape?.(typed) ?? typed) as Input
    startTransition(async () => {
      const outcome = outcomeOf(await send(input))
      if (outcome.ok) {
        setErrors([])
        options.onDone(outcome.value)
        return
      }
      setErrors(
        Object.keys(outcome.fields).length > 0
          ? Object.entries(outcome.fields).map(([name, message]) => ({ name, message }))
          : [{ message: outcome.message }],
      )
    })
  }
  const errorOf = (name: string): string | undefined => errors.find((each) => each.name === name)?.message
  return { onSubmit, errors, errorOf, isPending }
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
