import { describe, expect, test } from 'vitest'
import { type AnswerWords, plainWords, readAnswer, wordsProblems } from './answer-words'

/** The words the first migration delivers. */
const WORDS: AnswerWords = {
  yes: ['是', '是的', '确认', '確認', '同意', '好', '好的', '可以', '要', 'y', 'yes', 'ok'],
  no: ['否', '不', '不是', '不要', '不同意', '取消', 'n', 'no'],
  cancel: ['td', 't', '退订', '退訂'],
}
const read = (text: string, codes: readonly string[] = ['TQ', 'TQ2', 'XW']) => readAnswer(text, WORDS, codes)

describe('what people answer', () => {
  test.each([
    ...[
      '是',
      '确认',
      '確認',
      'Y',
      'yes',
      '好',
      '同意',
      'Ｙ',
      'ＹＥＳ',
      ' y ',
      'Yes!',
      '是。',
      '「是」',
      'y e s',
      '是\n',
    ],
    ...['是的', '好的呀', '是啊', '是是是', '好好', 'ok👌', '是！！', '﻿是', '好的，', 'YES YES'],
  ])('%j is yes', (text) => expect(read(text)).toEqual({ reading: 'yes', code: null }))

  test.each([
    '否',
    '不',
    'N',
    'no',
    'Ｎ',
    'No.',
    '不要',
    '取消',
    '不同意',
    ' n ',
    '不是的',
    '不要了',
    '不要不要',
  ])('%j is no', (text) => expect(read(text)).toEqual({ reading: 'no', code: null }))

  test.each(['TD', 't', 'ｔｄ', '退订', '退訂', '退订。', 'T'])('%j cancels', (text) =>
    expect(read(text)).toEqual({ reading: 'cancel', code: null }),
  )

  test.each([
    ...[
      '',
      '   ',
      '?',
      '👍',
      '是不是',
      '是什么业务',
      '是否',
      '你是谁',
      'yesno',
      '是不',
      '我要投诉',
      '1',
      'yn',
      '好不好',
    ],
    '是'.repeat(6),
  ])('%j is unclear and asked again', (text) => expect(read(text).reading).toBe('unclear'))

  test.each([
    ['是TQ', 'yes', 'TQ'],
    ['TQ 是', 'yes', 'TQ'],
    ['y tq2', 'yes', 'TQ2'],
    ['ｔｄｘｗ', 'cancel', 'XW'],
    ['退订TQ。', 'cancel', 'TQ'],
    ['不要 tq', 'no', 'TQ'],
    ['TQ', 'unclear', 'TQ'],
  ])('%j names the service', (text, reading, code) => expect(read(text)).toEqual({ reading, code }))

  test('a code nobody knows is no code', () =>
    expect(read('是ZZ')).toEqual({ reading: 'unclear', code: null }))
})

test('one spelling: width, case, blanks, punctuation, pictures', () =>
  expect(plainWords('　Ｙｅ s，!?👍')).toBe('yes'))

test('word lists that contradict themselves are told', () => {
  expect(wordsProblems(WORDS)).toEqual([])
  expect(wordsProblems({ ...WORDS, yes: ['Ｎ'] })).toEqual([{ word: 'Ｎ', code: 'word_in_two_lists' }])
  expect(wordsProblems({ ...WORDS, no: ['!'] })).toEqual([{ word: '!', code: 'word_empty' }])
})
