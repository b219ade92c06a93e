'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState, useTransition } from 'react'
import { outcomeOf } from '@/identity/outcome'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { Button, ButtonLink } from '@/ui/button'
import { ConfirmDialog } from '@/ui/confirm-dialog'
import { ErrorSummary, type FormError } from '@/ui/error-summary'
import { notify } from '@/ui/notify'
import { Panel } from '@/ui/panel'
import { StateBadge } from '@/ui/state-badge'
import { SubmitButton } from '@/ui/submit-button'
import { discardDraftAction, saveDraftAction } from '../../actions'
import { blankRule } from '../../rules/blank-rule'
import type { Floor } from '../../rules/catalogue-types'
import { floorReview } from '../../rules/floor-reasons'
import { validateVersion } from '../../rules/validate'
import type { FloorNote, VersionContent } from '../../rules/version-content'
import type { Names } from '../../rules/wording/words'
import { useParameterName } from '../standing'
import { VersionDiff } from '../version-diff'
import { ladderClock } from '../words'
import { FieldErrors } from './field-errors'
import { FloorWarnings } from './floor-warnings'
import { LadderFields, QuietHoursFields } from './ladder-fields'
import { RemedyFields } from './remedy-fields'
import { RuleEditor, ruleSentence } from './rule-editor'
import { type ScopeChoices, ScopeFields } from './scope-fields'
import { UnsavedNotice, useUnsaved } from './use-unsaved'
import { ConsequenceFields, OwnFields, SourceFields, TargetFields, TextFields } from './version-fields'

export type DraftEditorProps = {
  readonly commitmentId: string
  readonly versionId: string
  /** ISO instant of the state the editor starts from. */
  readonly updatedAt: string
  readonly content: VersionContent
  readonly floorNotes: readonly FloorNote[]
  /** The version before, to compare with; null for a first version. */
  readonly before: { readonly version: number; readonly content: VersionContent } | null
  /** Empty where the programme is the law itself. */
  readonly floors: readonly Floor[]
  /** Today, as an ISO day. */
  readonly today: string
  readonly timeZone: string
  readonly userKey: string
  readonly choices: ScopeChoices
  readonly names: Names
}

