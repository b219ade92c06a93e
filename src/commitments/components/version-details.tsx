import { useTranslations } from 'next-intl'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { DescriptionList } from '@/ui/description-list'
import { formatDay } from '@/ui/format'
import { LocalTime } from '@/ui/local-time'
import { Notice } from '@/ui/notice'
import { Panel } from '@/ui/panel'
import type { Names } from '../rules/wording/words'
import type { VersionView } from '../views'
import { OwnChoices } from './standing'
import { ConsequenceInWords, LadderInWords, RemedyInWords, RulesInWords, ScopeInWords } from './words'

/** Everything a version says, in words. */
export function VersionDetails({ version, names }: { version: VersionView; names: Names }) {
  const t = useTranslations('commitments')
  const r = useTranslations('rules')
  const locale = useAppLocale()
  const { content } = version
  const { source, ifBroken, target } = content
  return (
    <>
      <Panel title={t('inWords')}>
        <RulesInWords terms={content} names={names} />
      </Panel>
      <FloorNotes version={version} />
      <Panel title={t('parametersInFull')}>
        <DescriptionList
          items={[
            { term: t('scope'), value: <ScopeInWords scope={content.scope} names={names} /> },
            {
              term: t('targetPercent'),
              value: target.percent === null ? t('noTarget') : `${target.percent}%`,
            },
            { term: t('ladder'), value: <LadderInWords terms={content} /> },
            { term: t('remedy'), value: <RemedyInWords remedy={content.remedy} /> },
            { term: t('consequence'), value: <ConsequenceInWords consequence={content.consequence} /> },
            { term: t('evidence'), value: content.evidence[locale] },
            {
              term: t('ifBroken'),
              value: `${ifBroken.text[locale]}（${r(`provenance.${ifBroken.provenance}`)}）`,
            },
            {
              term: t('source'),
              value: `${source.title[locale]} · ${source.ref} · ${source.date ? formatDay(source.date, locale) : t('dateUnknown')}`,
            },
            ...(source.confidence
              ? [
                  {
                    term: t('confidence'),
                    value: `${source.confidence} ${r(`confidence.${source.confidence}`)}`,
                  },
                ]
              : []),
            { term: t('ownChoiceTerm'), value: <OwnChoices version={content} /> },
            ...(content.note ? [{ term: t('note'), value: content.note[locale] }] : []),
          ]}
        />
      </Panel>
      <Panel title={t('threeScripts')}>
        <DescriptionList
          items={(['zh-CN', 'zh-TW', 'en'] as const).map((script) => ({
            term: t(`script.${script}`),
            value: <span lang={script}>{content.text[script]}</span>,
          }))}
        />
      </Panel>
    </>
  )
}

/** Articles the version is looser than, with the reason it was kept so. */
export function FloorNotes({ version }: { version: VersionView }) {
  const t = useTranslations('commitments')
  const locale = useAppLocale()
  if (version.floorNotes.length === 0) return null
  return (
    <Notice kind="warning" title={t('floorKept')}>
      <ul className="mt-1 flex flex-col gap-1">
        {version.floorNotes.map((note) => (
          <li key={note.key}>
            <span className="font-medium">{`${note.article[locale]}〔${note.floorCode}〕`}</span>
            {t('floorKeptBecause', { reason: note.reason })}
          </li>
        ))}
      </ul>
    </Notice>
  )
}

/** The time a version holds. */
export function TermInWords({ version, timeZone }: { version: VersionView; timeZone: string }) {
  const t = useTranslations('commitments')
  if (!version.validFrom) return <span className="text-muted">{t('notPublished')}</span>
  return (
    <span>
      <LocalTime instant={version.validFrom} timeZone={timeZone} />
      {' – '}
      {version.validTo ? <LocalTime instant={version.validTo} timeZone={timeZone} /> : t('noEnd')}
    </span>
  )
}
