import { describe, expect, it } from 'vitest'
import { matchOptions } from './combobox-match'

const OPTIONS = [
  { value: 'net', label: '网络信号', keywords: ['wlxh', 'wangluoxinhao', 'coverage'] },
  { value: 'fee', label: '资费争议', keywords: ['zfzy', 'zifeizhengyi', 'charging dispute'] },
  { value: 'wrong', label: '错收费用', keywords: ['csfy', 'cuoshoufeiyong', 'wrong charge'] },
]
const found = (typed: string) => matchOptions(OPTIONS, typed).map(({ value }) => value)

describe('matchOptions', () => {
  it.each([
    ['nothing typed gives all in order', '', ['net', 'fee', 'wrong']],
    ['Chinese words', '资费', ['fee']],
    ['pinyin initials', 'wlx', ['net']],
    ['English, whatever its case', 'Charg', ['fee', 'wrong']],
    ['beginning before middle', '费', ['fee', 'wrong']],
    ['every word must match', 'wrong 错', ['wrong']],
    ['no match', 'xyz', []],
  ])('%s', (_law, typed, expected) => {
    expect(found(typed)).toEqual(expected)
  })
  it('keeps to the limit', () => {
    expect(matchOptions(OPTIONS, '', 2)).toHaveLength(2)
  })
})
