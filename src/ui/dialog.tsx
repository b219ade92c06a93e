'use client'

import { Modal } from '@heroui/react/modal'
import { createContext, type ReactNode, use, useCallback, useState } from 'react'
import { Button, type ButtonLook } from './button'

const CloseContext = createContext<() => void>(() => {})

/** Closes the dialog around the caller, e.g. after its action succeeded. */
export const useDialogClose = (): (() => void) => use(CloseContext)

/** A modal dialog under the caller's control. Escape and a press outside close it; focus returns where it was. */
export function Dialog({
  isOpen,
  onOpenChange,
  title,
  size = 'md',
  children,
}: {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  title: string
  size?: 'sm' | 'md' | 'lg'
  children: ReactNode
}) {
  const close = useCallback(() => onOpenChange(false), [onOpenChange])
  return (
    <Modal.Backdrop isOpen={isOpen} onOpenChange={onOpenChange}>
      <Modal.Container size={size}>
        <Modal.Dialog>
          <Modal.Header>
            <Modal.Heading className="font-semibold text-base">{title}</Modal.Heading>
          </Modal.Header>
          <Modal.Body className="mt-2 p-1 text-foreground">
            <CloseContext value={close}>{children}</CloseContext>
          </Modal.Body>
          <Modal.CloseTrigger />
        </Modal.Dialog>
      </Modal.Container>
    </Modal.Backdrop>
  )
}

/** A button that opens a dialog; the children may come from the server. Close from inside with `useDialogClose`. */
export function DialogButton({
  label,
  title,
  size,
  look,
  buttonSize,
  disabled,
  children,
}: {
  label: ReactNode
  title: string
  size?: 'sm' | 'md' | 'lg'
  look?: ButtonLook['look']
  buttonSize?: ButtonLook['size']
  disabled?: boolean
  children: ReactNode
}) {
  const [isOpen, setIsOpen] = useState(false)
  // A closed dialog costs every page something; from the first opening on it stays, so that closing can be animated.
  const [wasOpened, setWasOpened] = useState(false)
  return (
    <>
      <Button
        look={look}
        size={buttonSize}
        disabled={disabled}
        aria-haspopup="dialog"
        onClick={() => {
          setWasOpened(true)
          setIsOpen(true)
        }}
      >
        {label}
      </Button>
      {wasOpened ? (
        <Dialog isOpen={isOpen} onOpenChange={setIsOpen} title={title} size={size}>
          {children}
        </Dialog>
      ) : null}
    </>
  )
}
