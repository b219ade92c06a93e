import type { Locale } from '@/kernel/text'

/** Names of the official notices in the other scripts. */
const NAMES: Readonly<Record<string, { readonly 'zh-TW': string; readonly en: string }>> = {
  元旦: { 'zh-TW': '元旦', en: 'New Year’s Day' },
  春节: { 'zh-TW': '春節', en: 'Spring Festival' },
  清明节: { 'zh-TW': '清明節', en: 'Tomb-Sweeping Day' },
  劳动节: { 'zh-TW': '勞動節', en: 'Labour Day' },
  '“五一”': { 'zh-TW': '「五一」', en: 'Labour Day' },
  '“五一”国际劳动节': { 'zh-TW': '「五一」國際勞動節', en: 'International Labour Day' },
  端午节: { 'zh-TW': '端午節', en: 'Dragon Boat Festival' },
  中秋节: { 'zh-TW': '中秋節', en: 'Mid-Autumn Festival' },
  国庆节: { 'zh-TW': '國慶節', en: 'National Day' },
  '“十一”': { 'zh-TW': '「十一」', en: 'National Day' },
  抗日战争暨世界反法西斯战争胜利70周年纪念日: {
    'zh-TW': '抗日戰爭暨世界反法西斯戰爭勝利70週年紀念日',
    en: '70th anniversary of the victory in the War of Resistance and the World Anti-Fascist War',
  },
}

/** A holiday's name for the reader; a name nobody has translated stays as the calendar has it. */
export function holidayName(name: string, locale: Locale): string {
  if (locale === 'zh-CN') return name
  return name
    .split('、')
    .map((part) => NAMES[part]?.[locale] ?? part)
    .join(locale === 'en' ? ' and ' : '、')
}
