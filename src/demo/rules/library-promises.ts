import { PROGRAMMES } from '@/commitments/catalogue/programmes'
import type { CommitmentSeed } from '@/commitments/rules/catalogue-types'
import type { AdvanceNoticeRule, DeadlineRule, LadderStep, Rule } from '@/commitments/rules/rule'
import { contentOfSeed, type VersionContent } from '@/commitments/rules/version-content'

/**
 * Rows on charges, orders and notices: those of the programme the demonstration carrier starts from get the numbers the
 * sources leave open, those of the other four programmes are taken over beside them.
 */
export type LibraryPromise = { readonly seed: CommitmentSeed; readonly content: VersionContent }

const NIGHT = { days: [], from: '21:00', to: '08:00' } as const
const A_DAY = { amount: 24, unit: 'hour' } as const
const LADDER: readonly LadderStep[] = [
  { moment: { at: 'share', percent: 75 }, recipient: 'owner', respectQuietHours: true },
  { moment: { at: 'deadline' }, recipient: 'branch_manager', respectQuietHours: true },
]

const own = <R extends Rule>(rule: R, ...paths: readonly string[]): R => ({
  ...rule,
  ownChoice: [...new Set([...(rule.ownChoice ?? []), ...paths])],
})

/** Notices not at night, by these channels; a day ahead where an event is planned, before it where a balance is low. */
const notified =
  (...channels: readonly string[]) =>
  (rule: Rule): Rule => {
    if (rule.kind !== 'advance_notice') return rule
    const lead = rule.trigger === undefined ? A_DAY : null
    const filled: AdvanceNoticeRule = {
      ...rule,
      notices: rule.notices.map((notice) => ({
        ...notice,
        lead: notice.lead ?? lead,
        channels: notice.channels.length > 0 ? notice.channels : channels,
      })),
      forbiddenHours: [NIGHT],
    }
    return own(filled, 'notices.0.lead', 'notices', 'forbiddenHours')
  }

/** A reminder a month comes to a reminder for each monthly charge, by the end of the next billing month. */
const remindedAfterEachCharge = (): DeadlineRule => ({
  kind: 'deadline',
  start: 'subscription.charged',
  stop: ['subscription.fee_reminded'],
  limit: { amount: 1, unit: 'cycle' },
  clock: 'billing_cycle',
  pause: null,
  attainment: { type: 'all' },
  onReopen: 'ignore',
  ownChoice: ['limit', 'clock', 'pause', 'onReopen', 'attainment'],
})

const unchanged = (rule: Rule): Rule => rule

type Filled = {
  readonly rule: (rule: Rule) => Rule
  readonly scope?: Partial<VersionContent['scope']>
}

/** What the carrier chose where the source names nothing, by row. */
const ROWS: Readonly<Record<string, Filled>> = {
  'BR-13': { rule: (rule) => (rule.kind === 'cadence' ? remindedAfterEachCharge() : rule) },
  'BR-30': { rule: unchanged },
  'BR-33': { rule: notified('sms', 'voice') },
  'BJ-02': { rule: unchanged },
  'BJ-03': { rule: notified('sms', 'voice') },
  'BJ-04': { rule: notified('sms', 'voice') },
  'BJ-05': { rule: unchanged },
  'SH-03': { rule: unchanged },
  'SH-08': { rule: unchanged },
  'SH-11': { rule: unchanged },
  'SH-12': { rule: unchanged },
  'SH-22': { rule: unchanged },
  'SH-23': { rule: notified('sms') },
  // A call is made to those who pay afterwards; whoever pays beforehand is told the balance.
  'CD-21': { rule: notified('voice'), scope: { customerClasses: ['postpaid'] } },
}

const SEEDS = new Map(PROGRAMMES.flatMap(({ commitments }) => commitments).map((seed) => [seed.code, seed]))

function filled(code: string, { rule, scope }: Filled): LibraryPromise {
  const seed = SEEDS.get(code)
  if (!seed) throw new Error(`the library has no ${code}`)
  const content = contentOfSeed(seed)
  const rules = content.rules.map(rule)
  const hasLadder = rules.some(({ kind }) => kind === 'deadline') && content.ladder.length === 0
  return {
    seed,
    content: {
      ...content,
      rules,
      scope: { ...content.scope, ...scope },
      ladder: hasLadder ? LADDER : content.ladder,
      quietHours: hasLadder ? { from: NIGHT.from, to: NIGHT.to } : (content.quietHours ?? null),
      ownChoice: [
        ...content.ownChoice,
        ...(hasLadder ? ['ladder'] : []),
        ...Object.keys(scope ?? {}).map((part) => `scope.${part}`),
      ],
    },
  }
}

export const LIBRARY_PROMISES: readonly LibraryPromise[] = Object.entries(ROWS).map(([code, row]) =>
  filled(code, row),
)
