import { createTranslator } from 'use-intl/core'
import { classByCode } from '@/complaints/catalogue/classes'
import type { Locale } from '@/kernel/text'
import { loadMessages } from '@/platform/i18n/messages'
import { problemWords, type Translate } from '../rules/problem-words'
import type { Problem } from '../rules/problems'
import type { Batch } from '../store/batches'

/** Texts of imports outside a page: on the command line and in exported files. */
export async function importWords(locale: Locale) {
  const { imports } = await loadMessages(locale)
  const t = createTranslator<Record<string, unknown>>({
    locale,
    messages: (imports ?? {}) as Record<string, unknown>,
  }) as unknown as Translate
  return {
    t,
    problem: (problem: Problem): string => problemWords(t, problem),
    line: (line: number): string => t('line', { line }),
    summary: (batch: Batch, seconds: number, branchName: (id: string) => string): string =>
      summaryOf(batch, seconds, branchName, t, locale),
  }
}

function summaryOf(
  { processed, added, duplicates, rejected, report }: Batch,
  seconds: number,
  branchName: (id: string) => string,
  t: Translate,
  locale: Locale,
): string {
  const unclassified = report.classes.unclassified ?? 0
  const counted = (entries: readonly (readonly [string, number])[]) =>
    [...entries].sort((a, b) => b[1] - a[1]).map(([name, count]) => `  ${name}: ${count}`)
  return [
    t('report.rows', { processed, added, duplicates, rejected }),
    t('report.speed', {
      seconds: seconds.toFixed(1),
      perSecond: Math.round(processed / Math.max(seconds, 0.001)),
    }),
    t('report.states', { open: report.open, closed: report.closed }),
    t('report.owed', { obligations: report.obligations, owing: report.owing }),
    t('report.branchCount', { count: Object.keys(report.branches).length }),
    ...counted(Object.entries(report.branches).map(([id, counts]) => [branchName(id), counts.added])),
    t('report.classified', { classified: added - unclassified, unclassified }),
    ...counted(
      Object.entries(report.classes).map(([code, n]) => [classByCode(code)?.name[locale] ?? code, n]),
    ),
    ...Object.entries(report.notes).map(([code, found]) =>
      t('report.noteLine', {
        note: t(`note.${code}`),
        count: found?.count ?? 0,
        lines: (found?.lines ?? []).join(', '),
      }),
    ),
  ].join('\n')
}
