import { z } from 'zod'
import { LOCALES } from '@/kernel/text'
import { ANGLES, ENTRY_STATES, FIELDS, FLOOR_BASES } from './rules/catalogue-types'
import { CLOCKS, DURATION_UNITS, PAUSE_REASONS } from './rules/rule'

const text = z.string().trim().min(1)
const code = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]*$/)
const isoDate = z.iso.date()
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/)
const percent = z.number().min(0).max(100)
const amountMinor = z.int().min(0)
const currency = z.string().regex(/^[A-Z]{3}$/)

/** One text in the three scripts; none may be blank. */
export const localTextSchema = z.strictObject(
  Object.fromEntries(LOCALES.map((locale) => [locale, text])) as Record<
    (typeof LOCALES)[number],
    typeof text
  >,
)

export const termSchema = z.strictObject({ code, text: localTextSchema })

export const durationSchema = z.strictObject({
  amount: z.number().positive().max(1_000_000),
  unit: z.enum(DURATION_UNITS),
})

export const attainmentSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('all') }),
  z.strictObject({ type: z.literal('share'), percent }),
  z.strictObject({
    type: z.literal('two_step'),
    first: z.strictObject({ percent, within: durationSchema }),
    final: z.strictObject({ percent, within: durationSchema }),
  }),
  z.strictObject({ type: z.literal('average_and_max'), average: durationSchema, max: durationSchema }),
])

export const pausePolicySchema = z.strictObject({
  reasons: z.array(z.enum(PAUSE_REASONS)).min(1),
  maxTotal: durationSchema,
})

const common = { ownChoice: z.array(z.string()).optional(), note: localTextSchema.optional() }
const periodSchema = z.enum(['day', 'week', 'month', 'quarter', 'year', 'phase'])

export const deadlineRuleSchema = z.strictObject({
  ...common,
  kind: z.literal('deadline'),
  start: code,
  stop: z.array(code).min(1),
  limit: durationSchema.nullable(),
  clock: z.enum(CLOCKS),
  pause: pausePolicySchema.nullable(),
  attainment: attainmentSchema,
  onReopen: z.enum(['resume', 'new', 'ignore']),
})

