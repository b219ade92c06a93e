import { useTranslations } from 'next-intl'
import { Shape } from '@/ui/shape'
import { StateBadge } from '@/ui/state-badge'
import type { CaseRowView } from '../queries/list-row'

const BADGE = {
  appealed: 'appealed',
  escalated: 'escalated',
  upgraded: 'upgraded',
  repeat: 'repeat',
  legacy: 'legacy',
} as const

/** What is special about a case, in its usual order. */
export function CaseMarks({
  marks,
  isReopened,
  urgency,
}: Pick<CaseRowView, 'marks' | 'isReopened' | 'urgency'>) {
  const t = useTranslations('cases.mark')
  return (
    <>
      {urgency === 'urgent' ? <StateBadge kind="warning" label={t('urgent')} plain /> : null}
      {isReopened ? <StateBadge kind="reopened" plain /> : null}
      {marks.map((mark) =>
        mark === 'group' ? (
          <span key={mark} className="badge-state badge-state--plain" data-tone="later">
            <Shape name="square" />
            {t('group')}
          </span>
        ) : (
          <StateBadge key={mark} kind={BADGE[mark]} plain />
        ),
      )}
    </>
  )
}
