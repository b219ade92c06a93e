import { useTranslations } from 'next-intl'
import { LOCALES } from '@/kernel/text'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { compareVersions } from '../rules/compare'
import type { VersionContent } from '../rules/version-content'
import { useParameterName } from './standing'

type Row = {
  readonly key: string
  readonly name: string
  readonly direction: 'stricter' | 'looser' | 'different'
  readonly before: string | null
  readonly after: string | null
}

/** What changed between two versions, parameter by parameter; `stacked` for a narrow column. */
export function VersionDiff({
  before,
  after,
  stacked = false,
}: {
  before: VersionContent
  after: VersionContent
  stacked?: boolean
}) {
  const t = useTranslations('commitments')
  const r = useTranslations('rules')
  const rows = useDifferences(before, after)
  if (rows.length === 0) return <p className="text-muted">{t('noDifference')}</p>
  if (stacked) return <StackedRows rows={rows} />
  return (
    <div className="table-wrap">
      <table className="table table--cards">
        <caption className="sr-only">{t('differences')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('parameterHead')}</th>
            <th scope="col">{t('before')}</th>
            <th scope="col">{t('after')}</th>
            <th scope="col">{t('direction')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <td data-primary="">
                <div className="cell font-medium">{row.name}</div>
              </td>
              <td data-label={t('before')}>
                <div className="cell text-muted line-through decoration-1">{row.before ?? t('nothing')}</div>
              </td>
              <td data-label={t('after')}>
                <div className="cell">{row.after ?? t('nothing')}</div>
              </td>
              <td data-label={t('direction')}>
                <div className="cell">{r(`directions.${row.direction}`)}</div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function StackedRows({ rows }: { rows: readonly Row[] }) {
  const t = useTranslations('commitments')
  const r = useTranslations('rules')
  return (
    <ul className="flex flex-col gap-2">
      {rows.map((row) => (
        <li key={row.key}>
          <span className="font-medium">{row.name}</span>{' '}
          <span className="text-muted text-xs">{r(`directions.${row.direction}`)}</span>
          <del className="block text-muted decoration-1">{row.before ?? t('nothing')}</del>
          <ins className="block no-underline">{row.after ?? t('nothing')}</ins>
        </li>
      ))}
    </ul>
  )
}

function useDifferences(before: VersionContent, after: VersionContent): Row[] {
  const t = useTranslations('commitments')
  const locale = useAppLocale()
  const parameterName = useParameterName()
  const texts = [
    ['text', t('promiseText'), before.text, after.text],
    ['evidence', t('evidence'), before.evidence, after.evidence],
    ['ifBroken', t('ifBroken'), before.ifBroken.text, after.ifBroken.text],
    ['source', t('source'), before.source.title, after.source.title],
  ] as const
  const inTexts = texts.flatMap(([key, name, older, newer]): Row[] => {
    const changed = LOCALES.filter((each) => older[each] !== newer[each])
    const shown = changed.includes(locale) ? locale : changed[0]
    return shown ? [{ key, name, direction: 'different', before: older[shown], after: newer[shown] }] : []
  })
  const inTerms = compareTerms(before, after).map(
    (difference, index): Row => ({
      // One path can change twice: the rule that stood there went, another came.
      key: `${difference.path}:${difference.parameter}:${index}`,
      name: parameterName(difference.parameter),
      direction: difference.direction,
      before: difference.before?.[locale].replaceAll('NaN', '…') ?? null,
      after: difference.after?.[locale].replaceAll('NaN', '…') ?? null,
    }),
  )
  return [...inTexts, ...inTerms]
}

/** While a draft is being typed it may not make sense for a moment; then there is nothing to compare yet. */
function compareTerms(before: VersionContent, after: VersionContent) {
  try {
    return compareVersions(before, after)
  } catch {
    return []
  }
}
