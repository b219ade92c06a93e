'use client'

import { useTranslations } from 'next-intl'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import type { ComboboxOption } from '@/ui/combobox-match'
import { describeScope } from '../../rules/describe'
import type { Scope } from '../../rules/rule'
import { phrasesOf } from '../../rules/wording/phrases'
import type { Names } from '../../rules/wording/words'
import { CodesField, type Edited } from './fields'
import { ChosenList } from './list-fields'

/** What can be chosen for a scope beyond the words the rules know: the carrier's units and its classes. */
export type ScopeChoices = {
  readonly classes: readonly ComboboxOption[]
  readonly orgUnits: readonly ComboboxOption[]
}

/** Which cases a promise is for. Nothing chosen in a row means every. */
export function ScopeFields({
  path,
  value,
  onChange,
  choices,
  names,
}: Pick<Edited<Scope>, 'path' | 'value' | 'onChange'> & { choices: ScopeChoices; names: Names }) {
  const t = useTranslations('commitments')
  const r = useTranslations('rules')
  const locale = useAppLocale()
  const { words } = phrasesOf(locale)
  const listed = (dictionary: Readonly<Record<string, string>>) =>
    Object.entries(dictionary).map(([code, label]) => ({ value: code, label }))
  const classes = [
    ...choices.classes,
    ...listed(words.classes)
      .filter(({ value: code }) => !choices.classes.some((choice) => choice.value === code))
      .map((option) => ({ ...option, detail: option.value })),
  ]
  return (
    <div className="flex flex-col gap-3">
      <p className="rounded-md bg-accent-wash px-3 py-2 font-medium">{describeScope(value, locale, names)}</p>
      {(['caseKinds', 'channels', 'brands', 'customerClasses'] as const).map((dimension) => (
        <CodesField
          key={dimension}
          path={`${path}.${dimension}`}
          label={r(`scope.${dimension}`)}
          options={listed(words[dimension])}
          value={value[dimension]}
          onChange={(codes) => onChange({ ...value, [dimension]: codes })}
        />
      ))}
      <div className="grid gap-3 md:grid-cols-2">
        <ChosenList
          path={`${path}.classes`}
          label={r('scope.classes')}
          addLabel={t('editor.addClass')}
          hint={t('editor.classesHint')}
          options={classes}
          value={value.classes}
          onChange={(codes) => onChange({ ...value, classes: codes })}
        />
        <ChosenList
          path={`${path}.orgUnits`}
          label={r('scope.orgUnits')}
          addLabel={t('editor.addUnit')}
          hint={t('editor.unitsHint')}
          options={choices.orgUnits}
          value={value.orgUnits}
          onChange={(codes) => onChange({ ...value, orgUnits: codes })}
        />
      </div>
    </div>
  )
}
