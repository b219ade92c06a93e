import { useTranslations } from 'next-intl'
import type { Tone } from './state-kinds'

/** Progress of a job. `value` of `max`, both counts; the text beside it is the caller's. */
export function ProgressBar({
  value,
  max,
  label,
  tone,
}: {
  value: number
  max: number
  label?: string
  tone?: Tone
}) {
  const t = useTranslations('ui')
  const percent = max > 0 ? Math.min(100, Math.max(0, (value / max) * 100)) : 0
  return (
    <div
      className="progress"
      role="progressbar"
      aria-label={label ?? t('progress')}
      aria-valuenow={Math.round(percent)}
      aria-valuemin={0}
      aria-valuemax={100}
      data-tone={tone}
    >
      <span className="progress-fill" style={{ width: `${percent}%` }} />
    </div>
  )
}
