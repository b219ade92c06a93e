'use client'

import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useState, useSyncExternalStore } from 'react'
import { currentHotkeys, enableSingleKeys, singleKeysEnabled, subscribeHotkeys } from './hotkey-store'
import { Kbd } from './kbd'
import { useHotkeys } from './use-hotkeys'

const Dialog = dynamic(() => import('./dialog').then((module) => module.Dialog), { ssr: false })
const NONE: ReturnType<typeof currentHotkeys> = []

/** `?` opens the list of shortcuts that work on this page; here single keys can be switched off. */
export function ShortcutsOverlay() {
  const t = useTranslations('ui')
  const [isOpen, setIsOpen] = useState(false)
  const hotkeys = useSyncExternalStore(subscribeHotkeys, currentHotkeys, () => NONE)
  useHotkeys([{ key: '?', label: t('shortcutHelp'), run: () => setIsOpen(true) }])
  if (!isOpen) return null
  return (
    <Dialog isOpen={isOpen} onOpenChange={setIsOpen} title={t('shortcuts')} size="sm">
      <dl className="grid grid-cols-[1fr_auto] gap-y-1.5">
        {hotkeys.map(({ key, label }) => (
          <div key={`${key}${label}`} className="contents">
            <dt>{label}</dt>
            <dd className="text-right">
              {key.split('+').map((part) => (
                <Kbd key={part}>{part === 'mod' ? 'Ctrl' : part}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <label className="choice mt-4 border-separator border-t pt-3">
        <input
          type="checkbox"
          defaultChecked={singleKeysEnabled()}
          onChange={(event) => enableSingleKeys(event.target.checked)}
        />
        <span>{t('shortcutsEnabled')}</span>
      </label>
    </Dialog>
  )
}
