import { useTranslations } from 'next-intl'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { formatInstant } from '@/ui/format'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import type { consentSettings } from '../queries/services'
import { SettingForm } from './setting-form'

/** The words and the time for an answer, with every version there has been. */
export function SettingScreen({ settings }: { settings: Awaited<ReturnType<typeof consentSettings>> }) {
  const t = useTranslations('orders')
  const locale = useAppLocale()
  const { current, history, canChange, timeZone } = settings
  const onDemand = (types: readonly string[]) => types.includes('on_demand')
  return (
    <>
      <PageHeader
        crumbs={[{ label: t('services.title'), href: '/services' }, { label: t('setting.title') }]}
        title={t('setting.title')}
        description={t('setting.description')}
      />
      <div className="grid gap-3 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <Panel title={t('setting.inForce', { version: current.version })}>
          <SettingForm
            key={current.version}
            setting={{
              version: current.version,
              windowMinutes: current.windowMinutes,
              confirmsOnDemand: onDemand(current.confirmTypes),
              words: current.words,
            }}
            canChange={canChange}
          />
        </Panel>
        <Panel title={t('setting.history')}>
          <ol className="flex flex-col gap-3">
            {history.map((each) => (
              <li key={each.version}>
                <p>
                  {t('setting.versionLine', {
                    version: each.version,
                    hours: Math.round(each.windowMinutes / 6) / 10,
                    yes: each.words.yes.length,
                    no: each.words.no.length + each.words.cancel.length,
                  })}
                  {onDemand(each.confirmTypes) ? ` · ${t('setting.onDemandShort')}` : null}
                </p>
                <p className="text-muted text-xs">
                  {each.createdBy
                    ? `${formatInstant(each.createdAt, { locale, timeZone, style: 'dateTime' })} · ${each.byName ?? ''}`
                    : t('setting.delivered')}
                </p>
              </li>
            ))}
          </ol>
        </Panel>
      </div>
    </>
  )
}
