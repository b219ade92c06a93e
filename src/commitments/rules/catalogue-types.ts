import type { LocalText } from '@/kernel/text'
import type {
  Consequence,
  LadderStep,
  QuietHours,
  Remedy,
  Rule,
  Scope,
  Source,
  Target,
  VersionTerms,
} from './rule'

/** The four angles a promise is seen from; `all` where a row spans them. */
export const ANGLES = ['fair', 'transparent', 'convenient', 'responsible', 'all'] as const
export type Angle = (typeof ANGLES)[number]

/** The seven fields of a carrier's work; `all` where a row spans them. */
export const FIELDS = [
  'charging',
  'marketing',
  'service_delivery',
  'technical',
  'partners',
  'content',
  'complaints',
  'all',
] as const
export type Field = (typeof FIELDS)[number]

export type Area = { readonly angle: Angle; readonly field: Field }

/**
 * `full`: rule, remedy or consequence are known. `titled_only`: the source names the promise and says no more.
 * `principle`: an attitude, taxonomy or claim that no single rule can measure.
 */
export const ENTRY_STATES = ['full', 'titled_only', 'principle'] as const
export type EntryState = (typeof ENTRY_STATES)[number]

/** Who says what follows a breach: the source itself, our own proposal, or neither is marked. */
export type Provenance = 'source' | 'own' | 'none'

/** One promise of a published programme, as a carrier that starts from the programme receives it. */
export type CommitmentSeed = {
  readonly code: string
  readonly area: Area
  /** The public promise. */
  readonly text: LocalText
  /** What a reviewer must be able to open to believe it was kept. */
  readonly evidence: LocalText
  readonly ifBroken: { readonly text: LocalText; readonly provenance: Provenance }
  readonly rules: readonly Rule[]
  readonly scope: Scope
  readonly target: Target
  readonly ladder: readonly LadderStep[]
  readonly remedy: Remedy
  readonly consequence: Consequence
  readonly quietHours?: QuietHours | null
  readonly source: Source
  /** ISO date from which the promise holds; null when the source names none. */
  readonly validFrom: string | null
  readonly entryState: EntryState
  /** Version-level parameters the source does not give, e.g. `ladder`; a rule lists its own in `rules[n].ownChoice`. */
  readonly ownChoice: readonly string[]
  readonly note?: LocalText
}

/** A promise the source counts but does not spell out. */
export type TitledEntry = { readonly code: string; readonly text: LocalText; readonly note: LocalText }

export type Phase = {
  readonly code: string
  readonly name: LocalText
  /** ISO dates; null when the source leaves them blank. */
  readonly from: string | null
  readonly to: string | null
}

export type ProgrammeSeed = {
  readonly code: string
  readonly carrier: LocalText
  readonly name: LocalText
  readonly slogan: LocalText
  readonly years: readonly number[]
  /** ISO date of publication; null when unknown. */
  readonly publishedOn: string | null
  readonly angles: readonly Angle[]
  readonly phases: readonly Phase[]
  /** Slogans of one programme over the years, where the source tells them. */
  readonly lineage: readonly { readonly year: number; readonly slogan: LocalText }[]
  readonly source: Source
  readonly commitments: readonly CommitmentSeed[]
  /** Counted by the source but not listed there; kept beside the commitments and never measured. */
  readonly titledOnly: readonly TitledEntry[]
}

/** Law binds; a standard or a pledge of the group is shown as a yardstick. */
export const FLOOR_BASES = ['law', 'standard', 'group_pledge'] as const
export type FloorBasis = (typeof FLOOR_BASES)[number]

/** One rule of a legal article, e.g. the limit for towns. */
export type FloorPart = {
  readonly rule: Rule
  readonly scope: Scope
  /** Where the part applies, when the scope cannot say it (town, countryside); null: everywhere. */
  readonly appliesTo: LocalText | null
}

/** A legal article that no promise may be looser than. */
export type Floor = {
  readonly code: string
  readonly basis: FloorBasis
  /** Short name of the document and article, as it is cited in a warning. */
  readonly article: LocalText
  /** The duty in words. */
  readonly text: LocalText
  /** Empty where the duty cannot be stated as a rule. */
  readonly parts: readonly FloorPart[]
  readonly remedy: Remedy
  readonly source: Source
  readonly confidence: 'A' | 'B' | 'C'
  /** ISO days between which the article holds, both inclusive; null: not known or open. */
  readonly validFrom: string | null
  readonly validTo: string | null
  readonly note?: LocalText
}

/** The terms of a seed, for the functions that read versions. */
export function termsOfSeed(seed: CommitmentSeed): VersionTerms {
  const { rules, scope, target, ladder, remedy, consequence, quietHours } = seed
  return { rules, scope, target, ladder, remedy, consequence, quietHours: quietHours ?? null }
}
