import { useTranslations } from 'next-intl'
import { describeFact } from '@/commitments/rules/describe'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { ButtonLink } from '@/ui/button'
import { DescriptionList } from '@/ui/description-list'
import { localParts } from '@/ui/local-parts'
import { PrintButton } from '@/ui/print-button'
import type { OrderPage, RecordView } from '../queries/order'
import { amountWords } from '../rules/price'
import { priceLabel, type Translate, verdictLabel } from './order-words'

/** `2026-03-02 09:00:00.000 +08:00`: a time nobody can read two ways. */
function exactTime(instant: Date, timeZone: string): string {
  const { year, month, day, hour, minute, second } = localParts(instant, timeZone)
  const two = (n: number) => String(n).padStart(2, '0')
  const wallMs = Date.UTC(year, month - 1, day, hour, minute, second)
  const offset = Math.round((wallMs - Math.floor(instant.getTime() / 1000) * 1000) / 60_000)
  const sign = offset < 0 ? '-' : '+'
  const zone = `${sign}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`
  const millis = String(instant.getUTCMilliseconds()).padStart(3, '0')
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}:${two(second)}.${millis} ${zone}`
}

/** The evidence of one order on paper: records word by word with exact times and fingerprints, charges, rule. */
export function EvidenceSheet({ view, printedBy }: { view: OrderPage; printedBy: string }) {
  const t = useTranslations('orders') as unknown as Translate
  const locale = useAppLocale()
  const { order, service, timeZone, rule } = view
  const at = (instant: Date) => exactTime(instant, timeZone)
  return (
    <article>
      <header className="sheet-head">
        <div className="no-print mb-4 flex gap-2">
          <PrintButton />
          <ButtonLink href={`/orders/${order.id}`}>{t('evidence.back')}</ButtonLink>
        </div>
        <p>{view.unitName}</p>
        <h1>{t('evidence.title')}</h1>
        <p className="sheet-number">
          {t('column.number')} {order.number}
        </p>
      </header>
      <DescriptionList
        two
        items={[
          { term: t('page.customer'), value: view.customer?.phone ?? '' },
          { term: t('column.state'), value: t(`state.${order.state}`) },
          { term: t('page.service'), value: `${service.name[locale]} (${service.code})` },
          {
            term: t('page.price'),
            value: `${priceLabel(service, locale)} (${t('page.version', { version: service.version })})`,
          },
          { term: t('page.provider'), value: service.provider[locale] },
          { term: t('page.cancelHow'), value: service.cancelHow[locale] },
          { term: t('page.channel'), value: t(`channel.${order.channel}`) },
          { term: t('page.requestedAt'), value: at(order.requestedAt) },
          ...(order.windowEndsAt ? [{ term: t('page.windowEndsAt'), value: at(order.windowEndsAt) }] : []),
          ...(order.activatedAt ? [{ term: t('page.activatedAt'), value: at(order.activatedAt) }] : []),
          ...(order.cancelledAt ? [{ term: t('page.cancelledAt'), value: at(order.cancelledAt) }] : []),
        ]}
      />
      <h2>{t('evidence.finding')}</h2>
      <p className="sheet-words">{t(findingOf(view))}</p>
      <h2>{t('evidence.records')}</h2>
      {view.records.map((record, index) => (
        <Record key={record.id} record={record} records={view.records} place={index + 1} at={at} t={t} />
      ))}
      {view.charges.length > 0 ? (
        <>
          <h2>{t('charge.title')}</h2>
          <table className="sheet-table">
            <tbody>
              {view.charges.map((charge) => (
                <tr key={charge.id}>
                  <td className="whitespace-nowrap">{at(charge.chargedAt)}</td>
                  <td>{charge.chargeRef}</td>
                  <td className="whitespace-nowrap">
                    {amountWords(charge.amountMinor, charge.currency, locale)}
                  </td>
                  <td>{t(`chargeVerdict.${charge.verdict}`)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      ) : null}
      <h2>{t('evidence.timeline')}</h2>
      <table className="sheet-table">
        <tbody>
          {view.facts.map((fact) => (
            <tr key={fact.id}>
              <td className="whitespace-nowrap">{at(fact.occurredAt)}</td>
              <td>{describeFact(fact.type, locale)}</td>
              <td className="whitespace-nowrap">{t('evidence.recordedAt', { time: at(fact.recordedAt) })}</td>
              <td>{fact.actorName ?? t('evidence.system')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <h2>{t('page.rule')}</h2>
      <p>
        {rule
          ? `${rule.code} · ${t('page.ruleVersion', { version: rule.version })} · ${rule.text} ${rule.source ? `(${rule.source})` : ''}`
          : t(order.needsConfirmation ? 'page.ruleSetting' : 'page.ruleNone')}
      </p>
      <p>{t('evidence.law')}</p>
      <footer className="sheet-foot">
        <span>{t('evidence.hashNote')}</span>
        <span>{t('evidence.printedAt', { name: printedBy, time: at(view.now) })}</span>
      </footer>
    </article>
  )
}

/** What the records come to. */
function findingOf({ order, missing }: OrderPage): string {
  if (!order.needsConfirmation) return 'evidence.notNeeded'
  if (order.hasYes) return 'evidence.proven'
  return missing.some(({ reason }) => reason === 'waiting') ? 'evidence.open' : 'evidence.notProven'
}

function Record({
  record,
  records,
  place,
  at,
  t,
}: {
  record: RecordView
  records: readonly RecordView[]
  place: number
  at: (instant: Date) => string
  t: Translate
}) {
  const facts = [
    t(`channel.${record.channel}`),
    record.from && t(record.isOwnNumber ? 'record.fromNumber' : 'record.fromOther', { number: record.from }),
    record.recordedBy && t('record.by', { name: record.recordedBy }),
    record.verdict && verdictLabel(t, { ...record, verdict: record.verdict }, records),
  ]
  return (
    <section className="sheet-record" style={{ breakInside: 'avoid', marginBottom: '0.75rem' }}>
      <h3 className="font-semibold">
        {place}. {t(`record.${record.kind}`)} · {at(record.occurredAt)}
      </h3>
      <p className="sheet-words">{record.text === '' ? t('record.empty') : record.text}</p>
      <p className="text-xs">
        {facts.filter(Boolean).join(' · ')}
        {record.isMasked ? ` · ${t('record.masked')}` : null}
      </p>
      <p className="break-all font-mono text-xs">
        SHA-256 {record.textHash}
        <br />
        {t('evidence.chain')} {record.chainHash}
      </p>
    </section>
  )
}