export const advanceNoticeRuleSchema = z.strictObject({
  ...common,
  kind: z.literal('advance_notice'),
  event: code,
  trigger: localTextSchema.optional(),
  notices: z
    .array(
      z.strictObject({
        lead: durationSchema.nullable(),
        clock: z.enum(CLOCKS),
        channels: z.array(code),
      }),
    )
    .min(1),
  forbiddenHours: z.array(
    z.strictObject({
      days: z.array(z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']).or(code)),
      from: timeOfDay,
      to: timeOfDay,
    }),
  ),
})

export const gateRuleSchema = z.strictObject({
  ...common,
  kind: z.literal('gate'),
  action: code,
  preconditions: z
    .array(
      z.strictObject({
        fact: code,
        validity: durationSchema.optional(),
        minimumAge: durationSchema.optional(),
        by: z.enum(['owner', 'not_owner', 'customer', 'distinct_person', 'manager']).optional(),
      }),
    )
    .min(1),
  start: code,
  overrideBy: code.nullable(),
  ifMissing: z.enum(['refuse', 'void', 'no_charge']),
})

export const ratioRuleSchema = z.strictObject({
  ...common,
  kind: z.literal('ratio'),
  numerator: termSchema,
  denominator: termSchema,
  comparator: z.enum(['at_least', 'at_most', 'equal']),
  target: z.number().nullable(),
  unit: z.enum(['percent', 'score', 'seconds', 'minutes', 'per_10000', 'count']),
  period: periodSchema,
})

export const availabilityRuleSchema = z.strictObject({
  ...common,
  kind: z.literal('availability'),
  object: termSchema,
  where: localTextSchema,
  hours: z
    .union([
      z.strictObject({ allDay: z.literal(true) }),
      z.strictObject({ allDay: z.literal(false), text: localTextSchema }),
    ])
    .nullable(),
  depth: z.strictObject({ months: z.int().positive(), countsCurrentMonth: z.boolean() }).optional(),
  minimumCount: z.int().positive().optional(),
  probe: localTextSchema,
})

export const checklistRuleSchema = z.strictObject({
  ...common,
  kind: z.literal('checklist'),
  items: z.array(
    z.strictObject({ code, severity: z.enum(['minor', 'major', 'critical']), text: localTextSchema }),
  ),
  itemsInSource: z.int().positive().optional(),
  passPercent: percent,
  sampling: localTextSchema,
  inspector: z.enum(['self', 'mystery_customer', 'social_supervisor', 'quality', 'call_back', 'third_party']),
})

export const cadenceRuleSchema = z.strictObject({
  ...common,
  kind: z.literal('cadence'),
  period: periodSchema,
  minimumCount: z.int().positive(),
  ownerRole: localTextSchema,
  output: termSchema,
})

export const milestoneRuleSchema = z.strictObject({
  ...common,
  kind: z.literal('milestone'),
  dueOn: isoDate.nullable(),
  deliverable: termSchema,
  ownerRole: localTextSchema,
})

export const neverEventRuleSchema = z.strictObject({
  ...common,
  kind: z.literal('never_event'),
  definition: termSchema,
  detection: z.array(localTextSchema),
  fact: code.optional(),
})

/** One rule of any of the nine kinds. Meaning across fields is checked by `validateRule`. */
export const ruleSchema = z.discriminatedUnion('kind', [
  deadlineRuleSchema,
  advanceNoticeRuleSchema,
  gateRuleSchema,
  ratioRuleSchema,
  availabilityRuleSchema,
  checklistRuleSchema,
  cadenceRuleSchema,
  milestoneRuleSchema,
  neverEventRuleSchema,
])

export const scopeSchema = z.strictObject({
  caseKinds: z.array(code),
  classes: z.array(code),
  channels: z.array(code),
  brands: z.array(code),
  customerClasses: z.array(code),
  orgUnits: z.array(code),
})

export const ladderStepSchema = z.strictObject({
  moment: z.discriminatedUnion('at', [
    z.strictObject({ at: z.literal('share'), percent }),
    z.strictObject({ at: z.literal('deadline') }),
    z.strictObject({ at: z.literal('after'), duration: durationSchema }),
    z.strictObject({ at: z.literal('before'), duration: durationSchema }),
  ]),
  recipient: z.enum([
    'owner',
    'first_owner',
    'hall_manager',
    'branch_manager',
    'quality_officer',
    'executive',
  ]),
  respectQuietHours: z.boolean(),
})

export const remedySchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('none') }),
  z.strictObject({
    type: z.literal('multiple'),
    base: code,
    factor: z.number().positive(),
    floorMinor: amountMinor.optional(),
    capMinor: amountMinor.optional(),
    currency,
  }),
  z.strictObject({ type: z.literal('per_event'), amountMinor, currency }),
  z.strictObject({
    type: z.literal('per_unit'),
    amountMinor,
    unit: z.enum(DURATION_UNITS),
    grace: durationSchema.optional(),
    capMinor: amountMinor.optional(),
    currency,
  }),
  z.strictObject({ type: z.literal('percent_per_day'), base: code, percent }),
  z.strictObject({
    type: z.literal('interest'),
    base: code,
    yearlyPercent: z.number().min(0),
    from: durationSchema,
  }),
  z.strictObject({ type: z.literal('prorata'), fee: code, days: code }),
  z.strictObject({
    type: z.literal('tiered'),
    table: z.array(z.strictObject({ over: durationSchema, days: z.number().min(0) })).min(1),
    fee: code,
  }),
  z.strictObject({ type: z.literal('extend'), what: code, days: z.number().positive() }),
  z.strictObject({ type: z.literal('waive'), fee: code }),
  z.strictObject({ type: z.literal('void'), order: code }),
  z.strictObject({ type: z.literal('cap_charge'), amountMinor, currency }),
  z.strictObject({ type: z.literal('escalate'), target: code }),
  z.strictObject({ type: z.literal('action'), text: localTextSchema }),
])

export const consequenceSchema = z.strictObject({
  type: z.enum([
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
  ]),
  percent: percent.optional(),
  text: localTextSchema.optional(),
})

/** `percent`: share of the owed cases to be kept, 0 to 100; null where the promise names none. */
export const targetSchema = z.strictObject({ percent: percent.nullable() })

export const quietHoursSchema = z.strictObject({ from: timeOfDay, to: timeOfDay })

export const sourceSchema = z.strictObject({
  title: localTextSchema,
  date: isoDate.nullable(),
  ref: text,
  confidence: z.enum(['A', 'B', 'C']).optional(),
})