/** Edits a draft. The rules in words, the floors it undercuts and the changes against the version before follow every key. */
export function DraftEditor(props: DraftEditorProps) {
  const t = useTranslations('commitments')
  const r = useTranslations('rules')
  const locale = useAppLocale()
  const router = useRouter()
  const placeName = usePlaceName()
  const [content, setContent] = useState(props.content)
  const [reasons, setReasons] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(props.floorNotes.map(({ key, reason }) => [key, reason])),
  )
  const [refused, setRefused] = useState<{
    message: string
    fields: Readonly<Record<string, string>>
  } | null>(null)
  const [isPending, startTransition] = useTransition()
  const unsaved = useUnsaved({
    key: `${props.versionId}:${props.updatedAt}`,
    userKey: props.userKey,
    content,
    restore: setContent,
  })

  const problems = safely(() => validateVersion(content), [])
  const floors = safely(() => floorReview(content, props.floors, props.today), { undercut: [], doubts: [] })
  const problemTexts = Object.fromEntries(problems.map(({ path, code }) => [path, r(`problems.${code}`)]))
  const errors = { ...refused?.fields, ...problemTexts }
  const summary: FormError[] = refused
    ? [
        { message: refused.message },
        ...Object.entries(errors).map(([name, message]) => ({
          name,
          message: t('editor.problemAt', { place: placeName(name), problem: message }),
        })),
      ].filter(({ message }, index, all) => all.findIndex((each) => each.message === message) === index)
    : []

  const save = (event: FormEvent) => {
    event.preventDefault()
    startTransition(async () => {
      const wanted = Object.fromEntries(floors.undercut.map(({ key }) => [key, reasons[key] ?? '']))
      const answer = await saveDraftAction({
        versionId: props.versionId,
        knownUpdatedAt: props.updatedAt,
        content,
        floorReasons: wanted,
      })
      const outcome = outcomeOf(answer)
      if (!outcome.ok) {
        setRefused({ message: outcome.message || t('saveFailed'), fields: outcome.fields })
        return
      }
      setRefused(null)
      unsaved.clear()
      notify({ title: t('draftSaved'), tone: 'success' })
      router.push(`/commitments/${props.commitmentId}` as Route)
    })
  }
  const discard = async () => {
    const outcome = outcomeOf(await discardDraftAction({ versionId: props.versionId }))
    if (!outcome.ok) {
      notify({ title: outcome.message, tone: 'danger' })
      return
    }
    unsaved.clear()
    router.push(`/commitments/${props.commitmentId}` as Route)
  }
  const setRules = (rules: VersionContent['rules']) => setContent({ ...content, rules })

  return (
    <FieldErrors value={errors}>
      <form onSubmit={save} noValidate className="grid items-start gap-3 xl:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="flex min-w-0 flex-col gap-3">
          <UnsavedNotice
            unsaved={unsaved}
            timeZone={props.timeZone}
            onDiscard={() => setContent(props.content)}
          />
          <ErrorSummary errors={summary} />
          <Panel title={t('editor.texts')}>
            <TextFields value={content} onChange={setContent} />
          </Panel>
          <Panel title={t('rules')}>
            <div className="flex flex-col gap-3">
              {content.rules.map((rule, index) => (
                <RuleEditor
                  key={ruleKey(index)}
                  path={`rules.${index}`}
                  number={index + 1}
                  value={rule}
                  scope={content.scope}
                  names={props.names}
                  onChange={(changed) =>
                    setRules(content.rules.map((each, at) => (at === index ? changed : each)))
                  }
                  onRemove={() => setRules(content.rules.filter((_, at) => at !== index))}
                />
              ))}
              <Button
                className="self-start"
                onClick={() => setRules([...content.rules, blankRule('deadline')])}
              >
                {t('editor.addRule')}
              </Button>
            </div>
          </Panel>
          <Panel title={t('scope')}>
            <ScopeFields
              path="scope"
              value={content.scope}
              names={props.names}
              choices={props.choices}
              onChange={(scope) => setContent({ ...content, scope })}
            />
          </Panel>
          <Panel title={t('targetAndLadder')}>
            <div className="flex flex-col gap-3">
              <TargetFields value={content} onChange={setContent} />
              <LadderFields
                value={content.ladder}
                clock={ladderClock(content.rules)}
                onChange={(ladder) => setContent({ ...content, ladder })}
              />
              <QuietHoursFields
                value={content.quietHours}
                onChange={(quietHours) => setContent({ ...content, quietHours })}
              />
            </div>
          </Panel>
          <Panel title={t('remedy')}>
            <RemedyFields value={content.remedy} onChange={(remedy) => setContent({ ...content, remedy })} />
          </Panel>
          <Panel title={t('consequence')}>
            <ConsequenceFields
              value={content.consequence}
              onChange={(consequence) => setContent({ ...content, consequence })}
            />
          </Panel>
          <Panel title={t('source')}>
            <div className="flex flex-col gap-3">
              <SourceFields
                value={content.source}
                onChange={(source) => setContent({ ...content, source })}
              />
              <OwnFields value={content} onChange={setContent} />
            </div>
          </Panel>
        </div>

        <aside className="flex min-w-0 flex-col gap-3 xl:sticky xl:top-14 xl:max-h-[calc(100dvh-4.5rem)] xl:overflow-y-auto">
          <Panel title={t('inWords')}>
            <div aria-live="polite">
              <p className="mb-2 font-semibold">{content.text[locale]}</p>
              {content.rules.length === 0 ? <p className="text-muted">{t('noRule')}</p> : null}
              <ol className="flex list-decimal flex-col gap-1.5 pl-5">
                {content.rules.map((rule, index) => (
                  <li key={ruleKey(index)}>{ruleSentence(rule, content.scope, locale, props.names)}</li>
                ))}
              </ol>
            </div>
          </Panel>
          <FloorWarnings
            undercut={floors.undercut}
            doubts={floors.doubts}
            reasons={reasons}
            onReason={(key, reason) => setReasons({ ...reasons, [key]: reason })}
          />
          {props.before ? (
            <Panel title={t('changesSince', { version: props.before.version })}>
              <VersionDiff before={props.before.content} after={content} stacked />
            </Panel>
          ) : null}
          <div className="flex flex-wrap gap-2">
            <SubmitButton pending={isPending}>{t('saveDraft')}</SubmitButton>
            <ButtonLink href={`/commitments/${props.commitmentId}`}>{t('backToPromise')}</ButtonLink>
            <ConfirmDialog
              label={t('discardDraft')}
              title={t('discardTitle')}
              look="danger"
              confirmLabel={t('discardDraft')}
              onConfirm={discard}
            >
              {t('discardHint')}
            </ConfirmDialog>
          </div>
        </aside>
        <div className="sticky bottom-[3.25rem] z-20 -mx-3 flex flex-wrap items-center gap-3 border-border border-t bg-surface px-3 py-2 md:bottom-0 xl:hidden">
          <SubmitButton pending={isPending}>{t('saveDraft')}</SubmitButton>
          {floors.undercut.length > 0 ? (
            <a href="#floors" className="ui-link">
              <StateBadge kind="warning" label={t('floorBadge', { count: floors.undercut.length })} />
            </a>
          ) : null}
        </div>
      </form>
    </FieldErrors>
  )
}

/** Where an error is, in words: `rules.0.limit.amount` is "Rule 1 · Time limit". */
function usePlaceName(): (path: string) => string {
  const t = useTranslations('commitments')
  const parameterName = useParameterName()
  const own: Readonly<Record<string, string>> = {
    text: t('promiseText'),
    evidence: t('evidence'),
    ifBroken: t('ifBroken'),
    source: t('source'),
    scope: t('scope'),
    note: t('note'),
    floor: t('floorTitle'),
  }
  return (path) => {
    const [first = '', index, parameter] = path.split('.')
    if (first !== 'rules' || index === undefined) return own[first] ?? parameterName(first)
    const rule = t('editor.ruleNumber', { number: Number(index) + 1 })
    return parameter ? `${rule} · ${parameterName(parameter)}` : rule
  }
}

/** Rules have no identity of their own: their place in the version is what obligations refer to. */
const ruleKey = (index: number): string => `rule-${index}`

/** While something is half typed a check may not be possible; then it has nothing to say yet. */
function safely<T>(check: () => T, otherwise: T): T {
  try {
    return check()
  } catch {
    return otherwise
  }
}
