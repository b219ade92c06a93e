'use client'

import { useTranslations } from 'next-intl'
import { Checkbox } from '@/ui/checkbox'
import { RadioGroup } from '@/ui/choice-group'
import { Combobox } from '@/ui/combobox'
import { FileDrop } from '@/ui/file-drop'
import { Select } from '@/ui/select'
import { TextArea } from '@/ui/text-area'
import { TextInput } from '@/ui/text-input'
import { type ActionField, KINDS } from './action-fields'
import type { FormChoices } from './action-form'
import { codeLabel, type Translate } from './case-labels'
import { loadOwners } from './filter-boxes'

const FEW = 6
const SCORES = ['5', '4', '3', '2', '1']
const LARGEST_MEGABYTES = 20

/** One field of an action's form. */
export function FieldOfAction({
  field,
  error,
  choices,
  autoFocus,
}: {
  field: ActionField
  error: string | undefined
  choices: FormChoices
  autoFocus: boolean
}) {
  const t = useTranslations('cases') as unknown as Translate
  const frame = { name: field.name, label: t(`field.${field.label}`), error }
  const option = (list: string) => (value: string) => ({ value, label: codeLabel(t, list, value) })
  switch (field.kind) {
    case 'area':
      return <TextArea {...frame} required={field.required} autoFocus={autoFocus} />
    case 'line':
      return <TextInput {...frame} required={field.required} autoFocus={autoFocus} />
    case 'override':
      return choices.closeNeedsReason ? (
        <TextInput {...frame} required hint={t('field.overrideHint')} />
      ) : null
    case 'moment':
      return (
        <TextInput
          {...frame}
          type="datetime-local"
          hint={field.hint ? t(`field.${field.hint}`) : undefined}
        />
      )
    case 'choice': {
      const allowed = field.list === 'pause' && choices.pauseReasons ? choices.pauseReasons : field.codes
      const options = allowed.map(option(field.list))
      if (options.length <= FEW)
        return (
          <RadioGroup
            {...frame}
            required={field.required}
            choices={options}
            defaultValue={field.usual}
            buttons
          />
        )
      return <Select {...frame} required={field.required} options={options} blank={t('field.choose')} />
    }
    case 'score':
      return <RadioGroup {...frame} choices={SCORES.map((value) => ({ value, label: value }))} buttons />
    case 'tick':
      return <Checkbox {...frame} />
    case 'person':
      return (
        <Combobox {...frame} required load={loadOwners} hint={t('bulk.clockStays')} autoFocus={autoFocus} />
      )
    case 'class':
      return <Combobox {...frame} required options={choices.classes} autoFocus={autoFocus} />
    case 'kind':
      return <Select {...frame} options={KINDS.map(option('kind'))} blank={t('field.keepKind')} />
    case 'first_case':
      return <Select {...frame} required options={choices.otherCases} blank={t('field.choose')} />
    case 'file':
      return (
        <FileDrop
          {...frame}
          accept="image/jpeg,image/png,image/webp,image/heic,application/pdf"
          kinds={t('case.fileKinds')}
          maxMegabytes={LARGEST_MEGABYTES}
        />
      )
  }
}
