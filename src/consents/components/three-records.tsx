import { useTranslations } from 'next-intl'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { formatInstant } from '@/ui/format'
import { StateBadge } from '@/ui/state-badge'
import type { OrderPage, RecordView } from '../queries/order'
import { RECORD_KINDS, type RecordKind } from '../rules/lists'
import { type Translate, VERDICT_KIND, verdictLabel } from './order-words'

const SHORT_HASH = 12

/** Order, question and answer side by side as they were received: who, when, by which way, in which words. */
export function ThreeRecords({ view }: { view: OrderPage }) {
  const t = useTranslations('orders') as unknown as Translate
  return (
    <div className="grid gap-3 lg:grid-cols-3">
      {RECORD_KINDS.map((kind, index) => (
        <section key={kind} className="panel flex min-w-0 flex-col" aria-label={t(`record.${kind}`)}>
          <header className="panel-head">
            <h2 className="panel-title">
              {index + 1}. {t(`record.${kind}`)}
            </h2>
            <RecordState kind={kind} view={view} t={t} />
          </header>
          <div className="flex flex-1 flex-col gap-4 p-3">
            {view.records
              .filter((record) => record.kind === kind)
              .map((record) => (
                <OneRecord key={record.id} record={record} view={view} t={t} />
              ))}
            <Missing kind={kind} view={view} t={t} />
          </div>
        </section>
      ))}
    </div>
  )
}

type Part = { readonly view: OrderPage; readonly t: Translate }

function RecordState({ kind, view, t }: Part & { kind: RecordKind }) {
  const missing = view.missing.find((each) => each.kind === kind)
  if (!view.order.needsConfirmation && kind !== 'order')
    return <StateBadge kind="not_measured" label={t('record.notNeeded')} plain />
  if (!missing) return <StateBadge kind="kept" label={t('record.onFile')} plain />
  return (
    <StateBadge
      kind={missing.reason === 'waiting' ? 'in_review' : 'broken_open'}
      label={t(`missing.short.${missing.reason}`)}
      plain
    />
  )
}

function Missing({ kind, view, t }: Part & { kind: RecordKind }) {
  const missing = view.missing.find((each) => each.kind === kind)
  if (!view.order.needsConfirmation && kind !== 'order')
    return <p className="text-muted">{t('record.notNeededBody')}</p>
  return missing ? <p className="text-muted">{t(`missing.long.${missing.reason}`)}</p> : null
}

function OneRecord({ record, view, t }: Part & { record: RecordView }) {
  const locale = useAppLocale()
  const at = (instant: Date) => formatInstant(instant, { locale, timeZone: view.timeZone, style: 'long' })
  const isLater = record.recordedAt.getTime() - record.occurredAt.getTime() > 60_000
  const by = [
    record.from && t(record.isOwnNumber ? 'record.fromNumber' : 'record.fromOther', { number: record.from }),
    record.recordedBy && t('record.by', { name: record.recordedBy }),
  ].filter(Boolean)
  return (
    <article className="min-w-0">
      {record.verdict ? (
        <p className="mb-1">
          <StateBadge
            kind={VERDICT_KIND[record.verdict]}
            label={verdictLabel(t, { ...record, verdict: record.verdict }, view.records)}
          />
        </p>
      ) : null}
      <blockquote className="whitespace-pre-wrap break-words border-border border-l-2 pl-3 text-base leading-relaxed">
        {record.text === '' ? t('record.empty') : record.text}
      </blockquote>
      <p className="mt-1.5 text-muted text-xs">
        {at(record.occurredAt)} · {t(`channel.${record.channel}`)}
        {by.length > 0 ? <span className="block">{by.join(' · ')}</span> : null}
        {isLater ? (
          <span className="block">{t('record.recordedAt', { time: at(record.recordedAt) })}</span>
        ) : null}
        <span className="block" title={`SHA-256 ${record.textHash}`}>
          {t('record.hash', { hash: record.textHash.slice(0, SHORT_HASH) })}
          {record.isMasked ? ` · ${t('record.masked')}` : null}
        </span>
      </p>
    </article>
  )
}
