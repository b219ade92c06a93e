import type { CaseKind, Channel } from '@/complaints/rules/lists'

/** One spelling for values that mean the same: `District Of Columbia` and `District of Columbia`. */
export const foldValue = (value: string): string =>
  value.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()

/** The beginning of a text; never half a character, which no database would take. */
export const shortened = (text: string, length: number): string =>
  text.length <= length ? text : [...text].slice(0, length).join('')

/** Without zero bytes and halves of characters, which no database would take either. */
export const wellFormed = (text: string): string =>
  text
    .replaceAll('\0', '')
    .replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD')

/** What a status of the file means here. `solved` closes the case as solved. */
export const STATUSES = ['open', 'closed', 'solved'] as const
export type FileStatus = (typeof STATUSES)[number]

const table = <Meaning extends string>(
  rows: Readonly<Record<Meaning, string>>,
): ReadonlyMap<string, Meaning> =>
  new Map(
    (Object.entries(rows) as [Meaning, string][]).flatMap(([meaning, words]) =>
      words.split('|').map((word) => [foldValue(word), meaning] as const),
    ),
  )

const STATUS_WORDS = table<FileStatus>({
  open: 'open|pending|new|in progress|assigned|reopened|active|on hold|waiting|未办结|未结|未关闭|未解决|待处理|处理中|受理中|办理中|跟进中|挂起|未結|未關閉|未解決|待處理|處理中|辦理中',
  closed:
    'closed|close|done|complete|completed|cancelled|canceled|已办结|办结|已关闭|关闭|已结案|结案|完成|已完成|归档|已歸檔|已辦結|辦結|已關閉|關閉|已結案|結案',
  solved: 'solved|resolved|fixed|已解决|解决|已处理|已解決|解決|已處理',
})

const CHANNEL_WORDS = table<Channel>({
  hall: 'hall|store|shop|branch|counter|walk-in|walk in|in person|营业厅|大厅|厅台|门店|柜台|现场|營業廳|門市|臨櫃',
  hotline:
    'hotline|phone|telephone|call|customer care call|call center|call centre|10086|10000|10010|热线|电话|客服|客服热线|客服电话|熱線|電話|客服熱線',
  web: 'web|internet|online|website|email|e-mail|app|portal|网站|网上|网络|网厅|网上营业厅|掌厅|手机营业厅|邮件|電郵|網站|網上|網廳|網路',
  sms: 'sms|text|text message|短信|简讯|簡訊|短訊',
  reception_day: 'reception day|接待日|总经理接待日|總經理接待日',
  gm_hotline: 'gm hotline|general manager hotline|总经理热线|总经理信箱|總經理熱線|總經理信箱',
  social_media: 'social media|social|weibo|wechat|twitter|x|facebook|微博|微信|社交媒体|社群媒體|抖音',
  regulator: 'regulator|fcc|fax|申诉|工信部|管局|通管局|12300|监管|12345|申訴|監管|主管機關',
  media: 'media|press|newspaper|tv|媒体|报纸|电视|媒體|報紙|電視',
})

const KIND_WORDS = table<CaseKind>({
  complaint: 'complaint|complaints|投诉|投訴|申诉|申訴|客诉|客訴',
  enquiry: 'enquiry|inquiry|question|咨询|查询|諮詢|查詢',
  suggestion: 'suggestion|建议|建議',
  opinion: 'opinion|feedback|意见|意見|反映',
  praise: 'praise|compliment|表扬|表揚|感谢|感謝|好评',
})

const YES_WORDS = new Set(['yes', 'y', 'true', '1', '是', '代', '有'])

export const statusNamed = (value: string): FileStatus | undefined => STATUS_WORDS.get(foldValue(value))
export const channelNamed = (value: string): Channel | undefined => CHANNEL_WORDS.get(foldValue(value))
export const kindNamed = (value: string): CaseKind | undefined => KIND_WORDS.get(foldValue(value))
export const isYes = (value: string): boolean => YES_WORDS.has(foldValue(value))
