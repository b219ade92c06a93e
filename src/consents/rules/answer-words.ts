/** What a text of a customer says to a question, as far as the words tell. */
export type Reading = 'yes' | 'no' | 'cancel' | 'unclear'

/** Words that count, in the spelling of `plainWords`. */
export type AnswerWords = {
  readonly yes: readonly string[]
  readonly no: readonly string[]
  readonly cancel: readonly string[]
}

export type ReadAnswer = {
  readonly reading: Reading
  /** Keyword code of the service the text names; null: none. */
  readonly code: string | null
}

/**
 * One spelling for what people type: full-width letters and figures become half-width, capitals small; blanks, punctuation
 * and pictures go.
 */
export const plainWords = (typed: string): string =>
  typed
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}\p{C}\p{M}]/gu, '')

/** Small words people put behind an answer: 好的呀, 是啊. */
const PARTICLES = /[啊呀吧哦噢喔嗯的了啦呢嘛]+$/

/**
 * Reads an answer. Only a text that is one of the words and nothing else counts (said several times, with a particle, or
 * with the code of a service before or behind it): from "是不是" or "是什么业务" nothing follows but to ask again.
 * @param codes keyword codes that may be named
 */
export function readAnswer(typed: string, words: AnswerWords, codes: readonly string[]): ReadAnswer {
  const plain = plainWords(typed)
  const whole = readingOf(plain, words)
  if (whole !== 'unclear') return { reading: whole, code: null }
  // The longest first, so that TQ2 is not read as TQ with something behind.
  for (const code of [...codes].sort((a, b) => b.length - a.length)) {
    const small = code.toLowerCase()
    const rests = [
      ...(plain.startsWith(small) ? [plain.slice(small.length)] : []),
      ...(plain.endsWith(small) ? [plain.slice(0, -small.length)] : []),
    ]
    const reading = rests.map((rest) => readingOf(rest, words)).find((each) => each !== 'unclear')
    if (reading) return { reading, code }
    if (rests.includes('')) return { reading: 'unclear', code }
  }
  return { reading: 'unclear', code: null }
}

function readingOf(plain: string, words: AnswerWords): Reading {
  for (const text of [plain, plain.replace(PARTICLES, '')]) {
    if (text === '') continue
    if (words.cancel.some((word) => isSaid(text, word))) return 'cancel'
    if (words.no.some((word) => isSaid(text, word))) return 'no'
    if (words.yes.some((word) => isSaid(text, word))) return 'yes'
  }
  return 'unclear'
}

/** The word, once or up to five times. */
const isSaid = (text: string, word: string): boolean =>
  text.length % word.length === 0 &&
  text.length / word.length <= 5 &&
  text === word.repeat(text.length / word.length)

export type WordsProblem = { readonly word: string; readonly code: 'word_empty' | 'word_in_two_lists' }

/** What is wrong with word lists: a word nothing is left of, or one that says yes and no. */
export function wordsProblems({ yes, no, cancel }: AnswerWords): WordsProblem[] {
  const problems: WordsProblem[] = []
  for (const word of [...yes, ...no, ...cancel])
    if (plainWords(word) === '') problems.push({ word, code: 'word_empty' })
  const refusing = new Set([...no, ...cancel].map(plainWords))
  for (const word of yes)
    if (plainWords(word) !== '' && refusing.has(plainWords(word)))
      problems.push({ word, code: 'word_in_two_lists' })
  return problems
}
