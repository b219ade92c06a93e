'use client'

import { Dropdown } from '@heroui/react/dropdown'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button, buttonClass } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { Kbd } from '@/ui/kbd'
import { notify } from '@/ui/notify'
import { useHotkeys } from '@/ui/use-hotkeys'
import { ACTION_KEYS } from './action-fields'
import { ActionForm, type FormChoices } from './action-form'
import type { ActionTarget, FormAction } from './run-action'

/** An action as the screen offers it; `refusal` says in words why it cannot be taken now. */
export type OfferedAction = { readonly action: FormAction; readonly refusal: string | null }

/**
 * The next step as the one primary button, everything else in a menu and under single keys. What is refused now stays
 * in the menu with the reason, so that nobody has to try to find out.
 */
export function CaseActions({
  primary,
  offered,
  target,
  choices,
  userKey,
}: {
  primary: FormAction | null
  offered: readonly OfferedAction[]
  target: ActionTarget
  choices: FormChoices
  userKey: string
}) {
  const t = useTranslations('cases')
  const [open, setOpen] = useState<FormAction | null>(null)
  const start = ({ action, refusal }: OfferedAction) => {
    if (refusal) notify({ title: t(`action.${action}`), description: refusal, tone: 'warning' })
    else setOpen(action)
  }
  useHotkeys(
    offered.flatMap((one) => {
      const key = ACTION_KEYS[one.action]
      return key ? [{ key, label: t(`action.${one.action}`), run: () => start(one) }] : []
    }),
  )
  const first = offered.find(({ action }) => action === primary)
  const rest = offered.filter(({ action }) => action !== primary)
  return (
    <>
      {first ? (
        <Button
          look="primary"
          className="case-primary"
          onClick={() => start(first)}
          aria-disabled={first.refusal !== null}
        >
          {t(`action.${first.action}`)}
        </Button>
      ) : null}
      {rest.length > 0 ? (
        <Dropdown>
          <Dropdown.Trigger className={buttonClass({})}>{t('case.more')}</Dropdown.Trigger>
          <Dropdown.Popover placement="bottom end">
            <Dropdown.Menu
              aria-label={t('case.more')}
              onAction={(key) => {
                const chosen = rest.find(({ action }) => action === key)
                if (chosen) start(chosen)
              }}
            >
              {rest.map(({ action, refusal }) => (
                <Dropdown.Item key={action} id={action} textValue={t(`action.${action}`)}>
                  <span className="flex min-w-0 flex-1 items-baseline gap-3">
                    <span className={refusal ? 'text-muted' : undefined}>
                      {t(`action.${action}`)}
                      {refusal ? <span className="block max-w-64 text-xs">{refusal}</span> : null}
                    </span>
                    {ACTION_KEYS[action] ? (
                      <span className="ml-auto">
                        <Kbd>{ACTION_KEYS[action]}</Kbd>
                      </span>
                    ) : null}
                  </span>
                </Dropdown.Item>
              ))}
            </Dropdown.Menu>
          </Dropdown.Popover>
        </Dropdown>
      ) : null}
      {open ? (
        <Dialog isOpen onOpenChange={(isOpen) => setOpen(isOpen ? open : null)} title={t(`action.${open}`)}>
          <ActionForm action={open} target={target} choices={choices} userKey={userKey} />
        </Dialog>
      ) : null}
    </>
  )
}
