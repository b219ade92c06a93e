import { useTranslations } from 'next-intl'
import { describeFact } from '@/commitments/rules/describe'
import { outcomeOf } from '@/obligations/rules/outcome'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { DescriptionList } from '@/ui/description-list'
import { formatDue, formatInstant } from '@/ui/format'
import type { CaseView } from '../queries/case'
import { codeLabel, type Translate } from './case-labels'
import { factLines } from './case-timeline'
import { classLabel } from './class-label'
import { promiseWords } from './promise-words'
import { SheetHead } from './sheet-head'

/** Facts that stay in the office. */
const NOT_PRINTED = ['complaint.noted', 'complaint.supervised', 'complaint.chased']

/** The work order on one or two sheets of A4: what to do for whom until when, and room for what was done. */
export function WorkOrderSheet({ view, printedBy }: { view: CaseView; printedBy: string }) {
  const t = useTranslations('cases') as unknown as Translate
  const locale = useAppLocale()
  const { case: row, timeZone } = view
  const at = (instant: Date) => formatInstant(instant, { locale, timeZone })
  const customer = view.customer
  const items: readonly (readonly [string, string | null | undefined])[] = [
    [
      t('case.customer'),
      customer ? [customer.name, customer.phone].filter(Boolean).join(' ') : t('case.anonymous'),
    ],
    [t('case.identity'), customer?.identity],
    [t('column.received'), at(row.receivedAt)],
    [t('case.kind'), codeLabel(t, 'kind', row.kind)],
    [t('case.class'), classLabel(row.classCode, locale)],
    [t('case.channel'), codeLabel(t, 'channel', row.channel)],
    [t('case.place'), row.place],
    [t('case.urgency'), codeLabel(t, 'urgency', row.urgency)],
    [t('case.firstOwner'), row.firstOwnerName],
    [t('case.owner'), row.ownerName],
    [t('case.unit'), view.unitName],
  ]
  return (
    <article>
      <SheetHead title={t('print.workOrder')} number={row.number} unitName={view.unitName} />
      <DescriptionList two items={items.flatMap(([term, value]) => (value ? [{ term, value }] : []))} />
      <h2>{t('case.words')}</h2>
      <p className="sheet-words">{row.words}</p>
      <p>{t('case.wants', { wants: codeLabel(t, 'wants', row.wants) })}</p>
      <Promises view={view} t={t} />
      <h2>{t('print.handling')}</h2>
      <table className="sheet-table">
        <tbody>
          {view.facts
            .filter(({ type }) => !NOT_PRINTED.includes(type))
            .map((fact) => (
              <tr key={fact.id}>
                <td className="whitespace-nowrap">{at(fact.occurredAt)}</td>
                <td className="whitespace-nowrap">{describeFact(fact.type, locale)}</td>
                <td>{factLines(fact, view, t, locale)}</td>
                <td className="whitespace-nowrap">{fact.actorName}</td>
              </tr>
            ))}
        </tbody>
      </table>
      <h2>{t('print.blank')}</h2>
      <div className="sheet-blank" />
      <div className="sheet-signs">
        {[t('print.handler'), t('print.customerSign'), t('print.date')].map((sign) => (
          <p key={sign}>{sign}</p>
        ))}
      </div>
      <footer className="sheet-foot">
        <span>{t('print.maskedNote')}</span>
        <span>{t('print.printedAt', { name: printedBy, time: at(view.now) })}</span>
      </footer>
    </article>
  )
}

function Promises({ view, t }: { view: CaseView; t: Translate }) {
  const locale = useAppLocale()
  const states = useTranslations('ui.state') as unknown as Translate
  const { now, timeZone } = view
  const dated = view.obligations.filter(({ dueAt, state }) => dueAt !== null && state !== 'VOID')
  if (dated.length === 0) return null
  return (
    <>
      <h2>{t('print.promises')}</h2>
      <table className="sheet-table">
        <tbody>
          {dated.map((obligation) => {
            const outcome = outcomeOf(obligation, now)
            return (
              <tr key={obligation.id}>
                <td className="whitespace-nowrap">{obligation.commitmentCode}</td>
                <td>{promiseWords(obligation, t, locale)}</td>
                <td className="whitespace-nowrap">
                  {obligation.dueAt ? formatDue(obligation.dueAt, { locale, timeZone }) : null}
                </td>
                <td className="whitespace-nowrap">{outcome ? states(outcome) : null}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </>
  )
}
