import { describe, expect, it } from 'vitest'
import { pickLocale } from './locale'

describe('pickLocale', () => {
  it.each([
    ['the own choice wins', 'en', 'zh-TW', 'en'],
    ['an unknown choice is ignored', 'fr', 'zh-TW,zh;q=0.9', 'zh-TW'],
    ['no wish at all is Simplified Chinese', null, null, 'zh-CN'],
    ['Hong Kong reads Traditional', null, 'zh-HK,en;q=0.5', 'zh-TW'],
    ['Hant reads Traditional', null, 'zh-Hant', 'zh-TW'],
    ['Hans in Hong Kong reads Simplified', null, 'zh-Hans-HK', 'zh-CN'],
    ['quality decides, not order', null, 'en;q=0.3,zh-CN;q=0.8', 'zh-CN'],
    ['quality 0 means never', null, 'en;q=0,zh-TW;q=0.1', 'zh-TW'],
    ['unknown languages fall through to the next', null, 'de-DE,de;q=0.9,en-US;q=0.8', 'en'],
    ['nothing known is the default', null, 'de-DE,fr', 'zh-CN'],
  ] as const)('%s', (_law, cookie, header, expected) => {
    expect(pickLocale(cookie, header)).toBe(expected)
  })
})