/** What the engine and the wording read of a commitment version. */
export const versionTermsSchema = z.strictObject({
  rules: z.array(ruleSchema),
  scope: scopeSchema,
  target: targetSchema,
  ladder: z.array(ladderStepSchema),
  remedy: remedySchema,
  consequence: consequenceSchema,
  quietHours: quietHoursSchema.nullish(),
})

export const areaSchema = z.strictObject({ angle: z.enum(ANGLES), field: z.enum(FIELDS) })

export const ifBrokenSchema = z.strictObject({
  text: localTextSchema,
  provenance: z.enum(['source', 'own', 'none']),
})

export const commitmentSeedSchema = z.strictObject({
  code,
  area: areaSchema,
  text: localTextSchema,
  evidence: localTextSchema,
  ifBroken: ifBrokenSchema,
  ...versionTermsSchema.shape,
  source: sourceSchema,
  validFrom: isoDate.nullable(),
  entryState: z.enum(ENTRY_STATES),
  ownChoice: z.array(z.string()),
  note: localTextSchema.optional(),
})

export const programmeSeedSchema = z.strictObject({
  code,
  carrier: localTextSchema,
  name: localTextSchema,
  slogan: localTextSchema,
  years: z.array(z.int().min(1990).max(2100)).min(1),
  publishedOn: isoDate.nullable(),
  angles: z.array(z.enum(ANGLES)),
  phases: z.array(
    z.strictObject({ code, name: localTextSchema, from: isoDate.nullable(), to: isoDate.nullable() }),
  ),
  lineage: z.array(z.strictObject({ year: z.int(), slogan: localTextSchema })),
  source: sourceSchema,
  commitments: z.array(commitmentSeedSchema),
  titledOnly: z.array(z.strictObject({ code, text: localTextSchema, note: localTextSchema })),
})

export const floorSchema = z.strictObject({
  code,
  basis: z.enum(FLOOR_BASES),
  article: localTextSchema,
  text: localTextSchema,
  parts: z.array(
    z.strictObject({ rule: ruleSchema, scope: scopeSchema, appliesTo: localTextSchema.nullable() }),
  ),
  remedy: remedySchema,
  source: sourceSchema,
  confidence: z.enum(['A', 'B', 'C']),
  validFrom: isoDate.nullable(),
  validTo: isoDate.nullable(),
  note: localTextSchema.optional(),
})

/** Everything a version says; what the draft editor sends. */
export const versionContentSchema = z.strictObject({
  text: localTextSchema,
  evidence: localTextSchema,
  ifBroken: ifBrokenSchema,
  ...versionTermsSchema.shape,
  source: sourceSchema,
  ownChoice: z.array(z.string()),
  note: localTextSchema.nullish(),
})

export const floorNoteSchema = z.strictObject({
  key: text,
  floorCode: code,
  article: localTextSchema,
  reason: text,
  byId: z.uuid().nullable(),
  at: z.iso.datetime(),
})

const reason = z.string().trim().min(1, 'field_required').max(500, 'field_too_long')
/** An instant as the browser sends it; null: now. */
const momentOrNow = z.iso.datetime({ offset: true }).nullable()

export const adoptSchema = z.strictObject({ seedCode: code, unitId: z.uuid() })
export const commitmentIdSchema = z.strictObject({ commitmentId: z.uuid() })
export const versionIdSchema = z.strictObject({ versionId: z.uuid() })
/** The content is checked by the service, which answers with the field and what to do. */
export const saveDraftSchema = z.strictObject({
  versionId: z.uuid(),
  knownUpdatedAt: z.iso.datetime().nullable(),
  content: z.unknown(),
  floorReasons: z.record(z.string(), z.string().max(500, 'field_too_long')),
})
export const publishSchema = z.strictObject({ versionId: z.uuid(), validFrom: momentOrNow })
export const publishAllSchema = z.strictObject({ programmeId: z.uuid(), validFrom: momentOrNow })
export const withdrawSchema = z.strictObject({ versionId: z.uuid(), validTo: momentOrNow, reason })

const promiseText = z.string().trim().min(1, 'field_required').max(500, 'field_too_long')
export const newPromiseSchema = z.strictObject({
  programmeId: z.uuid(),
  code: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,29}$/, 'commitment_code_invalid'),
  angle: z.enum(ANGLES),
  field: z.enum(FIELDS),
  text: z.strictObject(
    Object.fromEntries(LOCALES.map((locale) => [locale, promiseText])) as Record<
      (typeof LOCALES)[number],
      typeof promiseText
    >,
  ),
})
