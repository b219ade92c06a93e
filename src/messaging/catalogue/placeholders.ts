import type { Placeholder } from '../rules/template'

const same = (name: string, sample: string): Placeholder => ({
  name,
  sample: { 'zh-CN': sample, 'zh-TW': sample, en: sample },
})

/** Gaps that several templates share, with the values they are previewed by. */
export const GAP = {
  carrier: { name: 'carrier', sample: { 'zh-CN': '华信通信', 'zh-TW': '華信通信', en: 'Huaxin' } },
  service: {
    name: 'service',
    sample: { 'zh-CN': '手机报早晚版', 'zh-TW': '手機報早晚版', en: 'Mobile News' },
  },
  provider: {
    name: 'provider',
    sample: { 'zh-CN': '晨光传媒', 'zh-TW': '晨光傳媒', en: 'Chenguang Media' },
  },
  price: { name: 'price', sample: { 'zh-CN': '3.00元', 'zh-TW': '3.00元', en: 'CNY 3.00' } },
  period: { name: 'period', sample: { 'zh-CN': '每月', 'zh-TW': '每月', en: 'per month' } },
  howToCancel: {
    name: 'howToCancel',
    sample: { 'zh-CN': '回复TD', 'zh-TW': '回覆TD', en: 'reply TD' },
  },
  until: {
    name: 'until',
    sample: { 'zh-CN': '2026-11-23 18:00', 'zh-TW': '2026-11-23 18:00', en: '23 Nov 2026, 18:00' },
  },
  date: { name: 'date', sample: { 'zh-CN': '11月30日', 'zh-TW': '11月30日', en: '30 Nov' } },
  amount: { name: 'amount', sample: { 'zh-CN': '36.50元', 'zh-TW': '36.50元', en: 'CNY 36.50' } },
  reason: {
    name: 'reason',
    sample: {
      'zh-CN': '话单与您的使用记录一致',
      'zh-TW': '話單與您的使用紀錄一致',
      en: 'the records agree with your use',
    },
  },
  nextStep: {
    name: 'nextStep',
    sample: {
      'zh-CN': '如有异议，请致电客服热线申请复核',
      'zh-TW': '如有異議，請致電客服熱線申請複核',
      en: 'You may ask our hotline for a second check',
    },
  },
  number: same('number', 'ZZ26F-000123'),
  codes: same('codes', 'TQ, XW'),
  hotline: same('hotline', '10010'),
  website: same('website', 'www.example.com'),
} as const satisfies Record<string, Placeholder>
