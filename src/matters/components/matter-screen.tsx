import { useTranslations } from 'next-intl'
import { phrasesOf } from '@/commitments/rules/wording/phrases'
import { nameOf } from '@/commitments/rules/wording/words'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { AppLink } from '@/ui/app-link'
import { DescriptionList } from '@/ui/description-list'
import { formatInstant } from '@/ui/format'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import type { MatterView } from '../queries/matter-view'
import { matterHref, matterListHref } from '../rules/matter-types'
import { useStateName } from './matter-words'
import { SubjectClocks } from './subject-clocks'
import { SubjectTimeline } from './subject-timeline'

/** The common page of a matter, for types without a room of their own. */
export function MatterScreen({ view }: { view: MatterView }) {
  const t = useTranslations('matters')
  const locale = useAppLocale()
  const stateName = useStateName()
  const { matter, unit, clocks, facts, history, canWaive, now } = view
  const { timeZone } = unit
  const time = (instant: Date) => formatInstant(instant, { locale, timeZone, style: 'long' })
  const own = matterHref(matter.type, matter.id)
  return (
    <>
      <PageHeader
        crumbs={[{ label: t(`type.${matter.type}`), href: matterListHref(matter.type) }]}
        title={matter.number}
        description={stateName(matter.state)}
        actions={own.startsWith('/matters/') ? null : <AppLink href={own}>{t('page.ownPage')}</AppLink>}
      />
      <div className="flex flex-col gap-3">
        <Panel title={t('page.clocks')}>
          <SubjectClocks
            subjectId={matter.id}
            clocks={clocks}
            now={now}
            timeZone={timeZone}
            canWaive={canWaive}
          />
        </Panel>
        <Panel title={t('page.details')}>
          <DescriptionList
            two
            items={[
              { term: t('page.number'), value: matter.number },
              { term: t('page.type'), value: t(`type.${matter.type}`) },
              { term: t('page.state'), value: stateName(matter.state) },
              { term: t('page.class'), value: nameOf(matter.classCode, phrasesOf(locale).words.classes) },
              { term: t('page.unit'), value: unit.name[locale] },
              { term: t('page.owner'), value: matter.ownerName ?? t('page.nobody') },
              { term: t('page.openedAt'), value: time(matter.openedAt) },
              ...(matter.closedAt ? [{ term: t('page.closedAt'), value: time(matter.closedAt) }] : []),
            ]}
          />
        </Panel>
        <Panel title={t('page.timeline')}>
          <SubjectTimeline facts={facts} history={history} clocks={clocks} timeZone={timeZone} />
        </Panel>
      </div>
    </>
  )
}
