import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldForSearch, searchQuery, searchTokens, searchVector } from './search-text'

/** What Postgres does with the two literals, in a few lines: phrases by position, words by their beginning. */
function matches(vector: string, query: string): boolean {
  const lexemes = [...vector.matchAll(/'([^']*)':(\d+)/g)].map(([, token, at]) => ({
    token: token!,
    at: Number(at),
  }))
  const isThere = (token: string) => lexemes.some((lexeme) => lexeme.token === token)
  return query.split(' & ').every((clause) => {
    if (clause.endsWith(':*')) {
      const beginning = clause.slice(1, -3)
      return lexemes.some((lexeme) => lexeme.token.startsWith(beginning))
    }
    const pairs = [...clause.matchAll(/'([^']*)'/g)].map(([, token]) => token!)
    if (pairs.length === 1) return isThere(pairs[0]!)
    return lexemes.some((first) =>
      pairs.every((pair, offset) =>
        lexemes.some((each) => each.token === pair && each.at === first.at + offset),
      ),
    )
  })
}

const han = fc.string({
  unit: fc.constantFrom(...'收费误差双倍返还投诉网络信号慢套餐流量客户宽带断电话', ...'收費誤'),
  minLength: 2,
  maxLength: 30,
})
const mixed = fc
  .array(fc.oneof(han, fc.constantFrom('5G', 'iPhone 15', '30元', '，', ' ', '2024-05-01')), {
    minLength: 1,
    maxLength: 6,
  })
  .map((parts) => parts.join(''))

describe('search text', () => {
  it('cuts Chinese into pairs and ends with the last character', () => {
    expect(searchTokens('收费误差 5G')).toEqual(['收费', '费误', '误差', '差', '5', 'g'])
  })

  it('finds any part of a Chinese text from one character on', () => {
    fc.assert(
      fc.property(han, fc.nat(), fc.integer({ min: 1, max: 6 }), (text, start, length) => {
        const from = start % text.length
        const part = text.slice(from, from + length)
        return matches(searchVector([text]), searchQuery(part)!)
      }),
    )
  })

  it('finds any two characters that stand together in mixed text, except inside a Latin word or a figure', () => {
    fc.assert(
      fc.property(mixed, (text) => {
        const vector = searchVector([text])
        for (let at = 0; at + 2 <= text.length; at++) {
          const pair = text.slice(at, at + 2)
          const before = text[at - 1] ?? ' '
          const insideWord =
            (/[a-z]/i.test(before) && /[a-z]/i.test(pair[0]!)) || (/\d/.test(before) && /\d/.test(pair[0]!))
          const query = searchQuery(pair)
          if (query !== null && !insideWord && !matches(vector, query)) return false
        }
        return true
      }),
    )
  })

  it('does not find characters that do not stand together', () => {
    expect(matches(searchVector(['收费有误差']), searchQuery('费误')!)).toBe(false)
    expect(matches(searchVector(['双倍', '返还']), searchQuery('倍返')!)).toBe(false)
    expect(matches(searchVector(['甲乙丙 乙丁']), searchQuery('甲乙丁')!)).toBe(false)
  })

  it('reads Traditional, full width and capitals as the same', () => {
    expect(foldForSearch('收費誤差ＡＢＣ１')).toBe('收费误差abc1')
    expect(matches(searchVector(['收费误差']), searchQuery('收費誤差')!)).toBe(true)
    expect(matches(searchVector(['客訴：網路很慢']), searchQuery('网路')!)).toBe(true)
  })

  it('finds receipt numbers and words by their beginning', () => {
    const vector = searchVector(['HX_ZZ26-000123', 'Billing error'])
    expect(matches(vector, searchQuery('HX_ZZ26-000123')!)).toBe(true)
    expect(matches(vector, searchQuery('000')!)).toBe(true)
    expect(matches(vector, searchQuery('bill err')!)).toBe(true)
    expect(matches(vector, searchQuery('rror')!)).toBe(false)
  })

  it('holds nothing that could leave the literal, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const token of searchTokens(text)) expect(token).not.toMatch(/['\\\s&|!():*<>]/)
      }),
    )
    expect(searchQuery(' ,.!')).toBeNull()
  })
})
