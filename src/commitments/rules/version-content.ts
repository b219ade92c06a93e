import type { LocalText } from '@/kernel/text'
import { type CommitmentSeed, type Provenance, termsOfSeed } from './catalogue-types'
import type { Source, VersionTerms } from './rule'

/** Everything a version says: the public text and the machine's half. What a draft is edited as. */
export type VersionContent = VersionTerms & {
  readonly text: LocalText
  readonly evidence: LocalText
  readonly ifBroken: { readonly text: LocalText; readonly provenance: Provenance }
  readonly source: Source
  /** Parameters of the version that are the carrier's own choice; each rule lists its own. */
  readonly ownChoice: readonly string[]
  readonly note?: LocalText | null
}

/** A floor the version is looser than, kept so on purpose. */
export type FloorNote = {
  /** Names the floor and the parameter, so that the reason holds for exactly this difference. */
  readonly key: string
  readonly floorCode: string
  readonly article: LocalText
  readonly reason: string
  readonly byId: string | null
  /** ISO instant. */
  readonly at: string
}

/** A row of a published programme as the first draft of a carrier's own promise. */
export function contentOfSeed(seed: CommitmentSeed): VersionContent {
  const { text, evidence, ifBroken, source, ownChoice, note } = seed
  return { ...termsOfSeed(seed), text, evidence, ifBroken, source, ownChoice, note: note ?? null }
}
