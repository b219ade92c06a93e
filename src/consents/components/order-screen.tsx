import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { SubjectClocks } from '@/matters/components/subject-clocks'
import { SubjectTimeline } from '@/matters/components/subject-timeline'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { AppLink } from '@/ui/app-link'
import { ButtonLink } from '@/ui/button'
import { DescriptionList } from '@/ui/description-list'
import { formatInstant } from '@/ui/format'
import { LiveRefresh } from '@/ui/live-refresh'
import { Notice } from '@/ui/notice'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import type { OrderPage } from '../queries/order'
import { CancelOrder } from './cancel-order'
import { OrderCharges, type RefundTools } from './order-charges'
import { OrderStateBadge } from './order-state'
import { priceLabel, type Translate } from './order-words'
import { ProposeRefund } from './propose-refund'
import { ThreeRecords } from './three-records'

/** One order: the three records it rests on, what is missing, what was charged, what is owed. */
export function OrderScreen({ view, refunds }: { view: OrderPage; refunds: RefundTools }) {
  const t = useTranslations('orders') as unknown as Translate
  const locale = useAppLocale()
  const { order, service, now, timeZone, can } = view
  return (
    <>
      <LiveRefresh url="/api/live" />
      <PageHeader
        crumbs={[{ label: t('title'), href: '/orders' }, { label: order.number }]}
        title={order.number}
        badges={
          <span className="font-normal text-sm">
            <OrderStateBadge
              state={order.state}
              windowEndsAt={order.windowEndsAt}
              now={now}
              timeZone={timeZone}
            />
          </span>
        }
        description={`${service.name[locale]} (${service.code}) · ${priceLabel(service, locale)} · ${view.customer?.phone ?? ''}`}
        actions={
          <>
            {can.print ? (
              <ButtonLink href={`/print/orders/${order.id}`}>{t('evidence.print')}</ButtonLink>
            ) : null}
            {can.cancel ? <CancelOrder orderId={order.id} service={service.name[locale]} /> : null}
          </>
        }
      />
      <Standing view={view} t={t} refunds={refunds} />
      <div className="flex flex-col gap-3">
        <ThreeRecords view={view} />
        <div className="grid gap-3 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
          <div className="flex min-w-0 flex-col gap-3">
            <Panel title={t('charge.title')} flush={view.charges.length > 0}>
              <OrderCharges view={view} refunds={refunds} />
            </Panel>
            <Panel title={t('page.clocks')} id="clocks">
              <SubjectClocks
                subjectId={order.id}
                clocks={view.clocks}
                now={now}
                timeZone={timeZone}
                canWaive={can.waive}
              />
            </Panel>
            <Panel title={t('page.timeline')}>
              <SubjectTimeline
                facts={view.facts}
                history={view.history}
                clocks={view.clocks}
                timeZone={timeZone}
              />
            </Panel>
          </div>
          <Details view={view} t={t} />
        </div>
      </div>
    </>
  )
}

type Part = { readonly view: OrderPage; readonly t: Translate }

/** What the order is worth in one sentence, and the refund where something was charged that must not stand. */
function Standing({ view, t, refunds }: Part & { readonly refunds: RefundTools }) {
  const wrong = view.charges.filter(({ verdict }) => verdict !== 'as_ordered')
  const newest = wrong.findLast(({ chargeRef }) => !refunds.reported[chargeRef]) ?? wrong.at(-1)
  if (newest) {
    const number = refunds.reported[newest.chargeRef]
    return (
      <div className="mb-3">
        <Notice
          kind={number ? 'warning' : 'error'}
          title={t('standing.wrongCharge', { count: wrong.length })}
        >
          <p className="mb-2">{t(`standing.${newest.verdict}`)}</p>
          {number ? (
            <AppLink href={`/refunds/${encodeURIComponent(number)}`}>
              {t('charge.underWay', { number })}
            </AppLink>
          ) : view.can.refund ? (
            <ProposeRefund
              orderId={view.order.id}
              chargeRef={newest.chargeRef}
              propose={refunds.propose}
              look="primary"
              label={t('charge.proposeDouble')}
            />
          ) : null}
        </Notice>
      </div>
    )
  }
  if (view.missing.length > 0 && view.order.state !== 'asked' && view.order.state !== 'cancelled')
    return (
      <div className="mb-3">
        <Notice kind="info" title={t('standing.notOrdered')} />
      </div>
    )
  return null
}

function Details({ view, t }: Part) {
  const locale = useAppLocale()
  const { order, service, rule, setting } = view
  const at = (instant: Date | null) =>
    instant ? formatInstant(instant, { locale, timeZone: view.timeZone, style: 'long' }) : null
  const hours = setting.windowMinutes / 60
  const items: readonly (readonly [string, ReactNode])[] = [
    ['customer', [view.customer?.phone, view.customer?.name].filter(Boolean).join(' ')],
    ['unit', view.unitName],
    ['channel', t(`channel.${order.channel}`)],
    ['requestedAt', at(order.requestedAt)],
    ['windowEndsAt', at(order.windowEndsAt)],
    ['activatedAt', at(order.activatedAt)],
    ['noticeSentAt', at(order.noticeSentAt)],
    ['cancelledAt', at(order.cancelledAt)],
    ['cancelledBy', order.cancelChannel && t(`channel.${order.cancelChannel}`)],
    ['externalRef', order.externalRef],
  ]
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <Panel title={t('page.ordered')} hint={t('page.version', { version: service.version })}>
        <DescriptionList
          items={[
            { term: t('page.service'), value: `${service.name[locale]} (${service.code})` },
            { term: t('page.type'), value: t(`type.${service.type}`) },
            { term: t('page.price'), value: priceLabel(service, locale) },
            { term: t('page.provider'), value: service.provider[locale] },
            { term: t('page.cancelHow'), value: service.cancelHow[locale] },
          ]}
        />
      </Panel>
      <Panel title={t('page.details')}>
        <DescriptionList
          items={items.flatMap(([key, value]) => (value ? [{ term: t(`page.${key}`), value }] : []))}
        />
      </Panel>
      <Panel title={t('page.rule')}>
        {rule ? (
          <>
            <AppLink href={`/commitments/${rule.commitmentId}`}>{rule.code}</AppLink>
            <p>{rule.text}</p>
            <p className="mt-1 text-muted text-xs">
              {t('page.ruleVersion', { version: rule.version })} {rule.source}
            </p>
          </>
        ) : (
          <p>{t(order.needsConfirmation ? 'page.ruleSetting' : 'page.ruleNone')}</p>
        )}
        {order.needsConfirmation ? (
          <p className="mt-2 text-muted text-xs">
            {t('page.window', {
              hours: Number.isInteger(hours) ? hours : hours.toFixed(1),
              version: setting.version,
            })}
          </p>
        ) : null}
      </Panel>
      {view.reminders.length > 0 ? (
        <Panel title={t('page.reminders')}>
          <ul>
            {view.reminders.map(({ month, sentAt }) => (
              <li key={month.toISOString()}>
                {month.toISOString().slice(0, 7)} · <span className="text-muted">{at(sentAt)}</span>
              </li>
            ))}
          </ul>
        </Panel>
      ) : null}
    </div>
  )
}
