import { useTranslations } from 'next-intl'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { ButtonLink } from '@/ui/button'
import { LiveRefresh } from '@/ui/live-refresh'
import { LocalTime } from '@/ui/local-time'
import { Notice } from '@/ui/notice'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import type { CaseView } from '../queries/case'
import type { Mark } from '../queries/list-address'
import { CaseActions } from './case-actions'
import { CaseAside } from './case-aside'
import { codeLabel, type Translate } from './case-labels'
import { CaseMarks } from './case-marks'
import { CaseState } from './case-state'
import { CaseTimeline } from './case-timeline'
import { classLabel } from './class-label'
import { leafClassOptions } from './class-options'
import { ClockList } from './clock-list'
import { offerOf } from './offered-actions'

/** One case: what the customer said, what is promised until when, what to do next, what happened, who and what. */
export function CaseScreen({ view, userKey }: { view: CaseView; userKey: string }) {
  const t = useTranslations('cases') as unknown as Translate
  const { case: row, now, timeZone } = view
  const path = `/complaints/${encodeURIComponent(row.number)}`
  return (
    <>
      <LiveRefresh url="/api/live" />
      <PageHeader
        crumbs={[{ label: t('case.backToList'), href: '/complaints' }, { label: row.number }]}
        title={row.number}
        badges={
          <span className="flex flex-wrap items-center gap-x-3 font-normal text-sm">
            <CaseState status={row.status} dueAt={row.nextDueAt} now={now} timeZone={timeZone} />
            <CaseMarks
              marks={marksOf(view)}
              isReopened={row.reopenedCount > 0 && row.status !== 'closed'}
              urgency={row.urgency}
            />
          </span>
        }
        actions={
          <>
            {view.canReportError ? (
              <ButtonLink size="sm" href={`/refunds/new?complaint=${encodeURIComponent(row.number)}`}>
                {t('case.reportError')}
              </ButtonLink>
            ) : null}
            {view.canPrint ? (
              <>
                <ButtonLink size="sm" href={`/print/${encodeURIComponent(row.number)}`}>
                  {t('case.print')}
                </ButtonLink>
                <ButtonLink size="sm" href={`/print/${encodeURIComponent(row.number)}?as=receipt`}>
                  {t('case.receipt')}
                </ButtonLink>
              </>
            ) : null}
          </>
        }
      />
      {view.isOutside ? <Notice>{t('case.moved', { unit: view.unitName })}</Notice> : null}
      <div className="case-grid">
        <div className="flex min-w-0 flex-col gap-3">
          <Words view={view} t={t} />
          <NextStepBar view={view} userKey={userKey} />
          <Panel title={t('case.clocks')} id="clocks">
            <ClockList
              number={row.number}
              obligations={view.obligations}
              closedGates={view.closedGates}
              now={now}
              timeZone={timeZone}
              canWaive={view.canWaive}
            />
          </Panel>
          <Panel title={t('case.timeline')}>
            <CaseTimeline view={view} />
          </Panel>
        </div>
        <CaseAside view={view} path={path} />
      </div>
    </>
  )
}

function marksOf({ case: row }: CaseView): Mark[] {
  const marks: readonly (readonly [Mark, unknown])[] = [
    ['appealed', row.appealedAt],
    ['escalated', row.escalatedAt],
    ['upgraded', row.upgradedAt],
    ['repeat', row.isRepeat],
    ['legacy', row.isLegacy],
    ['group', row.groupId],
  ]
  return marks.filter(([, isSet]) => isSet).map(([mark]) => mark)
}

function Words({ view, t }: { view: CaseView; t: Translate }) {
  const locale = useAppLocale()
  const { case: row, timeZone } = view
  const rich = useTranslations('cases.case')
  return (
    <section className="panel case-words" aria-label={t('case.words')}>
      <blockquote className="whitespace-pre-line text-lg leading-relaxed">{row.words}</blockquote>
      <p className="mt-2 flex flex-wrap gap-x-4 text-muted">
        <span>
          {row.kind === 'complaint' ? null : `${codeLabel(t, 'kind', row.kind)} · `}
          {classLabel(row.classCode, locale)}
        </span>
        <span>{t('case.wants', { wants: codeLabel(t, 'wants', row.wants) })}</span>
        <span>
          {codeLabel(t, 'channel', row.channel)}
          {' · '}
          <LocalTime instant={row.receivedAt} timeZone={timeZone} />
        </span>
      </p>
      {row.backdateReason ? (
        <p className="mt-1 text-muted text-sm">
          {rich.rich('backdatedRich', {
            reason: row.backdateReason,
            time: () => <LocalTime instant={row.recordedAt} timeZone={timeZone} />,
          })}
        </p>
      ) : null}
    </section>
  )
}

/** The next step with its button: stays in reach at the foot of a phone's screen. */
function NextStepBar({ view, userKey }: { view: CaseView; userKey: string }) {
  const t = useTranslations('cases') as unknown as Translate
  const refusals = useTranslations('refusals') as unknown as Translate
  const locale = useAppLocale()
  const { case: row, timeZone } = view
  const offer = offerOf(view, { t, refusals, locale })
  const reason = codeLabel(t, 'pause', row.pauseReason ?? '')
  const isMine = offer.primary !== null
  return (
    <section className="panel case-next" aria-label={t('case.nextStep')}>
      <div className="min-w-0 flex-1">
        <p className="font-semibold">
          <span className="mr-2 font-normal text-muted max-md:hidden">{t('case.nextStep')}</span>
          {view.nextStep === 'none'
            ? t('case.nothing')
            : view.nextStep === 'wait'
              ? t('case.waitingFor', { reason })
              : t(`step.${view.nextStep}`)}
        </p>
        <p className="text-muted text-sm max-md:hidden">
          {isMine || row.status === 'closed' ? null : `${t('case.notYours', { name: row.ownerName })} `}
          {offer.closeRefusals && offer.closeRefusals.length > 0
            ? t('case.cannotBecause', { reasons: offer.closeRefusals.join(' ') })
            : null}
        </p>
      </div>
      <div className="case-next-buttons">
        <CaseActions
          primary={offer.primary}
          offered={offer.actions}
          target={{ complaintId: row.id, revision: row.revision, timeZone }}
          userKey={userKey}
          choices={{
            classes: leafClassOptions(locale),
            otherCases: view.others.map((other) => ({
              value: other.id,
              label: `${other.number} · ${classLabel(other.classCode, locale)}`,
            })),
            pauseReasons: view.pauseReasons,
            closeNeedsReason: offer.closeNeedsReason,
          }}
        />
      </div>
    </section>
  )
}
