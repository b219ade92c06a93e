export type ComboboxOption = {
  readonly value: string
  readonly label: string
  /** Second text at the right, e.g. the path or code. */
  readonly detail?: string
  /** Other words that find it: pinyin initials, full pinyin, English, codes. Lower case. */
  readonly keywords?: readonly string[]
}

/**
 * Options that match what was typed, best first: label or keyword begins with it, then contains it.
 * Every typed word must match. Nothing typed: all, in their order.
 */
export function matchOptions(
  options: readonly ComboboxOption[],
  typed: string,
  limit = 50,
): readonly ComboboxOption[] {
  const words = typed.trim().toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return options.slice(0, limit)
  const ranked = options.flatMap((option, index) => {
    const texts = [option.label.toLowerCase(), ...(option.keywords ?? [])]
    const ranks = words.map((word) => rankOf(texts, word))
    return ranks.includes(NO_MATCH) ? [] : [{ option, index, rank: Math.max(...ranks) }]
  })
  return ranked
    .sort((a, b) => a.rank - b.rank || a.index - b.index)
    .slice(0, limit)
    .map(({ option }) => option)
}

const NO_MATCH = 9

function rankOf(texts: readonly string[], word: string): number {
  if (texts.some((text) => text === word)) return 0
  if (texts.some((text) => text.startsWith(word))) return 1
  if (texts.some((text) => text.includes(word))) return 2
  return NO_MATCH
}
