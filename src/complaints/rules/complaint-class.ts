import type { LocalText } from '@/kernel/text'
import type { CaseKind, PromiseArea } from './lists'

/** Another word for a class, as customers and clerks say it. */
export type ClassSynonym = {
  readonly 'zh-CN': string
  readonly 'zh-TW': string
  /** Syllables without tones, separated by spaces. */
  readonly pinyin: string
  readonly initials: string
}

/** One node of the two-level tree of classes; only leaves (`parent` set) and `unclassified` are given to cases. */
export type ComplaintClass = {
  /** `network` or `network.signal_indoor`: the part before the dot is the parent. */
  readonly code: string
  readonly parent: string | null
  readonly kind: CaseKind
  readonly name: LocalText
  /** Syllables without tones, separated by spaces. */
  readonly pinyin: string
  readonly initials: string
  /** Area of promise a case of this class usually is about. */
  readonly area: PromiseArea | null
  /** Goes to the network team's green channel. */
  readonly isNetwork: boolean
  readonly synonyms: readonly ClassSynonym[]
  /** English words for search. */
  readonly keywords: readonly string[]
  /** Regular expressions (case-insensitive) that map free English text to this class, with their weight. */
  readonly patterns: readonly { readonly weight: number; readonly match: string }[]
}

/** Given to a case whose text names no class. */
export const UNCLASSIFIED = 'unclassified'
