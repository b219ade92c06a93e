import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { page } from '@/identity/guard'
import { matterHref } from '@/kernel/matter-href'
import { errorWords } from '@/messaging/components/error-words'
import { ResendMessage } from '@/messaging/components/resend-message'
import { type MessageView, messageView } from '@/messaging/queries/messages'
import { RESENDABLE } from '@/messaging/rules/message'
import { smsLength } from '@/messaging/rules/sms-parts'
import { orgTree } from '@/organisation/tree'
import { may } from '@/platform/context'
import { AppLink } from '@/ui/app-link'
import { DescriptionList } from '@/ui/description-list'
import { LocalTime } from '@/ui/local-time'
import { Notice } from '@/ui/notice'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import { StateBadge } from '@/ui/state-badge'
import { Timeline, type TimelineEntry } from '@/ui/timeline'

export async function generateMetadata() {
  return { title: (await getTranslations('messages'))('message') }
}

export default page<'message.view', { id: string }>('message.view', async ({ ctx, params }) => {
  const message = await messageView(ctx, params.id)
  const [t, tree] = await Promise.all([getTranslations('messages'), orgTree(ctx)])
  const unit = tree.unitById(message.unitId)
  const canResend = RESENDABLE.includes(message.state) && may(ctx, 'message.resend', unit.path)
  const length = smsLength(message.text)
  return (
    <>
      <PageHeader
        title={`${message.title} · ${message.number}`}
        crumbs={[{ label: t('title'), href: '/messages' }, { label: message.number }]}
        badges={<StateBadge kind={`msg_${message.state}`} label={t(`state.${message.state}`)} />}
        actions={
          canResend ? <ResendMessage messageId={message.id} isUnknown={message.state === 'unknown'} /> : null
        }
      />
      {message.state === 'unknown' ? <Notice kind="warning">{t('unknownText')}</Notice> : null}
      <div className="mt-4 grid grid-cols-1 gap-4 lg:grid-cols-2">
        <Panel title={t('words')}>
          <p className="whitespace-pre-wrap" lang={message.locale}>
            {message.text}
          </p>
          {message.channel === 'sms' ? (
            <p className="mt-2 text-sm text-muted">
              {t('length', {
                units: length.units,
                encoding: t(`encoding.${length.encoding}`),
                parts: message.parts,
              })}
            </p>
          ) : null}
        </Panel>
        <Panel title={t('course')}>
          <Timeline
            label={t('course')}
            timeZone={message.timeZone}
            entries={courseOf(message, (code) => errorWords(t, code)).map(({ word, ...entry }) => ({
              ...entry,
              title: t(`course_.${word}`),
            }))}
          />
        </Panel>
        <Panel title={t('details')} className="lg:col-span-2">
          <DescriptionList
            two
            items={[
              {
                term: t('template'),
                value: `${message.templateCode} · ${t('version', { version: message.version })}`,
              },
              { term: t('channelLabel'), value: t(`channel.${message.channel}`) },
              { term: t('unit'), value: unit.name[ctx.locale] },
              {
                term: t('subject'),
                value:
                  message.subjectType === 'complaint' ? (
                    '—'
                  ) : (
                    <AppLink href={matterHref(message.subjectType, message.subjectId)}>
                      {t('openSubject')}
                    </AppLink>
                  ),
              },
              { term: t('adapter'), value: message.adapter ? t(`adapters.${message.adapter}`) : '—' },
              { term: t('attempts'), value: message.attempts },
              { term: t('resends'), value: message.resends },
              { term: t('error'), value: errorWords(t, message.errorCode) },
              {
                term: t('notAfter'),
                value: message.notAfter ? (
                  <LocalTime instant={message.notAfter} timeZone={message.timeZone} />
                ) : (
                  '—'
                ),
              },
            ]}
          />
        </Panel>
      </div>
    </>
  )
})

type Step = Omit<TimelineEntry, 'title'> & {
  readonly word: 'created' | 'due' | 'sent' | 'delivered' | 'undelivered'
}

function courseOf(message: MessageView, wordsOf: (code: string) => ReactNode): Step[] {
  const { createdAt, dueAt, sentAt, reports, state } = message
  return [
    { id: 'created', at: createdAt, word: 'created' },
    ...(state === 'waiting' ? [{ id: 'due', at: dueAt, word: 'due', kind: 'msg_waiting' } as const] : []),
    ...(sentAt ? [{ id: 'sent', at: sentAt, word: 'sent', kind: 'msg_sent' } as const] : []),
    ...reports.map(
      (report): Step => ({
        id: report.id,
        at: report.occurredAt,
        word: report.state,
        kind: `msg_${report.state}`,
        ...(report.errorCode ? { body: wordsOf(report.errorCode) } : {}),
      }),
    ),
  ]
}
