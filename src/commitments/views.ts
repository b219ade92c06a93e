import type { LocalText } from '@/kernel/text'
import type { Angle, EntryState, Field, Phase, TitledEntry } from './rules/catalogue-types'
import type { Rule, Source } from './rules/rule'
import type { CommitmentState } from './rules/state'
import type { FloorNote, VersionContent } from './rules/version-content'

/** One version as pages show it. */
export type VersionView = {
  readonly id: string
  readonly version: number
  readonly status: 'draft' | 'published'
  readonly content: VersionContent
  readonly floorNotes: readonly FloorNote[]
  readonly draftedByName: string | null
  readonly updatedAt: Date
  readonly publishedByName: string | null
  readonly publishedAt: Date | null
  readonly validFrom: Date | null
  /** Exclusive. */
  readonly validTo: Date | null
}

export type CommitmentView = {
  readonly id: string
  readonly code: string
  readonly angle: Angle
  readonly field: Field
  readonly entryState: EntryState
  /** ISO day the source names; null: the source names none. */
  readonly publicSince: string | null
  readonly state: CommitmentState
  readonly shown: VersionView | null
  readonly inForce: VersionView | null
  readonly next: VersionView | null
  readonly draft: VersionView | null
}

export type ProgrammeView = {
  readonly id: string
  readonly code: string
  readonly kind: 'promise' | 'law'
  readonly name: LocalText
  readonly slogan: LocalText
  readonly years: readonly number[]
  readonly publishedOn: string | null
  readonly phases: readonly Phase[]
  readonly lineage: readonly { readonly year: number; readonly slogan: LocalText }[]
  readonly titledOnly: readonly TitledEntry[]
  readonly source: Source
  readonly unitId: string
  readonly unitName: LocalText
  readonly timeZone: string
  readonly mayDraft: boolean
  readonly mayPublish: boolean
}

/** What a list of promises is narrowed to; an absent one admits all. */
export type RegisterFilter = {
  readonly angle?: string
  readonly field?: string
  readonly kind?: string
  readonly state?: string
  readonly q?: string
}

export const STATE_FILTERS = [
  'in_force',
  'scheduled',
  'draft',
  'ended',
  'measured',
  'no_limit',
  'floor',
] as const

/** Whether every searched word stands somewhere in the texts. */
export function containsWords(texts: readonly string[], q: string): boolean {
  const haystack = texts.join('\n').toLowerCase()
  return q
    .toLowerCase()
    .split(/\s+/)
    .every((word) => haystack.includes(word))
}

export const hasKind = (rules: readonly Rule[], kind: string): boolean =>
  rules.some((rule) => rule.kind === kind)
