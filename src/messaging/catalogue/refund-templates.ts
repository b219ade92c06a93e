import { GAP } from './placeholders'
import type { CatalogueTemplate } from './templates'

/** What the customer hears about a billing error (BJ-02, BR-30, SH-08). */
export const REFUND_TEMPLATES: readonly CatalogueTemplate[] = [
  {
    code: 'refund.verified',
    channel: 'sms',
    name: { 'zh-CN': '多收核实告知', 'zh-TW': '多收核實告知', en: 'Billing error verified' },
    placeholders: [GAP.carrier, GAP.number, GAP.amount, GAP.date],
    texts: {
      'zh-CN':
        '【{carrier}】经核查，您的账单（受理号{number}）确有多收，将于{date}前返还{amount}。给您带来不便，深表歉意。',
      'zh-TW':
        '【{carrier}】經核查，您的帳單（受理號{number}）確有多收，將於{date}前返還{amount}。給您帶來不便，深表歉意。',
      en: '[{carrier}] We checked your bill (case {number}): you were charged too much. We will refund {amount} by {date}. We apologise.',
    },
  },
  {
    code: 'refund.rejected',
    channel: 'sms',
    name: { 'zh-CN': '核查未多收告知', 'zh-TW': '核查未多收告知', en: 'Billing error rejected' },
    placeholders: [GAP.carrier, GAP.number, GAP.reason, GAP.nextStep],
    texts: {
      'zh-CN': '【{carrier}】您反映的收费问题（受理号{number}）已核查：{reason}。{nextStep}。',
      'zh-TW': '【{carrier}】您反映的收費問題（受理號{number}）已核查：{reason}。{nextStep}。',
      en: '[{carrier}] We checked the charge you asked about (case {number}): {reason}. {nextStep}.',
    },
  },
  {
    code: 'refund.credited',
    channel: 'sms',
    name: { 'zh-CN': '返还到账通知', 'zh-TW': '返還到帳通知', en: 'Refund credited' },
    placeholders: [GAP.carrier, GAP.number, GAP.amount],
    texts: {
      'zh-CN': '【{carrier}】您的返还款{amount}已到账（受理号{number}），可在账单中查询。',
      'zh-TW': '【{carrier}】您的返還款{amount}已到帳（受理號{number}），可在帳單中查詢。',
      en: '[{carrier}] Your refund of {amount} has been credited (case {number}). You can see it in your bill.',
    },
  },
]
