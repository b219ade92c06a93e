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
  options: { fixed?: Partial<Input>; onDone: (value: T) => void },
) {
  const [errors, setErrors] = useState<readonly FormError[]>([])
  const [isPending, startTransition] = useTransition()

  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const input = readForm<Input>(event.currentTarget, options.fixed)
    startTransition(async () => {
      const outcome = outcomeOf(await send(input))
      if (outcome.ok) {
        setErrors([])
        options.onDone(outcome.value)
        return
      }
      const atFields = Object.entries(outcome.fields).map(([name, message]) => ({ name, message }))
      setErrors(atFields.length > 0 ? atFields : [{ message: outcome.message }])
    })
  }
  const errorOf = (name: string): string | undefined => errors.find((error) => error.name === name)?.message
  return { onSubmit, errors, errorOf, isPending }
}

/** What was typed, in the shape the action's schema checks; the server believes none of it. */
function readForm<Input>(form: HTMLFormElement, fixed: Partial<Input> | undefined): Input {
  const input: Record<string, unknown> = { ...fixed }
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
  return input as Input
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
