'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useState, useTransition } from 'react'
import { Button, type ButtonLook } from './button'
import { Dialog } from './dialog'

/** A button that asks before it acts. The dialog stays open while `onConfirm` runs. */
export function ConfirmDialog({
  label,
  title,
  children,
  confirmLabel,
  look = 'default',
  size,
  onConfirm,
}: {
  label: ReactNode
  title: string
  children?: ReactNode
  confirmLabel?: string
  /** `danger` where it cannot be undone. */
  look?: ButtonLook['look']
  size?: ButtonLook['size']
  onConfirm: () => Promise<void> | void
}) {
  const t = useTranslations('common')
  const [isOpen, setIsOpen] = useState(false)
  // As in `DialogButton`: no dialog in the page before it was asked for.
  const [wasOpened, setWasOpened] = useState(false)
  const [isPending, startTransition] = useTransition()
  const confirm = () =>
    startTransition(async () => {
      await onConfirm()
      setIsOpen(false)
    })
  return (
    <>
      <Button
        look={look}
        size={size}
        aria-haspopup="dialog"
        onClick={() => {
          setWasOpened(true)
          setIsOpen(true)
        }}
      >
        {label}
      </Button>
      {wasOpened ? (
        <Dialog isOpen={isOpen} onOpenChange={setIsOpen} title={title} size="sm">
          <div className="mb-4">{children}</div>
          <div className="flex justify-end gap-2">
            <Button onClick={() => setIsOpen(false)}>{t('cancel')}</Button>
            <Button
              look={look === 'danger' ? 'danger' : 'primary'}
              disabled={isPending}
              onClick={confirm}
              autoFocus={look !== 'danger'}
            >
              {isPending ? t('saving') : (confirmLabel ?? t('confirm'))}
            </Button>
          </div>
        </Dialog>
      ) : null}
    </>
  )
}
