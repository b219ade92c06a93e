import type { ConsentChannel } from '@/consents/rules/lists'
import type { SaveService } from '@/consents/service/services'
import type { LocalText } from '@/kernel/text'

const text = (cn: string, tw: string, en: string): LocalText => ({ 'zh-CN': cn, 'zh-TW': tw, en })
const byText = (code: string): LocalText =>
  text(
    `发送TD${code}到10080，或到营业厅、网站、热线办理`,
    `傳送TD${code}到10080，或到門市、網站、專線辦理`,
    `text TD${code} to 10080, or ask in a hall, online or by hotline`,
  )

type Story = Pick<SaveService, 'code' | 'name' | 'provider' | 'type' | 'period' | 'priceMinor'> &
  Partial<Pick<SaveService, 'extraClasses' | 'trialDays'>> & { readonly weight: number }

const CHENGUANG = text('晨光传媒', '晨光傳媒', 'Chenguang Media')
const YINHE = text('银河互动', '銀河互動', 'Yinhe Interactive')
const HUAXIN = text('华信通信', '華信通信', 'Huaxin Telecom')

const STORIES: readonly Story[] = [
  {
    code: 'TQ',
    name: text('天气早知道', '天氣早知道', 'Morning Weather'),
    provider: HUAXIN,
    type: 'monthly',
    period: 'month',
    priceMinor: 200n,
    weight: 5,
  },
  {
    code: 'XWZB',
    name: text('新闻早晚报', '新聞早晚報', 'Mobile News'),
    provider: CHENGUANG,
    type: 'subscription',
    period: 'month',
    priceMinor: 300n,
    extraClasses: ['content_sms'],
    weight: 5,
  },
  {
    code: 'CXSJB',
    name: text('彩信手机报', '多媒體手機報', 'Picture Paper'),
    provider: CHENGUANG,
    type: 'monthly',
    period: 'month',
    priceMinor: 500n,
    extraClasses: ['mms'],
    weight: 4,
  },
  {
    code: 'CL',
    name: text('七彩铃音', '七彩鈴音', 'Colour Rings'),
    provider: HUAXIN,
    type: 'monthly',
    period: 'month',
    priceMinor: 500n,
    weight: 5,
  },
  {
    code: 'SPHY',
    name: text('视频会员', '影音會員', 'Video Club'),
    provider: YINHE,
    type: 'monthly',
    period: 'month',
    priceMinor: 1500n,
    weight: 5,
  },
  {
    code: 'YDTY',
    name: text('阅读体验包', '閱讀體驗包', 'Reading Trial'),
    provider: CHENGUANG,
    type: 'free_trial',
    period: 'month',
    priceMinor: 800n,
    trialDays: 30,
    weight: 3,
  },
  {
    code: 'XX',
    name: text('笑话连篇', '笑話連篇', 'Jokes by SMS'),
    provider: YINHE,
    type: 'subscription',
    period: 'week',
    priceMinor: 100n,
    extraClasses: ['content_sms'],
    weight: 2,
  },
  {
    code: 'JJDB',
    name: text('经典单片点播', '經典單片點播', 'Single Films'),
    provider: YINHE,
    type: 'on_demand',
    period: 'use',
    priceMinor: 600n,
    weight: 0,
  },
]

/** What the demonstration carrier offers. */
export const DEMO_SERVICES: readonly SaveService[] = STORIES.map(({ weight: _, ...story }) => ({
  extraClasses: [],
  trialDays: null,
  ...story,
  basedOn: 0,
  currency: 'CNY',
  cancelHow: byText(story.code),
}))
export const ORDERED = STORIES.filter(({ weight }) => weight > 0)
export const ON_DEMAND = 'JJDB'

/** How people answer, and how often. */
export const ANSWERS: readonly { readonly weight: number; readonly words: readonly string[] }[] = [
  {
    weight: 9,
    words: ['是', '是的', '确认', 'Y', 'y', 'yes', '好', '好的', '同意', 'Ｙ', '是。', ' 是 ', '可以', 'ok'],
  },
  { weight: 3, words: ['否', '不要', 'N', 'no', '取消', '不订', 'TD', '退订', '不用'] },
  { weight: 1, words: ['这是什么业务', '多少钱', '谁给我订的？', '好不好用', '？'] },
]
/** What those who were not understood say the second time. */
export const SECOND_ANSWERS = ['是', '否', '不要了', 'Y'] as const

export const CHANNEL_WEIGHTS: readonly {
  readonly weight: number
  readonly channel: ConsentChannel
  readonly words: string
}[] = [
  { weight: 5, channel: 'sms', words: '发送“{code}”到10080' },
  { weight: 3, channel: 'app', words: '手机应用点击“订购{service}”' },
  { weight: 2, channel: 'web', words: '网站提交订购{service}' },
  { weight: 2.5, channel: 'hall', words: '客户在营业厅要求开通{service}' },
  { weight: 1.5, channel: 'hotline', words: '客户来电要求开通{service}' },
]
