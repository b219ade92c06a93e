import { useTranslations } from 'next-intl'
import { formatMinor } from '@/kernel/money'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { Money } from '@/refunds/components/money'
import { ButtonLink } from '@/ui/button'
import { LocalTime } from '@/ui/local-time'
import { Notice } from '@/ui/notice'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import { StateBadge } from '@/ui/state-badge'
import type { FindingView } from '../queries/findings'
import { findingsHref } from '../queries/list-address'
import { FindingDecision } from './finding-actions'
import { FindingBadge } from './state'

type Part = { readonly view: FindingView }

/** A finding with its evidence: the charge as received, the order and its records or that there are none, the tariff. */
export function FindingScreen({ view, names }: Part & { names: ReadonlyMap<string, string> }) {
  const t = useTranslations('reconciliation')
  const name = (code: string) => names.get(code) ?? code
  return (
    <>
      <PageHeader
        crumbs={[
          { label: t('title'), href: '/reconciliation' },
          { label: view.runNumber, href: `/reconciliation/runs/${view.runId}` },
          { label: t('findings.title'), href: findingsHref(view.runId, { class: view.classCode }) },
          { label: view.chargeRef },
        ]}
        title={view.chargeRef}
        badges={<FindingBadge state={view.state} />}
        description={[view.classCode, ...view.alsoClasses].map(name).join(' · ')}
        actions={
          view.state === 'open' && view.canAccept ? (
            <FindingDecision id={view.id} isOwing={(view.owedMinor ?? 0n) > 0n} />
          ) : null
        }
      />
      <Notice kind="warning" title={t(`why.${view.why}`)}>
        {t(`whyLong.${view.why}`)}
      </Notice>
      <div className="mt-3 grid items-start gap-3 lg:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-3">
          <Verdict view={view} />
          {view.kind === 'subscription' || view.kind === 'on_demand' ? (
            <OrderPanel view={view} />
          ) : (
            <TariffPanel view={view} />
          )}
        </div>
        <ChargePanel view={view} />
        <Records view={view} />
      </div>
    </>
  )
}

function Verdict({ view }: Part) {
  const t = useTranslations('reconciliation')
  return (
    <Panel title={t('one.verdict')}>
      <dl className="grid grid-cols-3 gap-x-4 gap-y-2">
        {(
          [
            ['charged', view.chargedMinor],
            ['correct', view.correctMinor],
            ['owed', view.owedMinor],
          ] as const
        ).map(([name, minor]) => (
          <div key={name}>
            <dt className="text-muted text-xs">{t(`column.${name}`)}</dt>
            <dd className="text-lg">
              <Money minor={minor} currency={view.currency} strong={name === 'owed'} />
            </dd>
          </div>
        ))}
      </dl>
      <p className="mt-2 text-muted">
        {view.owedMinor === 0n
          ? t('one.nothingOwed')
          : view.promiseCode
            ? t('one.byPromise', { promise: view.promiseCode })
            : t('one.byLaw')}
      </p>
      {view.earlier ? (
        <p className="mt-2">
          {t('one.earlier', { ref: view.earlier.chargeRef })}{' '}
          <LocalTime instant={view.earlier.chargedAt} timeZone={view.timeZone} />
        </p>
      ) : null}
      {view.state === 'open' ? null : (
        <p className="mt-2">
          {t(view.carriedFromId ? 'one.decidedBefore' : 'one.decided', {
            name: view.decidedBy ?? t('one.system'),
          })}{' '}
          {view.decidedAt ? (
            <LocalTime instant={view.decidedAt} timeZone={view.timeZone} style="short" />
          ) : null}
          {view.reason ? <span className="block">{view.reason}</span> : null}
          {view.errorNumber ? (
            <a data-soft="" className="link block" href={`/refunds/${view.errorNumber}`}>
              {t('one.error', { number: view.errorNumber })}
            </a>
          ) : null}
        </p>
      )}
    </Panel>
  )
}

