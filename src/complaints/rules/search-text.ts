import traditionalTable from 'opencc-js/dict/TSCharacters'

/**
 * Words to look for and how a search is asked, both as text of Postgres' own types (`tsvector`, `tsquery`), so that
 * no parser or dictionary of the server decides. Chinese is cut into pairs of characters, therefore a search finds it
 * from two characters on; a single one is found as the beginning of a pair. Latin words and figures are found by their
 * beginning. Traditional and Simplified characters are the same here, and so are full and half width.
 */

const SIMPLIFIED = new Map(
  traditionalTable.split('|').map((pair) => {
    const [traditional = '', simplified = ''] = pair.split(' ')
    return [traditional, simplified] as const
  }),
)

/** Lower case, half width, Simplified characters. */
export function foldForSearch(text: string): string {
  const folded = text.normalize('NFKC').toLowerCase()
  let simplified = ''
  for (const character of folded) simplified += SIMPLIFIED.get(character) ?? character
  return simplified
}

const RUNS = /[\p{Script=Han}〇]+|[\p{Script=Latin}\p{Mark}]+|\p{Nd}+|[\p{Letter}]+/gu
const isChinese = (run: string) => /^[\p{Script=Han}〇]/u.test(run)

/** Longer words are cut: a lexeme has a limit of 2 kB and nobody types so much. */
const LONGEST_WORD = 60

/**
 * Tokens in their order. A Chinese run gives its pairs and, last, its final character, so that every character begins
 * some token; other runs are one token.
 */
export function searchTokens(text: string): string[] {
  const tokens: string[] = []
  for (const [run] of foldForSearch(text).matchAll(RUNS)) {
    if (!isChinese(run)) {
      tokens.push(run.slice(0, LONGEST_WORD))
      continue
    }
    const characters = [...run]
    for (let index = 0; index < characters.length; index++) {
      tokens.push(`${characters[index]}${characters[index + 1] ?? ''}`)
    }
  }
  return tokens
}

// The grammar of tsvector and tsquery literals: a quote is doubled; our tokens hold letters and figures only.
const quoted = (token: string) => `'${token.replaceAll("'", "''")}'`

/** The largest position Postgres stores; what comes later shares it. */
const LAST_POSITION = 16_383
/** Between two parts, so that a phrase is not found across them. */
const GAP = 10

/** Literal for `::tsvector` over several parts (number, words, place, class names), each with its own positions. */
export function searchVector(parts: readonly (string | null | undefined)[]): string {
  const lexemes: string[] = []
  let position = 0
  for (const part of parts) {
    if (!part) continue
    for (const token of searchTokens(part)) {
      position = Math.min(position + 1, LAST_POSITION)
      lexemes.push(`${quoted(token)}:${position}`)
    }
    position = Math.min(position + GAP, LAST_POSITION)
  }
  return lexemes.join(' ')
}

/**
 * Literal for `::tsquery`: all parts of what was typed must be there; a Chinese run as a phrase, everything else by
 * its beginning. null when there is nothing to look for.
 */
export function searchQuery(typed: string): string | null {
  const clauses: string[] = []
  for (const [run] of foldForSearch(typed).matchAll(RUNS)) {
    if (!isChinese(run)) {
      clauses.push(`${quoted(run.slice(0, LONGEST_WORD))}:*`)
      continue
    }
    const characters = [...run]
    if (characters.length === 1) clauses.push(`${quoted(run)}:*`)
    else {
      const pairs = characters.slice(1).map((character, index) => quoted(`${characters[index]}${character}`))
      clauses.push(pairs.length === 1 ? pairs[0]! : `(${pairs.join(' <-> ')})`)
    }
  }
  return clauses.length === 0 ? null : clauses.join(' & ')
}
