import { useTranslations } from 'next-intl'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { AppLink } from '@/ui/app-link'
import { DescriptionList } from '@/ui/description-list'
import { formatCount, formatInstant } from '@/ui/format'
import { LocalTime } from '@/ui/local-time'
import { Panel } from '@/ui/panel'
import { StateBadge } from '@/ui/state-badge'
import type { ErrorView } from '../queries/one'
import { AddEvidence } from './evidence'
import { Money } from './money'

const BYTES_PER_KB = 1024

/** Whose it is and which charge, the evidence, the payments and the ledger's entries. */
export function ErrorAside({ view }: { view: ErrorView }) {
  const t = useTranslations('refunds')
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <Panel title={t('one.charge')}>
        <Charge view={view} />
      </Panel>
      <Panel title={t('one.files')}>
        <Files view={view} />
      </Panel>
      {view.payments.length > 0 ? (
        <Panel title={t('one.payments')}>
          <Payments view={view} />
        </Panel>
      ) : null}
      {view.entries.length > 0 ? (
        <Panel title={t('one.ledger')} id="ledger">
          <Entries view={view} />
        </Panel>
      ) : null}
    </div>
  )
}

function Charge({ view }: { view: ErrorView }) {
  const t = useTranslations('refunds')
  const locale = useAppLocale()
  const { error, timeZone } = view
  const at = (instant: Date) => formatInstant(instant, { locale, timeZone })
  return (
    <DescriptionList
      items={[
        {
          term: t('one.customer'),
          value: view.customer ? (
            <AppLink href={`/refunds?customer=${error.customerId}`}>
              {[view.customer.name, view.customer.phone].filter(Boolean).join(' ')}
            </AppLink>
          ) : (
            t('noCustomer')
          ),
        },
        {
          term: t('form.account'),
          value: <AppLink href={`/refunds?account=${error.accountHash}`}>{view.account}</AppLink>,
        },
        { term: t('form.errorClass'), value: view.className },
        { term: t('form.service'), value: error.service },
        { term: t('form.period'), value: error.period },
        { term: t('form.chargedAt'), value: at(error.chargedAt) },
        ...(error.chargeRef ? [{ term: t('form.chargeRef'), value: error.chargeRef }] : []),
        { term: t('form.unit'), value: view.unitName },
        { term: t('one.owner'), value: error.ownerName ?? t('one.nobody') },
        {
          term: t('one.reportedBy'),
          value: `${error.reportedBy ?? t('one.system')} · ${at(error.reportedAt)}`,
        },
        ...(error.verifiedAt
          ? [
              {
                term: t('one.verifiedBy'),
                value: `${error.verifiedBy ?? t('one.system')} · ${at(error.verifiedAt)}`,
              },
            ]
          : []),
        { term: t('one.source'), value: t(`source.${error.source}` as 'source.form') },
        ...(error.complaintNumber
          ? [
              {
                term: t('one.complaint'),
                value: (
                  <AppLink href={`/complaints/${encodeURIComponent(error.complaintNumber)}`}>
                    {error.complaintNumber}
                  </AppLink>
                ),
              },
            ]
          : []),
        ...(error.batchId
          ? [
              {
                term: t('one.batch'),
                value: (
                  <AppLink href={`/refunds/batches/${error.batchId}`}>
                    {t('batch.number', { number: String(error.batchSeq ?? 0).padStart(6, '0') })}
                  </AppLink>
                ),
              },
            ]
          : []),
        ...(error.words ? [{ term: t('form.words'), value: error.words }] : []),
        ...(error.finding ? [{ term: t('field.finding'), value: error.finding }] : []),
      ]}
    />
  )
}

function Files({ view }: { view: ErrorView }) {
  const t = useTranslations('refunds')
  const locale = useAppLocale()
  return (
    <div className="flex flex-col gap-2">
      {view.files.length === 0 ? <p className="text-muted">{t('one.noFiles')}</p> : null}
      <ul className="flex flex-col gap-1">
        {view.files.map((file) => (
          <li key={file.id}>
            <a className="ui-link" href={`/api/v1/refunds/${view.error.id}/files/${file.id}`}>
              {file.name}
            </a>
            <span className="block text-muted text-xs">
              {formatCount(Math.ceil(file.sizeBytes / BYTES_PER_KB), locale)} KB · {file.addedBy} ·{' '}
              <LocalTime instant={file.addedAt} timeZone={view.timeZone} style="short" />
            </span>
          </li>
        ))}
      </ul>
      {view.canAttach ? <AddEvidence errorId={view.error.id} /> : null}
    </div>
  )
}

const PAYMENT_LOOK = { sent: 'running', paid: 'done', failed: 'failed' } as const

function Payments({ view }: { view: ErrorView }) {
  const t = useTranslations('refunds')
  return (
    <ul className="flex flex-col gap-2">
      {view.payments.map((payment) => (
        <li key={payment.id} className="flex flex-wrap items-center gap-x-3">
          <StateBadge kind={PAYMENT_LOOK[payment.state]} label={t(`payment.${payment.state}`)} />
          <Money minor={payment.amountMinor} currency={view.error.currency} />
          <AppLink href={`/refunds/payments/${payment.fileId}`}>
            {`PF-${String(payment.fileSeq).padStart(6, '0')}`}
          </AppLink>
          <span className="text-muted text-xs">
            {[payment.billingRef, payment.failReason].filter(Boolean).join(' · ')}{' '}
            <LocalTime
              instant={payment.answeredAt ?? payment.sentAt}
              timeZone={view.timeZone}
              style="short"
            />
          </span>
        </li>
      ))}
    </ul>
  )
}

function Entries({ view }: { view: ErrorView }) {
  const t = useTranslations('refunds')
  return (
    <ul className="flex flex-col gap-1">
      {[...view.entries]
        .sort((a, b) => a.at.getTime() - b.at.getTime() || a.leg - b.leg)
        .map((entry) => (
          <li key={entry.id} className="flex flex-wrap items-baseline justify-between gap-x-3">
            <span>
              {t(`account.${entry.account}`)}
              <span className="ml-2 text-muted text-xs">{t(`kind.${entry.kind}`)}</span>
            </span>
            <Money minor={entry.amountMinor} currency={entry.currency} />
          </li>
        ))}
    </ul>
  )
}
