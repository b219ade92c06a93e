import { useTranslations } from 'next-intl'
import { Shape } from '@/ui/shape'
import { STATE_LOOKS } from '@/ui/state-kinds'

/** Says that a figure rests on too few to compare. */
export function SampleMark() {
  const t = useTranslations('dashboards')
  return (
    <span
      className="mr-1 inline-block align-[-1px] text-[0.7em] text-muted"
      title={t('verdicts.small_sample')}
    >
      <Shape name={STATE_LOOKS.small_sample.shape} />
      <span className="sr-only">{t('verdicts.small_sample')}</span>
    </span>
  )
}
