import type { LocalText } from '@/kernel/text'
import type { Remedy, Rule, RuleKind, Term } from './rule'

export const BLANK_TEXT: LocalText = { 'zh-CN': '', 'zh-TW': '', en: '' }
const blankTerm = (): Term => ({ code: '', text: BLANK_TEXT })

/** A rule of that kind to start editing from; what must be chosen is left empty and refused until it is. */
export function blankRule(kind: RuleKind): Rule {
  switch (kind) {
    case 'deadline':
      return {
        kind,
        start: 'complaint.received',
        stop: ['complaint.replied'],
        limit: { amount: 48, unit: 'hour' },
        clock: 'elapsed',
        pause: null,
        attainment: { type: 'all' },
        onReopen: 'resume',
      }
    case 'gate':
      return {
        kind,
        action: 'complaint.closed',
        preconditions: [{ fact: 'complaint.replied' }],
        start: 'complaint.received',
        overrideBy: null,
        ifMissing: 'refuse',
      }
    case 'advance_notice':
      return {
        kind,
        event: 'suspension.done',
        notices: [{ lead: { amount: 3, unit: 'day' }, clock: 'calendar_day', channels: ['sms'] }],
        forbiddenHours: [],
      }
    case 'ratio':
      return {
        kind,
        numerator: blankTerm(),
        denominator: blankTerm(),
        comparator: 'at_least',
        target: 100,
        unit: 'percent',
        period: 'month',
      }
    case 'availability':
      return { kind, object: blankTerm(), where: BLANK_TEXT, hours: { allDay: true }, probe: BLANK_TEXT }
    case 'checklist':
      return {
        kind,
        items: [{ code: 'item_1', severity: 'major', text: BLANK_TEXT }],
        passPercent: 100,
        sampling: BLANK_TEXT,
        inspector: 'self',
      }
    case 'cadence':
      return { kind, period: 'month', minimumCount: 1, ownerRole: BLANK_TEXT, output: blankTerm() }
    case 'milestone':
      return { kind, dueOn: null, deliverable: blankTerm(), ownerRole: BLANK_TEXT }
    case 'never_event':
      return { kind, definition: blankTerm(), detection: [] }
  }
}

/** A remedy of that type to start editing from. */
export function blankRemedy(type: Remedy['type']): Remedy {
  const currency = 'CNY'
  switch (type) {
    case 'none':
      return { type }
    case 'multiple':
      return { type, base: 'overcharge', factor: 2, currency }
    case 'per_event':
    case 'cap_charge':
      return { type, amountMinor: 1000, currency }
    case 'per_unit':
      return { type, amountMinor: 1000, unit: 'day', currency }
    case 'percent_per_day':
      return { type, base: 'installation_fee', percent: 1 }
    case 'interest':
      return { type, base: 'deposit', yearlyPercent: 10, from: { amount: 45, unit: 'day' } }
    case 'prorata':
      return { type, fee: 'rent', days: 'outage_days' }
    case 'tiered':
      return { type, table: [{ over: { amount: 1, unit: 'day' }, days: 1 }], fee: 'rent' }
    case 'extend':
      return { type, what: 'validity', days: 1 }
    case 'waive':
      return { type, fee: 'monthly_fee' }
    case 'void':
      return { type, order: 'subscription' }
    case 'escalate':
      return { type, target: 'regulator' }
    case 'action':
      return { type, text: BLANK_TEXT }
  }
}

export const REMEDY_TYPES = [
  'none',
  'multiple',
  'per_event',
  'per_unit',
  'percent_per_day',
  'interest',
  'prorata',
  'tiered',
  'extend',
  'waive',
  'void',
  'cap_charge',
  'escalate',
  'action',
] as const satisfies readonly Remedy['type'][]

/** Parameters of a rule a carrier may have chosen itself, by kind; the boxes of the editor. */
export const OWN_PARAMETERS: Readonly<Record<RuleKind, readonly string[]>> = {
  deadline: ['limit', 'clock', 'attainment', 'pause', 'onReopen'],
  gate: ['preconditions', 'overrideBy', 'ifMissing'],
  advance_notice: ['trigger', 'notices', 'notices.0.lead', 'notices.0.clock', 'forbiddenHours'],
  ratio: ['numerator', 'denominator', 'target', 'unit', 'period'],
  availability: ['where', 'hours', 'depth', 'minimumCount', 'probe'],
  checklist: ['items', 'items.severity', 'passPercent', 'sampling', 'inspector'],
  cadence: ['period', 'minimumCount', 'ownerRole', 'output'],
  milestone: ['dueOn', 'deliverable', 'ownerRole'],
  never_event: ['definition', 'detection', 'fact'],
}

/** Parameters of the version itself that can be the carrier's own choice. */
export const OWN_VERSION_PARAMETERS = ['target', 'ladder', 'remedy', 'consequence', 'ifBroken'] as const
