'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { PHONE_LOOKUP_MIN_DIGITS } from '@/customers/rules/identity'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { Button } from '@/ui/button'
import { formatInstant } from '@/ui/format'
import { Kbd } from '@/ui/kbd'
import { Panel } from '@/ui/panel'
import type { OpenCase } from '../rules/receipt'
import type { ClassOption } from './intake-classes'

const ASK_AFTER_MS = 150

type Answer = Omit<OpenCase, 'receivedAt' | 'nextDueAt'> & {
  readonly receivedAt: string
  readonly nextDueAt: string | null
}

/** Open cases under the number while it is typed; null until it is asked. The number travels in the body only. */
export function useOpenCases(phone: string): readonly Answer[] | null {
  const [found, setFound] = useState<readonly Answer[] | null>(null)
  useEffect(() => {
    setFound(null)
    const digits = phone.normalize('NFKC').replace(/\D/g, '')
    if (digits.length < PHONE_LOOKUP_MIN_DIGITS) return
    const abort = new AbortController()
    const timer = setTimeout(() => {
      ask(phone, abort.signal).then(setFound, () => undefined)
    }, ASK_AFTER_MS)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [phone])
  return found
}

async function ask(phone: string, signal: AbortSignal): Promise<readonly Answer[]> {
  const answer = await fetch('/api/v1/complaints/open', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ phone }),
    signal,
  })
  return answer.ok ? ((await answer.json()) as Answer[]) : []
}

/** The customer's open cases beside the form, each with a press to link the new one to it. */
export function IntakeOpenCases({
  cases,
  classes,
  linkedId,
  onLink,
}: {
  cases: readonly Answer[]
  classes: readonly ClassOption[]
  linkedId: string | null
  onLink: (id: string | null) => void
}) {
  const t = useTranslations('complaints')
  const locale = useAppLocale()
  if (cases.length === 0) return null
  return (
    <Panel title={t('openTitle', { count: cases.length })}>
      <ul className="flex flex-col gap-3" data-testid="open-cases">
        {cases.map((each, index) => (
          <li key={each.id} className="flex flex-col gap-1">
            <span className="font-semibold">
              {each.number} {each.customerName}
            </span>
            <span>{classes.find(({ value }) => value === each.classCode)?.label ?? each.classCode}</span>
            <span className="text-muted text-xs">
              {t('openReceived', {
                time: formatInstant(new Date(each.receivedAt), {
                  locale,
                  timeZone: each.timeZone,
                  style: 'short',
                }),
              })}
              {' · '}
              {t('openBy', { name: each.ownerName, unit: each.unitName[locale] })}
            </span>
            <span>
              {linkedId === each.id ? (
                <Button size="sm" aria-pressed="true" onClick={() => onLink(null)}>
                  {t('unlink')}
                </Button>
              ) : (
                <Button size="sm" aria-pressed="false" onClick={() => onLink(each.id)}>
                  {t('linkRepeat')} {index === 0 ? <Kbd>Ctrl K</Kbd> : null}
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
