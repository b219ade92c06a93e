import { GAP } from './placeholders'
import type { CatalogueTemplate } from './templates'

/** Notices before an event and after the fact (BJ-03, BJ-04, BR-11 to BR-16, SH-22, SH-23, CD-21). */
export const NOTICE_TEMPLATES: readonly CatalogueTemplate[] = [
  {
    code: 'notice.suspension',
    channel: 'sms',
    name: { 'zh-CN': '欠费停机提醒', 'zh-TW': '欠費停機提醒', en: 'Notice before suspension' },
    placeholders: [GAP.carrier, GAP.amount, GAP.date, GAP.hotline],
    texts: {
      'zh-CN':
        '【{carrier}】您的账户欠费{amount}，如未缴清将于{date}停机。请及时缴费；如对费用有疑问，请致电{hotline}，核查期间不停机。',
      'zh-TW':
        '【{carrier}】您的帳戶欠費{amount}，如未繳清將於{date}停機。請及時繳費；如對費用有疑問，請致電{hotline}，核查期間不停機。',
      en: '[{carrier}] {amount} is overdue on your account. Unless paid, service stops on {date}. Questions about the amount: {hotline}; we do not suspend while it is checked.',
    },
  },
  {
    code: 'notice.suspension_prepaid',
    channel: 'sms',
    name: {
      'zh-CN': '余额不足停机提醒',
      'zh-TW': '餘額不足停話提醒',
      en: 'Notice before suspension, prepaid',
    },
    placeholders: [GAP.carrier, GAP.amount, GAP.date, GAP.hotline],
    texts: {
      'zh-CN':
        '【{carrier}】您的账户余额为{amount}，如未充值将于{date}停机。请及时充值；如对费用有疑问，请致电{hotline}，核查期间不停机。',
      'zh-TW':
        '【{carrier}】您的帳戶餘額為{amount}，如未儲值將於{date}停話。請及時儲值；如對費用有疑問，請致電{hotline}，核查期間不停話。',
      en: '[{carrier}] Your balance is {amount}. Unless topped up, service stops on {date}. Questions about charges: {hotline}; we do not suspend while they are checked.',
    },
  },
  {
    code: 'notice.balance_low',
    channel: 'sms',
    name: { 'zh-CN': '余额不足提醒', 'zh-TW': '餘額不足提醒', en: 'Low balance notice' },
    placeholders: [GAP.carrier, GAP.amount, GAP.hotline],
    texts: {
      'zh-CN': '【{carrier}】您的账户余额为{amount}，为避免影响使用，请及时充值。查询请致电{hotline}。',
      'zh-TW': '【{carrier}】您的帳戶餘額為{amount}，為避免影響使用，請及時儲值。查詢請致電{hotline}。',
      en: '[{carrier}] Your balance is {amount}. Please top up in time to stay connected. Enquiries: {hotline}.',
    },
  },
  {
    code: 'notice.contract_ending',
    channel: 'sms',
    name: { 'zh-CN': '合约到期提醒', 'zh-TW': '合約到期提醒', en: 'End of a contract term' },
    placeholders: [GAP.carrier, GAP.service, GAP.date, GAP.hotline],
    texts: {
      'zh-CN':
        '【{carrier}】您的“{service}”合约将于{date}到期，到期后资费可能变化。续约、变更或取消请致电{hotline}或到营业厅办理。',
      'zh-TW':
        '【{carrier}】您的「{service}」合約將於{date}到期，到期後資費可能變化。續約、變更或取消請致電{hotline}或到營業廳辦理。',
      en: '[{carrier}] Your contract "{service}" ends on {date}; the price may change after that. To renew, change or cancel: {hotline} or any hall.',
    },
  },
  {
    code: 'notice.price_change',
    channel: 'sms',
    name: { 'zh-CN': '资费调整提醒', 'zh-TW': '資費調整提醒', en: 'Price change notice' },
    placeholders: [GAP.carrier, GAP.service, GAP.date, GAP.price, GAP.period, GAP.hotline],
    texts: {
      'zh-CN':
        '【{carrier}】您使用的“{service}”资费将自{date}起调整为{price}（{period}）。如不接受可在此前免费变更或取消，详询{hotline}。',
      'zh-TW':
        '【{carrier}】您使用的「{service}」資費將自{date}起調整為{price}（{period}）。如不接受可在此前免費變更或取消，詳詢{hotline}。',
      en: '[{carrier}] From {date}, "{service}" costs {price} {period}. If you do not agree you may change or cancel before, free of charge: {hotline}.',
    },
  },
  {
    code: 'notice.purchase',
    channel: 'sms',
    name: { 'zh-CN': '点播扣费通知', 'zh-TW': '點播扣費通知', en: 'Fee of an on-demand purchase' },
    placeholders: [GAP.carrier, GAP.service, GAP.provider, GAP.price, GAP.hotline],
    texts: {
      'zh-CN': '【{carrier}】您刚点播了“{service}”，由{provider}提供，收费{price}。如有疑问请致电{hotline}。',
      'zh-TW':
        '【{carrier}】您剛點播了「{service}」，由{provider}提供，收費{price}。如有疑問請致電{hotline}。',
      en: '[{carrier}] You bought "{service}" by {provider} for {price}. Questions: {hotline}.',
    },
  },
  {
    code: 'notice.welcome',
    channel: 'sms',
    name: { 'zh-CN': '新入网欢迎短信', 'zh-TW': '新入網歡迎簡訊', en: 'Welcome text' },
    placeholders: [GAP.carrier, GAP.service, GAP.price, GAP.period, GAP.hotline, GAP.website],
    texts: {
      'zh-CN':
        '【{carrier}】欢迎入网！您的套餐为“{service}”，{price}（{period}）。资费与详单可登录{website}或致电{hotline}查询。号码已按规定实名登记，如信息有误请到营业厅更正。',
      'zh-TW':
        '【{carrier}】歡迎入網！您的方案為「{service}」，{price}（{period}）。資費與詳單可登入{website}或致電{hotline}查詢。號碼已按規定實名登記，如資訊有誤請到營業廳更正。',
      en: '[{carrier}] Welcome! Your plan is "{service}", {price} {period}. Tariff and bill: {website} or {hotline}. The number is registered in your real name; please correct mistakes at any hall.',
    },
  },
]
