import { getTranslations } from 'next-intl/server'
import { page } from '@/identity/guard'
import { LOCALES, type LocalText } from '@/kernel/text'
import { DecideTemplate, ProposeTemplate } from '@/messaging/components/template-decision'
import { Preview, TemplateEditor } from '@/messaging/components/template-editor'
import { templateView } from '@/messaging/queries/templates'
import type { TemplateStatus } from '@/messaging/store/template-pages'
import { ownTimeZone } from '@/organisation/queries/units'
import { Notice } from '@/ui/notice'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import { StateBadge } from '@/ui/state-badge'
import { Timeline } from '@/ui/timeline'

export async function generateMetadata() {
  return { title: (await getTranslations('templates'))('title') }
}

const KINDS = {
  draft: 'draft',
  proposed: 'in_review',
  approved: 'published',
  rejected: 'retired',
} as const satisfies Record<TemplateStatus, string>
const NO_WORDS: LocalText = { 'zh-CN': '', 'zh-TW': '', en: '' }

export default page<'template.view', { code: string }>('template.view', async ({ ctx, params }) => {
  const { template, versions, open, mayDraft, mayDecide } = await templateView(
    ctx,
    decodeURIComponent(params.code),
  )
  const [t, messages, timeZone] = await Promise.all([
    getTranslations('templates'),
    getTranslations('messages'),
    ownTimeZone(ctx),
  ])
  const isSms = template.channel === 'sms'
  const words = open?.texts ?? template.texts ?? NO_WORDS
  const isEditable = mayDraft && open?.status !== 'proposed'
  return (
    <>
      <PageHeader
        title={template.name[ctx.locale]}
        crumbs={[{ label: t('title'), href: '/templates' }, { label: template.code }]}
        description={`${template.code} · ${messages(`channel.${template.channel}`)} · ${
          template.version === null ? t('notYet') : t('versionNumber', { version: template.version })
        }`}
        badges={open ? <StateBadge kind={KINDS[open.status]} label={t(`status.${open.status}`)} /> : null}
        actions={
          <>
            {open?.status === 'draft' && mayDraft ? <ProposeTemplate versionId={open.id} /> : null}
            {open && mayDecide ? <DecideTemplate versionId={open.id} /> : null}
          </>
        }
      />
      {open?.status === 'proposed' && !mayDecide ? <Notice kind="info">{t('waitsForOther')}</Notice> : null}
      <div className="mt-4 grid grid-cols-1 gap-4 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <Panel
          title={open ? t('wordsOf', { version: open.version }) : t('wordsInForce')}
          {...(isEditable && !open ? { hint: t('editHint') } : {})}
        >
          {isEditable ? (
            <TemplateEditor
              key={open?.draftedAt.toISOString() ?? 'new'}
              code={template.code}
              texts={words}
              placeholders={template.placeholders}
              isSms={isSms}
            />
          ) : (
            <div className="flex flex-col gap-4">
              {LOCALES.map((locale) => (
                <Preview
                  key={locale}
                  locale={locale}
                  text={words[locale]}
                  placeholders={template.placeholders}
                  isSms={isSms}
                />
              ))}
            </div>
          )}
        </Panel>
        <Panel title={t('versions')}>
          <Timeline
            label={t('versions')}
            timeZone={timeZone}
            entries={versions.map((version) => ({
              id: version.id,
              at: version.decidedAt ?? version.draftedAt,
              kind: KINDS[version.status],
              title: `${t('versionNumber', { version: version.version })} · ${t(`status.${version.status}`)}`,
              by: version.draftedBy
                ? [
                    t('draftedBy', { name: version.draftedBy }),
                    ...(version.decidedBy ? [t('decidedBy', { name: version.decidedBy })] : []),
                  ].join(' · ')
                : t('delivered'),
              body: version.decisionNote ?? version.note ?? version.texts[ctx.locale],
            }))}
          />
        </Panel>
      </div>
    </>
  )
})
