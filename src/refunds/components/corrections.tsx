import { useTranslations } from 'next-intl'
import { LocalTime } from '@/ui/local-time'
import type { ErrorView } from '../queries/one'
import { Money } from './money'

/** What stood before each correction and how that had been worked out, the last one first. */
export function Corrections({ view }: { view: ErrorView }) {
  const t = useTranslations('refunds')
  const { corrections, timeZone } = view
  const { currency } = view.error
  if (corrections.length === 0) return null
  return (
    <section aria-label={t('one.corrections')}>
      <h3 className="mt-3 mb-1 font-semibold text-sm">{t('one.corrections')}</h3>
      <ul className="space-y-2">
        {corrections.toReversed().map((correction) => (
          <li key={correction.place}>
            <p className="flex flex-wrap gap-x-3">
              <span>{correction.correctedBy}</span>
              <LocalTime instant={correction.at} timeZone={timeZone} style="short" />
              <span>{t('one.correctedFor', { reason: correction.reason })}</span>
            </p>
            <p className="flex flex-wrap gap-x-3 text-muted">
              <span>{t('one.before')}</span>
              <span>{correction.wasClass}</span>
              <span>
                {t('one.charged')} <Money minor={correction.wasChargedMinor} currency={currency} />
              </span>
              <span>
                {t('one.correct')} <Money minor={correction.wasCorrectMinor} currency={currency} />
              </span>
              <span>
                {t('one.refund')} <Money minor={correction.wasPromisedMinor} currency={currency} />
              </span>
            </p>
            <details>
              <summary className="ui-link cursor-pointer text-sm">{t('one.workingBefore')}</summary>
              <ol className="list-decimal space-y-1 pl-6">
                {correction.working.map((step) => (
                  <li key={step}>{step}</li>
                ))}
              </ol>
            </details>
          </li>
        ))}
      </ul>
    </section>
  )
}
