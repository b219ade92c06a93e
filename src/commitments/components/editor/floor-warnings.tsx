'use client'

import { useTranslations } from 'next-intl'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { Notice } from '@/ui/notice'
import { TextArea } from '@/ui/text-area'
import { describeFloorWarning } from '../../rules/describe-floor'
import type { FloorWarning } from '../../rules/floor-check'
import type { FloorFinding } from '../../rules/floor-reasons'
import { useFieldError } from './field-errors'

/** Articles the draft is looser than; each needs a reason before the draft can be saved. */
export function FloorWarnings({
  undercut,
  doubts,
  reasons,
  onReason,
}: {
  undercut: readonly FloorFinding[]
  doubts: readonly FloorWarning[]
  reasons: Readonly<Record<string, string>>
  onReason: (key: string, reason: string) => void
}) {
  const t = useTranslations('commitments')
  const locale = useAppLocale()
  if (undercut.length === 0 && doubts.length === 0) return null
  return (
    <section id="floors" aria-label={t('floorTitle')}>
      <Notice kind="warning" title={t('floorTitle')} live>
        <ul className="mt-1 flex flex-col gap-2">
          {undercut.map((finding) => (
            <li key={finding.key}>
              <p>{describeFloorWarning(finding, locale)}</p>
              <Reason
                name={`floor.${finding.key}`}
                value={reasons[finding.key] ?? ''}
                onChange={(reason) => onReason(finding.key, reason)}
              />
            </li>
          ))}
          {doubts.map((warning) => (
            <li key={warning.key} className="text-muted">
              {describeFloorWarning(warning, locale)}
            </li>
          ))}
        </ul>
      </Notice>
    </section>
  )
}

function Reason({
  name,
  value,
  onChange,
}: {
  name: string
  value: string
  onChange: (reason: string) => void
}) {
  const t = useTranslations('commitments')
  return (
    <TextArea
      name={name}
      label={t('floorReason')}
      hint={t('floorReasonHint')}
      rows={2}
      required
      value={value}
      error={useFieldError(name)}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}
