'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { notify } from '@/ui/notify'
import { useHotkeys } from '@/ui/use-hotkeys'
import type { ErrorAction } from '../rules/states'
import { ErrorActionForm, type ErrorTarget } from './error-action-form'

type Offered = { readonly action: ErrorAction; readonly refusal: string | null }
export type FormAction = Exclude<ErrorAction, 'attach_file'>

const KEYS: Readonly<Record<FormAction, string>> = {
  check: 'c',
  verify: 'v',
  reject: 'x',
  approve: 'a',
  correct: 'e',
  confirm: 'f',
  reverse: 'z',
}

/** What may be done now: the next step as the one primary button, the rest beside it, each under a key of its own. */
export function ErrorActions({ offered, target }: { offered: readonly Offered[]; target: ErrorTarget }) {
  const t = useTranslations('refunds')
  const [open, setOpen] = useState<FormAction | null>(null)
  const start = (action: FormAction, refusal: string | null) => {
    if (refusal) notify({ title: t(`action.${action}`), description: refusal, tone: 'warning' })
    else setOpen(action)
  }
  const actions = offered.flatMap(({ action, refusal }) =>
    action === 'attach_file' ? [] : [{ action, refusal }],
  )
  useHotkeys(
    actions.map(({ action, refusal }) => ({
      key: KEYS[action],
      label: t(`action.${action}`),
      run: () => start(action, refusal),
    })),
  )
  const primary = actions.find(
    ({ action }) => action === 'verify' || action === 'approve' || action === 'confirm',
  )
  return (
    <>
      {actions.map(({ action, refusal }) => (
        <Button
          key={action}
          look={action === primary?.action ? 'primary' : action === 'reverse' ? 'quiet' : 'default'}
          aria-disabled={refusal !== null}
          title={refusal ?? undefined}
          onClick={() => start(action, refusal)}
        >
          {t(`action.${action}`)}
        </Button>
      ))}
      {open ? (
        <Dialog isOpen onOpenChange={(isOpen) => setOpen(isOpen ? open : null)} title={t(`action.${open}`)}>
          <ErrorActionForm action={open} target={target} />
        </Dialog>
      ) : null}
    </>
  )
}