/** Names and values in two columns. */
function Facts({ rows }: { rows: readonly (readonly [string, React.ReactNode])[] }) {
  return (
    <dl className="dl">
      {rows.map(([name, value]) => (
        <div key={name} className="contents">
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function ChargePanel({ view }: Part) {
  const t = useTranslations('reconciliation')
  const seconds = (value: number | null) => (value === null ? '—' : t('seconds', { count: value }))
  return (
    <Panel title={t('one.charge')} hint={t('one.asReceived')}>
      <Facts
        rows={[
          [t('column.ref'), view.chargeRef],
          [t('column.service'), `${view.serviceName} (${view.serviceCode})`],
          [t('one.kind'), t(`kind.${view.kind}`)],
          [t('column.charged'), <Money key="m" minor={view.chargedMinor} currency={view.currency} />],
          [
            t('column.chargedAt'),
            <LocalTime key="t" instant={view.chargedAt} timeZone={view.timeZone} style="long" />,
          ],
          [t('column.month'), view.month],
          ...(view.usedSeconds !== null || view.billedSeconds !== null
            ? ([
                [t('one.used'), seconds(view.usedSeconds)],
                [t('one.billed'), seconds(view.billedSeconds)],
              ] as const)
            : []),
          [t('one.orderRef'), view.orderRef ?? '—'],
          [t('column.customer'), `${view.phone} · ${view.account}`],
          [t('column.unit'), view.unitName],
          [
            t('one.from'),
            <a key="i" data-soft="" className="link" href={`/reconciliation/imports/${view.importId}`}>
              {t('one.fromLine', { number: view.importNumber, file: view.importName, line: view.line })}
            </a>,
          ],
        ]}
      />
    </Panel>
  )
}

function OrderPanel({ view }: Part) {
  const t = useTranslations('reconciliation')
  const words = useTranslations('orders')
  const locale = useAppLocale()
  const { order, timeZone } = view
  if (!order)
    return (
      <Panel title={t('one.order')}>
        <StateBadge kind="broken_open" label={t('one.noOrder')} />
        <p className="mt-2 text-muted">{view.purchaseId ? t('one.purchase') : t('one.noOrderBody')}</p>
      </Panel>
    )
  const at = (instant: Date | null) =>
    instant ? <LocalTime instant={instant} timeZone={timeZone} style="long" /> : '—'
  return (
    <Panel
      title={t('one.order')}
      actions={
        view.mayOpenOrder ? (
          <ButtonLink size="sm" href={`/orders/${order.id}`}>
            {t('one.openOrder')}
          </ButtonLink>
        ) : null
      }
    >
      {order.isOwn ? null : <p className="mb-2">{t('one.orderOfOther')}</p>}
      <Facts
        rows={[
          [t('one.number'), order.number],
          [t('one.ordered'), at(order.requestedAt)],
          [t('one.activated'), at(order.activatedAt)],
          [t('one.cancelled'), at(order.cancelledAt)],
          [
            t('one.tariff'),
            `${formatMinor(order.priceMinor, order.currency, locale)} · ${words(`period.${order.period}` as 'period.month')} · ${order.serviceName[locale]} v${order.version}${order.trialDays ? ` · ${t('one.trial', { days: order.trialDays })}` : ''}`,
          ],
          [
            t('one.records'),
            <StateBadge
              key="r"
              plain
              kind={
                !order.needsConfirmation ? 'not_measured' : order.hasThreeRecords ? 'kept' : 'broken_open'
              }
              label={t(
                !order.needsConfirmation
                  ? 'one.notNeeded'
                  : order.hasThreeRecords
                    ? 'one.complete'
                    : 'one.missing',
              )}
            />,
          ],
        ]}
      />
    </Panel>
  )
}

function Records({ view }: Part) {
  const t = useTranslations('reconciliation')
  if (!view.order?.isOwn) return null
  return (
    <Panel title={t('one.threeRecords')} className="lg:col-span-2">
      <div className="grid gap-3 md:grid-cols-3">
        {(['order', 'question', 'answer'] as const).map((kind) => {
          const records = view.records.filter((record) => record.kind === kind)
          return (
            <section key={kind} aria-label={t(`record.${kind}`)}>
              <h3 className="mb-1 font-semibold">{t(`record.${kind}`)}</h3>
              {records.length === 0 ? <StateBadge kind="broken_open" label={t('record.none')} plain /> : null}
              {records.map((record) => (
                <article key={record.occurredAt.toISOString()} className="mb-2">
                  <blockquote className="whitespace-pre-wrap break-words border-border border-l-2 pl-3">
                    {record.text || '—'}
                  </blockquote>
                  <p className="text-muted text-xs">
                    <LocalTime instant={record.occurredAt} timeZone={view.timeZone} style="long" />
                  </p>
                </article>
              ))}
            </section>
          )
        })}
      </div>
    </Panel>
  )
}

function TariffPanel({ view }: Part) {
  const t = useTranslations('reconciliation')
  const locale = useAppLocale()
  const { tariff } = view
  if (!tariff)
    return (
      <Panel title={t('one.tariffThen')}>
        <p>{t('one.promptFree')}</p>
      </Panel>
    )
  return (
    <Panel title={t('one.tariffThen')} hint={tariff.serviceCode}>
      <Facts
        rows={[
          [t('tariffs.price'), formatMinor(tariff.priceMinor, tariff.currency, locale)],
          [t('tariffs.step'), t('seconds', { count: tariff.stepSeconds })],
          [t('tariffs.freeBelow'), t('seconds', { count: tariff.freeBelowSeconds })],
          [
            t('tariffs.validFrom'),
            <LocalTime key="v" instant={tariff.validFrom} timeZone={view.timeZone} style="long" />,
          ],
          ...(view.dueSeconds === null
            ? []
            : ([[t('one.due'), t('seconds', { count: view.dueSeconds })]] as const)),
        ]}
      />
    </Panel>
  )
}
