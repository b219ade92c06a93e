import { useTranslations } from 'next-intl'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { formatDue, formatInstant, formatPromise } from '@/ui/format'
import type { CaseView } from '../queries/case'
import { classLabel } from './class-label'
import { SheetHead } from './sheet-head'

/** What the customer takes home: the number, what was said, and when we will answer. */
export function ReceiptSheet({ view }: { view: CaseView }) {
  const t = useTranslations('cases.print')
  const cases = useTranslations('cases')
  const locale = useAppLocale()
  const { case: row, timeZone, unit } = view
  const answerBy = answerDueAt(view)
  return (
    <article className="sheet-receipt">
      <SheetHead title={t('receipt')} number={row.number} unitName={view.intakeUnitName} />
      <p>
        {formatInstant(row.receivedAt, { locale, timeZone, style: 'long' })} ·{' '}
        {classLabel(row.classCode, locale)}
      </p>
      <p className="sheet-words">{row.words}</p>
      <p>{t('thanks')}</p>
      <p className="sheet-promise">
        {answerBy
          ? t('answerBy', { time: formatPromise(answerBy, row.recordedAt, timeZone, locale) })
          : t('noPromise')}
      </p>
      {answerBy ? (
        <p>{cases('case.dueAt', { time: formatDue(answerBy, { locale, timeZone, style: 'long' }) })}</p>
      ) : null}
      {unit.phone ? (
        <p>
          {t('phoneOf')} {unit.phone}
        </p>
      ) : null}
      <p className="sheet-foot">{t('keep')}</p>
    </article>
  )
}

/** The nearest time at which an answer is promised; a call that says "we are at it" is none. */
function answerDueAt({ obligations }: CaseView): Date | null {
  const promised = obligations.flatMap(({ dueAt, version, ruleIndex, state }) => {
    const rule = version?.rules[ruleIndex]
    const isAnswer =
      rule?.kind === 'deadline' &&
      rule.stop.includes('complaint.replied') &&
      !rule.stop.includes('complaint.contacted')
    return dueAt && isAnswer && state !== 'VOID' ? [dueAt] : []
  })
  return promised.reduce<Date | null>(
    (nearest, dueAt) => (nearest && nearest <= dueAt ? nearest : dueAt),
    null,
  )
}
