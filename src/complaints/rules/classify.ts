import type { ComplaintClass } from './complaint-class'

type CompiledClass = {
  readonly code: string
  readonly patterns: readonly { readonly weight: number; readonly match: RegExp }[]
  readonly chinese: readonly string[]
}

/** A word of the class's name or its synonyms found in Chinese text counts as much as a strong pattern. */
const CHINESE_WEIGHT = 4

const compiled = new WeakMap<readonly ComplaintClass[], readonly CompiledClass[]>()

function compile(classes: readonly ComplaintClass[]): readonly CompiledClass[] {
  const known = compiled.get(classes)
  if (known) return known
  const fresh = classes
    .filter((each) => each.parent !== null && each.kind === 'complaint')
    .map((each) => ({
      code: each.code,
      patterns: each.patterns.map(({ weight, match }) => ({ weight, match: new RegExp(match, 'i') })),
      chinese: [...new Set([each.name, ...each.synonyms].flatMap((word) => [word['zh-CN'], word['zh-TW']]))],
    }))
  compiled.set(classes, fresh)
  return fresh
}

/**
 * The class of a complaint told in one free line, English or Chinese, or null when the line names none.
 * The class with the highest sum of weights wins; of equals the first in the tree.
 */
export function classify(text: string, classes: readonly ComplaintClass[]): string | null {
  const line = text.normalize('NFKC').replace(/[’`]/g, "'").replace(/\s+/g, ' ').trim()
  if (line === '') return null
  let best: { code: string; score: number } | null = null
  for (const { code, patterns, chinese } of compile(classes)) {
    let score = 0
    for (const { weight, match } of patterns) if (match.test(line)) score += weight
    for (const word of chinese) if (line.includes(word)) score += CHINESE_WEIGHT
    if (score > 0 && (best === null || score > best.score)) best = { code, score }
  }
  return best?.code ?? null
}
