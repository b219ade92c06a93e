'use client'

import { useTranslations } from 'next-intl'
import type { ComponentProps } from 'react'
import { useFormStatus } from 'react-dom'
import { Button, type ButtonLook } from './button'

/** Submits its form; while the action runs it says so and takes no second press. `pending` adds an outside state. */
export function SubmitButton({
  children,
  look = 'primary',
  pending = false,
  pendingLabel,
  ...props
}: Omit<ComponentProps<'button'>, 'type'> & ButtonLook & { pending?: boolean; pendingLabel?: string }) {
  const t = useTranslations('common')
  const status = useFormStatus()
  const isPending = pending || status.pending
  return (
    <Button
      {...props}
      type="submit"
      look={look}
      aria-disabled={isPending || props['aria-disabled']}
      onClick={(event) => {
        if (isPending) event.preventDefault()
        else props.onClick?.(event)
      }}
    >
      {isPending ? <span className="btn-spinner" aria-hidden="true" /> : null}
      {isPending ? (pendingLabel ?? t('saving')) : children}
    </Button>
  )
}
