'use client'

import { useTranslations } from 'next-intl'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { BLANK_TEXT, OWN_VERSION_PARAMETERS } from '../../rules/blank-rule'
import { describeConsequence } from '../../rules/describe'
import type { Consequence, Source } from '../../rules/rule'
import type { VersionContent } from '../../rules/version-content'
import { useParameterName } from '../standing'
import { ChoiceField, CodesField, LocalTextField, NumberField, OptionalPart, TextField } from './fields'

type Props = { value: VersionContent; onChange: (content: VersionContent) => void }

/** The public text, what proves it, what follows a breach. */
export function TextFields({ value, onChange }: Props) {
  const t = useTranslations('commitments')
  const r = useTranslations('rules')
  return (
    <div className="flex flex-col gap-3">
      <LocalTextField
        path="text"
        label={t('promiseText')}
        hint={t('editor.textHint')}
        rows={3}
        required
        value={value.text}
        onChange={(text) => onChange({ ...value, text })}
      />
      <LocalTextField
        path="evidence"
        label={t('evidence')}
        rows={2}
        value={value.evidence}
        onChange={(evidence) => onChange({ ...value, evidence })}
      />
      <LocalTextField
        path="ifBroken.text"
        label={t('ifBroken')}
        rows={2}
        value={value.ifBroken.text}
        onChange={(text) => onChange({ ...value, ifBroken: { ...value.ifBroken, text } })}
      />
      <div className="max-w-xs">
        <ChoiceField
          path="ifBroken.provenance"
          label={t('editor.provenance')}
          value={value.ifBroken.provenance}
          options={(['source', 'own', 'none'] as const).map((each) => ({
            value: each,
            label: r(`provenance.${each}`),
          }))}
          onChange={(provenance) => onChange({ ...value, ifBroken: { ...value.ifBroken, provenance } })}
        />
      </div>
    </div>
  )
}

const CONSEQUENCES = [
  'none',
  'coaching',
  'deduct_pay',
  'points',
  'warning',
  'contract_end',
  'praise',
  'star',
  'escalation',
  'listed',
  'rectification',
] as const

/** What staff, agent or branch gets. */
export function ConsequenceFields({
  value,
  onChange,
}: {
  value: Consequence
  onChange: (value: Consequence) => void
}) {
  const t = useTranslations('commitments')
  const r = useTranslations('rules')
  const locale = useAppLocale()
  const { percent, text, ...rest } = value
  const build = (next: { percent?: number; text?: Consequence['text'] }): Consequence => ({
    ...rest,
    ...(next.percent === undefined ? {} : { percent: next.percent }),
    ...(next.text ? { text: next.text } : {}),
  })
  return (
    <div className="flex flex-col gap-3">
      <p className="rounded-md bg-accent-wash px-3 py-2 font-medium">{describeConsequence(value, locale)}</p>
      <div className="grid gap-3 md:grid-cols-2">
        <ChoiceField
          path="consequence.type"
          label={t('consequence')}
          value={value.type}
          options={CONSEQUENCES.map((each) => ({ value: each, label: r(`consequences.${each}`) }))}
          onChange={(type) => onChange({ ...value, type })}
        />
        <OptionalPart
          path="consequence.percent"
          label={t('editor.hasPercent')}
          value={percent}
          blank={50}
          onChange={(changed) => onChange(build({ percent: changed, text }))}
        >
          {(share) => (
            <NumberField
              path="consequence.percent"
              label={t('editor.percent')}
              max={100}
              value={share}
              onChange={(changed) => onChange({ ...value, percent: changed })}
            />
          )}
        </OptionalPart>
      </div>
      <OptionalPart
        path="consequence.text"
        label={t('editor.hasConsequenceText')}
        value={text}
        blank={BLANK_TEXT}
        onChange={(changed) => onChange(build({ percent, text: changed }))}
      >
        {(words) => (
          <LocalTextField
            path="consequence.text"
            label={t('editor.consequenceText')}
            value={words}
            onChange={(changed) => onChange({ ...value, text: changed })}
          />
        )}
      </OptionalPart>
    </div>
  )
}

/** Share of the cases to be kept. */
export function TargetFields({ value, onChange }: Props) {
  const t = useTranslations('commitments')
  return (
    <OptionalPart
      path="target.percent"
      label={t('editor.hasTargetPercent')}
      value={value.target.percent}
      blank={100}
      onChange={(percent) => onChange({ ...value, target: { percent: percent ?? null } })}
    >
      {(percent) => (
        <div className="max-w-40">
          <NumberField
            path="target.percent"
            label={t('targetPercent')}
            max={100}
            value={percent}
            onChange={(changed) => onChange({ ...value, target: { percent: changed } })}
          />
        </div>
      )}
    </OptionalPart>
  )
}

/** Where the promise comes from. */
export function SourceFields({ value, onChange }: { value: Source; onChange: (value: Source) => void }) {
  const t = useTranslations('commitments')
  const r = useTranslations('rules')
  const { confidence, ...rest } = value
  const marks = [
    { value: 'none', label: t('editor.noConfidence') },
    ...(['A', 'B', 'C'] as const).map((each) => ({
      value: each,
      label: `${each} ${r(`confidence.${each}`)}`,
    })),
  ]
  return (
    <div className="flex flex-col gap-3">
      <LocalTextField
        path="source.title"
        label={t('editor.sourceTitle')}
        value={value.title}
        onChange={(title) => onChange({ ...value, title })}
      />
      <div className="grid gap-3 md:grid-cols-3">
        <TextField
          path="source.ref"
          label={t('editor.sourceRef')}
          value={value.ref}
          onChange={(ref) => onChange({ ...value, ref })}
        />
        <OptionalPart
          path="source.date"
          label={t('editor.hasSourceDate')}
          value={value.date}
          blank=""
          onChange={(date) => onChange({ ...value, date: date ?? null })}
        >
          {(date) => (
            <TextField
              path="source.date"
              type="date"
              label={t('editor.sourceDate')}
              value={date}
              onChange={(changed) => onChange({ ...value, date: changed })}
            />
          )}
        </OptionalPart>
        <ChoiceField<string>
          path="source.confidence"
          label={t('editor.confidence')}
          value={confidence ?? 'none'}
          options={marks}
          onChange={(mark) =>
            onChange(mark === 'A' || mark === 'B' || mark === 'C' ? { ...rest, confidence: mark } : rest)
          }
        />
      </div>
    </div>
  )
}

/** What of the version itself the source does not give, and a note. */
export function OwnFields({ value, onChange }: Props) {
  const t = useTranslations('commitments')
  const parameterName = useParameterName()
  const paths = [...new Set<string>([...OWN_VERSION_PARAMETERS, ...value.ownChoice])]
  return (
    <div className="flex flex-col gap-3">
      <CodesField
        path="ownChoice"
        label={t('editor.ownVersionChoice')}
        hint={t('ownChoiceHint')}
        options={paths.map((path) => ({ value: path, label: parameterName(path) }))}
        value={value.ownChoice}
        onChange={(ownChoice) => onChange({ ...value, ownChoice })}
      />
      <OptionalPart
        path="note"
        label={t('editor.hasNote')}
        value={value.note}
        blank={BLANK_TEXT}
        onChange={(note) => onChange({ ...value, note: note ?? null })}
      >
        {(note) => (
          <LocalTextField
            path="note"
            label={t('note')}
            rows={2}
            value={note}
            onChange={(changed) => onChange({ ...value, note: changed })}
          />
        )}
      </OptionalPart>
    </div>
  )
}
