import { GAP } from './placeholders'
import type { CatalogueTemplate } from './templates'

/** What the customer hears when we find a wrong charge ourselves (BJ-02, SH-08). */
export const RECONCILIATION_TEMPLATES: readonly CatalogueTemplate[] = [
  {
    code: 'reconciliation.found',
    channel: 'sms',
    name: { 'zh-CN': '自查多收告知', 'zh-TW': '自查多收告知', en: 'Wrong charge found by us' },
    placeholders: [GAP.carrier, GAP.number, GAP.service, GAP.amount],
    texts: {
      'zh-CN':
        '【{carrier}】我们自查发现您{service}的一笔收费有误（受理号{number}），您无需投诉，核实后将返还{amount}。深表歉意。',
      'zh-TW':
        '【{carrier}】我們自查發現您{service}的一筆收費有誤（受理號{number}），您無需客訴，核實後將返還{amount}。深表歉意。',
      en: '[{carrier}] Checking our bills we found a wrong charge for {service} (case {number}). You need not complain: once verified we will refund {amount}. We apologise.',
    },
  },
]
