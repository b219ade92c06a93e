import { useTranslations } from 'next-intl'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { AppLink } from '@/ui/app-link'
import { DescriptionList } from '@/ui/description-list'
import { formatCount, formatInstant } from '@/ui/format'
import { Panel } from '@/ui/panel'
import type { CaseView } from '../queries/case'
import { brandLabel } from './brand-options'
import { codeLabel, type Translate } from './case-labels'
import { CaseState } from './case-state'
import { classLabel } from './class-label'
import { CustomerMatters } from './customer-matters'
import { CustomerCard } from './reveal-customer'

const BYTES_PER_KB = 1024

/** Who and what belongs to the case: customer, people, files, other cases, how it was taken. */
export function CaseAside({ view, path }: { view: CaseView; path: string }) {
  const t = useTranslations('cases') as unknown as Translate
  const { case: row, group } = view
  const mayReveal = view.actions.some(({ action }) => action === 'reveal')
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <Panel title={t('case.customer')}>
        {view.customer ? (
          <CustomerCard complaintId={row.id} masked={view.customer} mayReveal={mayReveal} />
        ) : (
          <p className="text-muted">{t('case.anonymous')}</p>
        )}
      </Panel>
      {group ? <Group view={view} t={t} /> : null}
      <Panel title={t('case.people')}>
        <People view={view} t={t} />
      </Panel>
      <OtherCases view={view} t={t} />
      <Matters view={view} t={t} />
      <Panel title={t('case.files')}>
        <Files view={view} t={t} path={path} />
      </Panel>
      <Panel title={t('case.details')}>
        <Details view={view} t={t} />
      </Panel>
    </div>
  )
}

type Part = { view: CaseView; t: Translate }

function People({ view, t }: Part) {
  const locale = useAppLocale()
  const at = (instant: Date) => formatInstant(instant, { locale, timeZone: view.timeZone, style: 'short' })
  return (
    <ol className="flex flex-col gap-2">
      {view.owners.map((period, index) => (
        <li key={`${period.staffId}:${period.fromAt.getTime()}`}>
          <span className="flex flex-wrap items-baseline gap-x-2">
            <span className={period.toAt ? undefined : 'font-semibold'}>{period.name}</span>
            <span className="text-muted text-xs">
              {[index === 0 ? t('case.firstOwner') : null, period.toAt ? null : t('case.owner')]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </span>
          <span className="block text-muted text-xs">
            {period.toAt
              ? t('case.fromTo', { from: at(period.fromAt), to: at(period.toAt) })
              : t('case.since', { time: at(period.fromAt) })}
            {index > 0 ? ` · ${t('case.handedBy', { name: period.byName })}` : null}
          </span>
        </li>
      ))}
    </ol>
  )
}

function OtherCases({ view, t }: Part) {
  const locale = useAppLocale()
  const { others, othersCount, now } = view
  if (others.length === 0) return null
  return (
    <Panel title={t('case.repeats')} hint={formatCount(othersCount, locale)}>
      <ul className="flex flex-col gap-2">
        {others.map((other) => (
          <li key={other.id} className="flex flex-wrap items-baseline justify-between gap-x-2">
            <AppLink href={`/complaints/${encodeURIComponent(other.number)}`}>{other.number}</AppLink>
            <CaseState status={other.status} dueAt={other.nextDueAt} now={now} timeZone={view.timeZone} />
            <span className="w-full text-muted text-xs">
              {[
                classLabel(other.classCode, locale),
                other.unitName,
                formatInstant(other.receivedAt, { locale, timeZone: view.timeZone, style: 'date' }),
                other.isFirst ? t('case.repeatOf', { number: other.number }) : null,
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

/** Billing errors, orders and whatever else there is of the same customer. */
function Matters({ view, t }: Part) {
  const { matters, case: row } = view
  if (matters.length === 0) return null
  return (
    <Panel title={t('case.matters')}>
      <CustomerMatters
        matters={matters}
        noteOf={({ complaintId }) => (complaintId === row.id ? t('case.fromThis') : null)}
      />
    </Panel>
  )
}

function Group({ view, t }: Part) {
  const locale = useAppLocale()
  const { group, timeZone } = view
  if (!group) return null
  return (
    <Panel title={t('case.group')}>
      <p>
        {t('case.groupBody', {
          count: group.size,
          time: formatInstant(group.openedAt, { locale, timeZone, style: 'short' }),
        })}
      </p>
      <AppLink href={`/complaints?group=${group.id}`}>{t('case.groupOpen')}</AppLink>
    </Panel>
  )
}

function Files({ view, t }: Part & { path: string }) {
  const locale = useAppLocale()
  if (view.files.length === 0) return <p className="text-muted">{t('case.noFiles')}</p>
  return (
    <ul className="flex flex-col gap-2">
      {view.files.map((file) => (
        <li key={file.id}>
          <a
            className="ui-link"
            href={`/api/v1/complaints/${view.case.id}/files/${file.id}`}
            target="_blank"
            rel="noopener"
          >
            {file.name}
          </a>
          <span className="block text-muted text-xs">
            {formatCount(Math.max(1, Math.round(file.sizeBytes / BYTES_PER_KB)), locale)} KB ·{' '}
            {t('case.addedBy', {
              name: file.addedByName,
              time: formatInstant(file.addedAt, { locale, timeZone: view.timeZone, style: 'short' }),
            })}
          </span>
        </li>
      ))}
    </ul>
  )
}

function Details({ view, t }: Part) {
  const locale = useAppLocale()
  const { case: row } = view
  const items: readonly (readonly [string, string | null])[] = [
    ['kind', codeLabel(t, 'kind', row.kind)],
    ['class', classLabel(row.classCode, locale)],
    ['unit', view.unitName],
    ['intakeUnit', row.intakeUnitId === row.unitId ? null : view.intakeUnitName],
    ['loggedBy', row.loggedByName],
    ['channel', codeLabel(t, 'channel', row.channel)],
    ['place', row.place],
    ['brand', row.brand && brandLabel(row.brand, locale)],
    ['customerClass', row.customerClass && codeLabel(t, 'customerClass', row.customerClass)],
    ['area', row.area && codeLabel(t, 'area', row.area)],
    ['urgency', codeLabel(t, 'urgency', row.urgency)],
  ]
  return (
    <DescriptionList
      items={items.flatMap(([key, value]) => (value ? [{ term: t(`case.${key}`), value }] : []))}
    />
  )
}
