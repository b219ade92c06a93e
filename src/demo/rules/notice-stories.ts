import type { LocalText } from '@/kernel/text'

const text = (cn: string, tw: string, en: string): LocalText => ({ 'zh-CN': cn, 'zh-TW': tw, en })

/** How a planned suspension ends in the demonstration. */
export const ENDINGS = [
  { ending: 'paid', weight: 45 },
  { ending: 'suspended', weight: 44 },
  { ending: 'held_then_paid', weight: 5 },
  { ending: 'breach', weight: 3 },
  { ending: 'moved', weight: 3 },
] as const
export type Ending = (typeof ENDINGS)[number]['ending']

/** Why a branch manager holds a suspension. */
export const HOLD_REASONS = [
  '客户住院，家属已联系代缴',
  '集团客户，财务流程已确认付款日',
  '孤寡老人户，安排上门说明后再定',
  '提醒短信未送达，改为人工外呼后再定',
] as const
export const LIFT_REASONS = ['客户已约定缴费日', '已上门说明'] as const

export const PLANS: readonly LocalText[] = [
  text('88元畅聊套餐', '88元暢聊方案', 'Talk plan 88'),
  text('宽带一年合约', '寬頻一年合約', 'Broadband, one year'),
  text('购机送话费两年合约', '購機送話費兩年合約', 'Phone with credit, two years'),
]
export const PRICES: readonly { readonly service: LocalText; readonly priceMinor: bigint }[] = [
  { service: text('来电提醒功能', '來電提醒功能', 'Missed call alert'), priceMinor: 300n },
  { service: text('手机报早晚版', '手機報早晚版', 'Mobile News'), priceMinor: 500n },
]
