import type { LocalText } from '@/kernel/text'
import { randomOf } from './random'

/** Words of a text to many, ready to be approved. */
export const FRAUD_WARNING: { readonly code: string; readonly name: LocalText; readonly texts: LocalText } = {
  code: 'bulk.fraud_warning',
  name: { 'zh-CN': '防诈骗提醒', 'zh-TW': '防詐騙提醒', en: 'Warning of fraud' },
  texts: {
    'zh-CN':
      '【{carrier}】近期有人冒充客服以“积分清零”为由发送链接。我们不会短信索要密码或验证码，请勿点击。',
    'zh-TW':
      '【{carrier}】近期有人冒充客服以「點數歸零」為由發送連結。我們不會以簡訊索取密碼或驗證碼，請勿點選。',
    en: '[{carrier}] Somebody pretends to be us and sends links about expiring points. We never ask for passwords or codes by text; do not open them.',
  },
}

/** One number a line, made up; the first line is a heading. */
export function audienceOf(seed: string, size: number): string {
  const random = randomOf(`audience/${seed}`)
  return [
    '手机号',
    ...Array.from({ length: size }, () => `137${random.between(10_000_000, 99_999_999)}`),
  ].join('\n')
}

export type BatchStory = {
  readonly fileName: string
  readonly cause: string
  readonly service: string
  readonly classCode: string
  readonly charged: string
  readonly correct: string
  readonly rows: number
}

/** Monthly fees after cancelling: found in billing, paid back to all at once. */
export const PAID_BATCH: BatchStory = {
  fileName: '彩铃退订后续收.csv',
  cause: '彩铃退订当月系统未停止计费，续收一个月功能费',
  service: '彩铃功能费',
  classCode: 'rating_error',
  charged: '5.00',
  correct: '0.00',
  rows: 36,
}

export const NEW_BATCH: BatchStory = {
  fileName: '漫游资费切换.csv',
  cause: '资费切换当日零点至两点，省际漫游通话按旧费率计费',
  service: '省际漫游',
  classCode: 'rating_error',
  charged: '3.60',
  correct: '2.40',
  rows: 24,
}

/**
 * The file of a batch of wrong charges.
 * @param chargedAt local times of the charges, `2026-10-31 00:40`, taken in turn
 * @param wrongLine of the file, its head being line 1, on which the amount cannot be read
 */
export function batchFile(
  story: BatchStory,
  chargedAt: readonly string[],
  units: readonly string[],
  wrongLine: number | null,
): string {
  const random = randomOf(`batch/${story.fileName}`)
  const lines = Array.from({ length: story.rows }, (_, i) => {
    const unit = units[i % units.length]!
    return [
      `${unit.split('_')[0]}${random.between(10_000_000, 99_999_999)}`,
      `13${random.between(6, 9)}${random.between(10_000_000, 99_999_999)}`,
      story.service,
      story.classCode,
      `CDR${random.between(100_000_000, 999_999_999)}`,
      chargedAt[i % chargedAt.length]!,
      i + 2 === wrongLine ? '五元' : story.charged,
      story.correct,
      unit,
      random.chance(0.6) ? 'postpaid' : 'prepaid',
    ].join(',')
  })
  return ['账号,手机号,业务,误差类别,计费流水号,收费时间,已收,应收,单位,客户类型', ...lines].join('\n')
}

const OLD_CASES = [
  ['话费争议', '账单比上月多出四十多元，客户没有改过套餐'],
  ['宽带故障', '宽带晚上经常掉线，报修两次没有解决'],
  ['服务态度', '营业厅办理补卡等了一个多小时，没有人解释'],
  ['垃圾短信', '每天收到七八条推销短信，退订无效'],
  ['室内信号弱', '新小区地下车库没有信号'],
  ['资费争议', '流量包没有到期提醒，超出部分另外计费'],
] as const

/**
 * The register of a system that is no longer used, as somebody kept it in a spreadsheet: all closed, two rows nobody
 * can read (a day that does not exist, no day at all).
 * @param days ISO days on which the cases were received, taken in turn
 */
export function oldRegister(days: readonly string[], branches: readonly string[]): string {
  const random = randomOf('old register')
  const channels = ['营业厅', '热线', '网站']
  const lines = Array.from({ length: 26 }, (_, i) => {
    const [kind, words] = OLD_CASES[i % OLD_CASES.length]!
    const day = days[i % days.length]!
    const time = `${day} ${String(random.between(8, 20)).padStart(2, '0')}:${String(random.between(0, 59)).padStart(2, '0')}`
    return [
      `JT-${String(4_101 + i)}`,
      i === 8 ? `${day.slice(0, 4)}-02-30 10:15` : i === 17 ? '国庆前后' : time,
      branches[i % branches.length]!,
      channels[i % channels.length]!,
      kind,
      words,
      `13${random.between(5, 9)}${random.between(10_000_000, 99_999_999)}`,
      '已办结',
    ].join(',')
  })
  return ['工单编号,受理时间,分公司,受理渠道,投诉类别,投诉内容,手机号码,状态', ...lines].join('\n')
}
