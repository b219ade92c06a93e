'use client'

import { useTranslations } from 'next-intl'
import { assertNever } from '@/kernel/exhaustive'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { Button } from '@/ui/button'
import { BLANK_TEXT, blankRule, OWN_PARAMETERS } from '../../rules/blank-rule'
import { describeRule } from '../../rules/describe'
import { RULE_KINDS, type Rule, type RuleKind, type Scope } from '../../rules/rule'
import type { Names } from '../../rules/wording/words'
import { useParameterName } from '../standing'
import { MeasuredMark } from '../words'
import { DeadlineFields } from './deadline-fields'
import { ChoiceField, CodesField, LocalTextField, OptionalPart } from './fields'
import { GateFields } from './gate-fields'
import { AvailabilityFields, ChecklistFields, RatioFields } from './measure-fields'
import { NoticeFields } from './notice-fields'
import { CadenceFields, MilestoneFields, NeverEventFields } from './occasion-fields'

type RuleProps = { path: string; value: Rule; onChange: (rule: Rule) => void }

/** The sentence a rule comes to; while it is incomplete, what can be said of it. */
export function ruleSentence(
  rule: Rule,
  scope: Scope,
  locale: ReturnType<typeof useAppLocale>,
  names?: Names,
): string {
  try {
    return describeRule(rule, scope, locale, names).replaceAll('NaN', '…')
  } catch {
    return '…'
  }
}

/** One rule: its kind, all its parameters, what of it is the carrier's own choice, and the sentence it comes to. */
export function RuleEditor({
  path,
  number,
  value,
  scope,
  names,
  onChange,
  onRemove,
}: RuleProps & { number: number; scope: Scope; names: Names; onRemove: () => void }) {
  const t = useTranslations('commitments')
  const r = useTranslations('rules')
  const locale = useAppLocale()
  const parameterName = useParameterName()
  return (
    <section className="rounded-md border border-border" aria-label={t('editor.ruleNumber', { number })}>
      <div className="flex flex-wrap items-end gap-2 border-separator border-b px-3 py-2">
        <h3 className="mr-auto self-center font-semibold">{t('editor.ruleNumber', { number })}</h3>
        <ChoiceField<RuleKind>
          path={`${path}.kind`}
          label={t('editor.kind')}
          hideLabel
          value={value.kind}
          options={RULE_KINDS.map((kind) => ({ value: kind, label: r(`kinds.${kind}`) }))}
          onChange={(kind) => onChange(blankRule(kind))}
        />
        <Button onClick={onRemove}>{t('editor.removeRule')}</Button>
      </div>
      <div className="flex flex-col gap-3 p-3">
        <div className="sticky top-12 z-10 rounded-md border border-border bg-surface px-3 py-2 shadow-sm xl:static xl:border-0 xl:bg-accent-wash xl:shadow-none">
          <p className="font-medium">{ruleSentence(value, scope, locale, names)}</p>
          <MeasuredMark rule={value} />
        </div>
        <KindFields path={path} value={value} onChange={onChange} />
        <CodesField
          path={`${path}.ownChoice`}
          label={t('editor.ownChoice')}
          hint={t('ownChoiceHint')}
          options={ownOptions(value, parameterName)}
          value={value.ownChoice ?? []}
          onChange={(codes) => {
            const { ownChoice: _before, ...rest } = value
            onChange(codes.length > 0 ? { ...rest, ownChoice: codes } : rest)
          }}
        />
        <OptionalPart
          path={`${path}.note`}
          label={t('editor.hasNote')}
          value={value.note}
          blank={BLANK_TEXT}
          onChange={(note) => {
            const { note: _before, ...rest } = value
            onChange(note ? { ...rest, note } : rest)
          }}
        >
          {(note) => (
            <LocalTextField
              path={`${path}.note`}
              label={t('note')}
              value={note}
              onChange={(changed) => onChange({ ...value, note: changed })}
            />
          )}
        </OptionalPart>
      </div>
    </section>
  )
}

function ownOptions(rule: Rule, label: (path: string) => string) {
  const paths = new Set([...OWN_PARAMETERS[rule.kind], ...(rule.ownChoice ?? [])])
  return [...paths].map((value) => ({ value, label: label(value) }))
}

function KindFields({ path, value, onChange }: RuleProps) {
  switch (value.kind) {
    case 'deadline':
      return <DeadlineFields path={path} value={value} onChange={onChange} />
    case 'gate':
      return <GateFields path={path} value={value} onChange={onChange} />
    case 'advance_notice':
      return <NoticeFields path={path} value={value} onChange={onChange} />
    case 'ratio':
      return <RatioFields path={path} value={value} onChange={onChange} />
    case 'availability':
      return <AvailabilityFields path={path} value={value} onChange={onChange} />
    case 'checklist':
      return <ChecklistFields path={path} value={value} onChange={onChange} />
    case 'cadence':
      return <CadenceFields path={path} value={value} onChange={onChange} />
    case 'milestone':
      return <MilestoneFields path={path} value={value} onChange={onChange} />
    case 'never_event':
      return <NeverEventFields path={path} value={value} onChange={onChange} />
  }
  return assertNever(value)
}
