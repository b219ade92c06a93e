import type { Locale } from '@/kernel/text'
import type { ComplaintClass } from './complaint-class'

/** How well one word of the query fits; the best place it is found in counts. Higher is better, 0 is no hit. */
const FIT = {
  exact: 100,
  nameStart: 90,
  initialsExact: 85,
  nameInside: 80,
  initialsStart: 75,
  pinyinStart: 70,
  synonymStart: 60,
  synonymInside: 50,
  synonymInitials: 46,
  pinyinInside: 44,
  synonymPinyin: 40,
  keyword: 36,
  lettersInOrder: 20,
} as const

type Searchable = {
  readonly source: ComplaintClass
  readonly names: readonly string[]
  readonly englishWords: readonly string[]
  readonly synonyms: readonly string[]
  readonly keywords: readonly string[]
  /** Pinyin without spaces from each syllable on: `shineixinhao`, `neixinhao`, `xinhao`, `hao`. */
  readonly pinyinFrom: readonly string[]
  readonly synonymPinyin: readonly string[]
  readonly synonymInitials: readonly string[]
}

const cache = new WeakMap<readonly ComplaintClass[], readonly Searchable[]>()

function tailsOf(pinyin: string): string[] {
  const syllables = pinyin.split(' ')
  return syllables.map((_, index) => syllables.slice(index).join(''))
}

function searchable(classes: readonly ComplaintClass[]): readonly Searchable[] {
  const known = cache.get(classes)
  if (known) return known
  const fresh = classes
    .filter((each) => each.parent !== null || !classes.some((other) => other.parent === each.code))
    .map(
      (source): Searchable => ({
        source,
        names: [source.name['zh-CN'], source.name['zh-TW'], source.name.en.toLowerCase()],
        englishWords: source.name.en.toLowerCase().split(/[^a-z0-9]+/),
        synonyms: source.synonyms.flatMap((word) => [
          word['zh-CN'].toLowerCase(),
          word['zh-TW'].toLowerCase(),
        ]),
        keywords: source.keywords.flatMap((phrase) => [phrase, ...phrase.split(/[^a-z0-9]+/)]),
        pinyinFrom: tailsOf(source.pinyin),
        synonymPinyin: source.synonyms.flatMap((word) => tailsOf(word.pinyin)),
        synonymInitials: source.synonyms.map((word) => word.initials),
      }),
    )
  cache.set(classes, fresh)
  return fresh
}

/** `计费错` finds `计费差错`: every character of the query, in order. */
function inOrder(query: string, text: string): boolean {
  let from = 0
  for (const character of query) {
    const found = text.indexOf(character, from)
    if (found < 0) return false
    from = found + character.length
  }
  return true
}

function fitOfChinese(word: string, { names, synonyms }: Searchable): number {
  if (names.includes(word)) return FIT.exact
  if (names.some((name) => name.startsWith(word))) return FIT.nameStart
  if (names.some((name) => name.includes(word))) return FIT.nameInside
  if (synonyms.some((synonym) => synonym.startsWith(word))) return FIT.synonymStart
  if (synonyms.some((synonym) => synonym.includes(word))) return FIT.synonymInside
  return word.length > 1 && names.some((name) => inOrder(word, name)) ? FIT.lettersInOrder : 0
}

function fitOfLatin(word: string, entry: Searchable): number {
  const { source, names, englishWords, synonyms, keywords } = entry
  if (names.includes(word) || source.code === word) return FIT.exact
  if (source.initials === word) return FIT.initialsExact
  if (names.some((name) => name.startsWith(word))) return FIT.nameStart
  if (englishWords.some((each) => each.startsWith(word))) return FIT.nameInside
  if (source.initials.startsWith(word)) return FIT.initialsStart
  if (entry.pinyinFrom[0]?.startsWith(word)) return FIT.pinyinStart
  if (synonyms.some((synonym) => synonym.includes(word))) return FIT.synonymInside
  if (entry.synonymInitials.some((initials) => initials.startsWith(word))) return FIT.synonymInitials
  if (entry.pinyinFrom.some((tail) => tail.startsWith(word))) return FIT.pinyinInside
  if (entry.synonymPinyin.some((tail) => tail.startsWith(word))) return FIT.synonymPinyin
  if (keywords.some((keyword) => keyword.startsWith(word))) return FIT.keyword
  return word.length > 2 && inOrder(word, source.initials) ? FIT.lettersInOrder : 0
}

const hasHan = (text: string) => /\p{Script=Han}/u.test(text)

/** `fei` and `shou fei` alike: a query of Latin letters is tried with its spaces and as one word. */
function fitOf(query: string, entry: Searchable): number {
  const words = query.split(/\s+/)
  const each = words.map((word) => (hasHan(word) ? fitOfChinese(word, entry) : fitOfLatin(word, entry)))
  const apart = each.every((fit) => fit > 0) ? each.reduce((sum, fit) => sum + fit, 0) / each.length : 0
  if (words.length === 1 || hasHan(query)) return apart
  const named = entry.names.some((name) => name.startsWith(query)) ? FIT.nameStart + 5 : 0
  return Math.max(apart, named, fitOfLatin(words.join(''), entry))
}

/**
 * Classes a clerk may mean, best first: Chinese words (either script), pinyin, pinyin initials or English, from one
 * character on. Only classes that can be given to a case are found; an empty query gives the first of the tree.
 * @param limit how many at most
 */
export function findClasses(
  query: string,
  classes: readonly ComplaintClass[],
  locale: Locale,
  limit: number,
): ComplaintClass[] {
  const wanted = query.normalize('NFKC').trim().toLowerCase()
  const entries = searchable(classes)
  if (wanted === '') return entries.slice(0, limit).map((entry) => entry.source)
  // Of equal fits the shorter name is the closer one; `sort` keeps the order of the tree after that.
  return entries
    .map((entry) => ({ source: entry.source, fit: fitOf(wanted, entry) }))
    .filter(({ fit }) => fit > 0)
    .sort((a, b) => b.fit - a.fit || a.source.name[locale].length - b.source.name[locale].length)
    .slice(0, limit)
    .map(({ source }) => source)
}
