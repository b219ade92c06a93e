'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { Button, ButtonLink } from '@/ui/button'
import { formatInstant, formatPromise } from '@/ui/format'
import { Kbd } from '@/ui/kbd'
import { Notice } from '@/ui/notice'
import { Panel } from '@/ui/panel'
import { PrintButton } from '@/ui/print-button'
import { useHotkeys } from '@/ui/use-hotkeys'
import { readOutOf } from '../rules/read-out'
import { isReplyLate, type Receipt, type RunningPromise } from '../rules/receipt'
import { IntakeFiles } from './intake-files'

/** The answer: the number, the sentence to read to the customer, what runs now, and the way to the next one. */
export function IntakeReceipt({
  receipt,
  files,
  clerkName,
  onNext,
}: {
  receipt: Receipt
  files: readonly File[]
  clerkName: string
  onNext: () => void
}) {
  const t = useTranslations('complaints')
  const locale = useAppLocale()
  const heading = useRef<HTMLParagraphElement>(null)
  const [now] = useState(() => new Date())
  useHotkeys([{ key: 'n', label: t('shortcutNext'), run: onNext }])
  useEffect(() => heading.current?.focus(), [])

  const { timeZone, masked } = receipt
  const { key, values } = readOutOf(receipt, now, locale)
  const spoken = t(key, values)
  return (
    <div className="flex max-w-3xl flex-col gap-4" data-testid="receipt">
      <Panel title={t('receiptTitle')}>
        <div className="flex flex-col gap-3">
          {receipt.wasLoggedBefore ? <Notice kind="info">{t('receiptAgain')}</Notice> : null}
          <p className="text-muted text-sm">{t('receiptNumber')}</p>
          <p
            ref={heading}
            tabIndex={-1}
            className="font-semibold text-2xl tabular-nums outline-none"
            data-testid="receipt-number"
          >
            {receipt.number}
          </p>
          <p className="no-print text-muted text-sm">{t('readAloud')}</p>
          <p className="font-semibold text-xl" data-testid="read-out">
            {spoken}
          </p>
          {isReplyLate(receipt.promises) ? <Notice kind="warning">{t('alreadyLate')}</Notice> : null}
          {masked.length > 0 ? (
            <Notice kind="warning">
              {t('masked', { what: masked.map((kind) => t(`maskedWhat.${kind}`)).join(t('listComma')) })}
            </Notice>
          ) : null}
          <p className="text-muted text-sm">
            {t('receivedOn', {
              time: formatInstant(receipt.receivedAt, { locale, timeZone, style: 'long' }),
            })}
          </p>
          <div className="print-only text-sm">
            <p>{t('unitLine', { unit: receipt.unitName[locale] })}</p>
            <p>{t('clerkLine', { name: clerkName })}</p>
            <p>{t('receiptFoot')}</p>
          </div>
        </div>
      </Panel>
      <div className="no-print flex flex-col gap-4">
        {files.length > 0 ? <IntakeFiles complaintId={receipt.id} files={files} /> : null}
        <Panel
          title={t('promises')}
          actions={
            receipt.promises.length > 0 ? (
              <a data-soft="" href={`/complaints/${receipt.number}/why`}>
                {t('why')}
              </a>
            ) : undefined
          }
        >
          <Promises promises={receipt.promises} now={now} timeZone={timeZone} />
        </Panel>
        <div className="flex flex-wrap gap-2">
          <Button look="primary" onClick={onNext}>
            {t('next')} <Kbd>N</Kbd>
          </Button>
          <ButtonLink href={`/complaints/${receipt.number}`}>{t('openCase')}</ButtonLink>
          <PrintButton label={t('printReceipt')} />
        </div>
      </div>
    </div>
  )
}

function Promises({
  promises,
  now,
  timeZone,
}: {
  promises: readonly RunningPromise[]
  now: Date
  timeZone: string
}) {
  const t = useTranslations('complaints')
  const locale = useAppLocale()
  // What is only checked when something is done, such as the closing, has no time to tell.
  const timed = promises.flatMap(({ dueAt, ...each }) => (dueAt ? [{ ...each, dueAt }] : []))
  if (timed.length === 0) return <p className="text-muted">{t('noPromises')}</p>
  return (
    <ul className="flex flex-col gap-2">
      {timed.map((each) => (
        <li
          key={`${each.commitmentCode}:${each.stops.join()}:${each.dueAt.getTime()}`}
          className="flex flex-wrap gap-x-3"
        >
          <span className="w-44 shrink-0 font-semibold tabular-nums">
            {formatPromise(each.dueAt, now, timeZone, locale)}
            {each.provisional ? <span className="ml-1 text-muted text-xs">{t('provisional')}</span> : null}
          </span>
          <span className="min-w-0 flex-1">
            <span className="mr-2 text-muted text-xs">{each.commitmentCode}</span>
            {each.text[locale]}
            {each.programmeKind === 'law' ? (
              <span className="ml-2 text-muted text-xs">{t('law')}</span>
            ) : null}
          </span>
        </li>
      ))}
    </ul>
  )
}
