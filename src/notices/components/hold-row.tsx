'use client'

import { useTranslations } from 'next-intl'
import type { ButtonLook } from '@/ui/button'
import { DialogButton } from '@/ui/dialog'
import { type HoldAction, HoldForm } from './hold-form'

/** Holds an event, lets it go or calls it off, in two clicks with a reason between. */
export function HoldRow({
  id,
  number,
  action,
  look,
  size = 'sm',
}: {
  id: string
  number: string
  action: HoldAction
  look?: ButtonLook['look']
  size?: ButtonLook['size']
}) {
  const t = useTranslations('notices.hold')
  return (
    <DialogButton
      label={
        <>
          {t(action)}
          <span className="sr-only"> {number}</span>
        </>
      }
      title={t(`${action}Title`, { number })}
      look={look}
      buttonSize={size}
      size="sm"
    >
      <HoldForm id={id} number={number} action={action} />
    </DialogButton>
  )
}
