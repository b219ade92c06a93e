import { GAP } from './placeholders'
import type { CatalogueTemplate } from './templates'

/** The second confirmation (BJ-05, SH-11, SH-12) and what follows an order. */
export const CONSENT_TEMPLATES: readonly CatalogueTemplate[] = [
  {
    code: 'consent.ask',
    channel: 'sms',
    name: {
      'zh-CN': '订购二次确认请求',
      'zh-TW': '訂購二次確認請求',
      en: 'Request for the second confirmation',
    },
    placeholders: [GAP.carrier, GAP.service, GAP.provider, GAP.price, GAP.period, GAP.until, GAP.howToCancel],
    texts: {
      'zh-CN':
        '【{carrier}】您申请订购“{service}”，由{provider}提供，资费{price}（{period}）。确认订购请在{until}前回复“是”；不订购请回复“否”或不回复，不收费。订购后取消方式：{howToCancel}。',
      'zh-TW':
        '【{carrier}】您申請訂購「{service}」，由{provider}提供，資費{price}（{period}）。確認訂購請在{until}前回覆「是」；不訂購請回覆「否」或不回覆，不收費。訂購後取消方式：{howToCancel}。',
      en: '[{carrier}] You asked for "{service}" by {provider}: {price} {period}. To confirm, reply Y before {until}. Reply N or do nothing: no order, no charge. To cancel later: {howToCancel}.',
    },
  },
  {
    code: 'consent.ask_again',
    channel: 'sms',
    name: {
      'zh-CN': '订购确认再次询问',
      'zh-TW': '訂購確認再次詢問',
      en: 'Asked again: answer not understood',
    },
    placeholders: [GAP.carrier, GAP.service, GAP.price, GAP.period, GAP.until],
    texts: {
      'zh-CN':
        '【{carrier}】未能识别您的回复。是否订购“{service}”（{price}，{period}）？确认请在{until}前只回复“是”，不订购请回复“否”。未确认不收费。',
      'zh-TW':
        '【{carrier}】未能識別您的回覆。是否訂購「{service}」（{price}，{period}）？確認請在{until}前只回覆「是」，不訂購請回覆「否」。未確認不收費。',
      en: '[{carrier}] We did not understand your answer. Order "{service}" ({price} {period})? Reply only Y before {until} to confirm, or N. Without Y there is no charge.',
    },
  },
  {
    code: 'consent.which',
    channel: 'sms',
    name: { 'zh-CN': '询问所指业务', 'zh-TW': '詢問所指業務', en: 'Asked which service is meant' },
    placeholders: [GAP.carrier, GAP.codes],
    texts: {
      'zh-CN':
        '【{carrier}】您有多项业务，未能确定您的回复针对哪一项。请在回复后加上业务代码（{codes}），例如“是”或“TD”加代码。',
      'zh-TW':
        '【{carrier}】您有多項業務，未能確定您的回覆針對哪一項。請在回覆後加上業務代碼（{codes}），例如「是」或「TD」加代碼。',
      en: '[{carrier}] You have several services and we cannot tell which one you mean. Please add its code ({codes}), for example Y or TD and the code.',
    },
  },
  {
    code: 'consent.activated',
    channel: 'sms',
    name: { 'zh-CN': '新订购业务开通通知', 'zh-TW': '新訂購業務開通通知', en: 'New subscription notice' },
    placeholders: [GAP.carrier, GAP.service, GAP.provider, GAP.price, GAP.period, GAP.howToCancel],
    texts: {
      'zh-CN':
        '【{carrier}】您已成功订购“{service}”，由{provider}提供，资费{price}（{period}）。取消方式：{howToCancel}。',
      'zh-TW':
        '【{carrier}】您已成功訂購「{service}」，由{provider}提供，資費{price}（{period}）。取消方式：{howToCancel}。',
      en: '[{carrier}] "{service}" by {provider} is now active: {price} {period}. To cancel: {howToCancel}.',
    },
  },
  {
    code: 'consent.declined',
    channel: 'sms',
    name: { 'zh-CN': '未订购告知（已拒绝）', 'zh-TW': '未訂購告知（已拒絕）', en: 'Not ordered: declined' },
    placeholders: [GAP.carrier, GAP.service],
    texts: {
      'zh-CN': '【{carrier}】已按您的回复不订购“{service}”，不会收取任何费用。',
      'zh-TW': '【{carrier}】已按您的回覆不訂購「{service}」，不會收取任何費用。',
      en: '[{carrier}] As you answered, "{service}" was not ordered. You will not be charged.',
    },
  },
  {
    code: 'consent.lapsed',
    channel: 'sms',
    name: {
      'zh-CN': '未订购告知（未回复）',
      'zh-TW': '未訂購告知（未回覆）',
      en: 'Not ordered: no answer',
    },
    placeholders: [GAP.carrier, GAP.service],
    texts: {
      'zh-CN': '【{carrier}】未收到您的确认，“{service}”未订购，不会收取任何费用。',
      'zh-TW': '【{carrier}】未收到您的確認，「{service}」未訂購，不會收取任何費用。',
      en: '[{carrier}] You did not confirm, so "{service}" was not ordered. You will not be charged.',
    },
  },
  {
    code: 'consent.cancelled',
    channel: 'sms',
    name: { 'zh-CN': '取消订购通知', 'zh-TW': '取消訂購通知', en: 'Subscription cancelled' },
    placeholders: [GAP.carrier, GAP.service],
    texts: {
      'zh-CN': '【{carrier}】您已取消“{service}”，立即生效，此后不再收费。',
      'zh-TW': '【{carrier}】您已取消「{service}」，立即生效，此後不再收費。',
      en: '[{carrier}] "{service}" is cancelled at once. You will not be charged for it any more.',
    },
  },
  {
    code: 'consent.fee_reminder',
    channel: 'sms',
    name: { 'zh-CN': '包月费提醒', 'zh-TW': '包月費提醒', en: 'Monthly fee reminder' },
    placeholders: [GAP.carrier, GAP.service, GAP.provider, GAP.price, GAP.period, GAP.howToCancel],
    texts: {
      'zh-CN':
        '【{carrier}】提醒：您在用的“{service}”由{provider}提供，资费{price}（{period}）。如不再需要，{howToCancel}即可取消。',
      'zh-TW':
        '【{carrier}】提醒：您在用的「{service}」由{provider}提供，資費{price}（{period}）。如不再需要，{howToCancel}即可取消。',
      en: '[{carrier}] Reminder: your service "{service}" by {provider} costs {price} {period}. To cancel: {howToCancel}.',
    },
  },
]
