import {
  type AdvanceNoticeRule,
  type DeadlineRule,
  EVERY_CASE,
  type GateRule,
  type LadderStep,
  type Rule,
  type Scope,
} from '@/commitments/rules/rule'
import type { VersionContent } from '@/commitments/rules/version-content'
import type { LocalText } from '@/kernel/text'

/** Promises the demonstration carrier makes besides the programme it starts from: one for each clock, and the call-back. */
export type OwnPromise = {
  readonly code: string
  readonly angle: 'fair' | 'transparent' | 'convenient' | 'responsible'
  /** Default: complaints. */
  readonly field?: 'complaints' | 'charging'
  readonly content: VersionContent
}

const text = (cn: string, tw: string, en: string): LocalText => ({ 'zh-CN': cn, 'zh-TW': tw, en })

const COMPLAINTS: Scope = { ...EVERY_CASE, caseKinds: ['complaint'] }

const LADDER: readonly LadderStep[] = [
  { moment: { at: 'share', percent: 75 }, recipient: 'owner', respectQuietHours: true },
  { moment: { at: 'deadline' }, recipient: 'hall_manager', respectQuietHours: true },
]

const deadline = (
  rule: Pick<DeadlineRule, 'start' | 'stop' | 'limit' | 'clock'> & Partial<DeadlineRule>,
): DeadlineRule => ({
  kind: 'deadline',
  pause: null,
  attainment: { type: 'all' },
  onReopen: 'ignore',
  ...rule,
})

const content = (
  words: LocalText,
  rules: readonly Rule[],
  scope: Scope,
  percent: number | null,
): VersionContent => ({
  text: words,
  evidence: text(
    '工单时间轴与客户确认记录',
    '工單時間軸與客戶確認紀錄',
    'Timeline of the case and the customer’s confirmation',
  ),
  ifBroken: {
    text: text(
      '上报分公司经理并在服务例会说明原因',
      '上報分公司經理並在服務例會說明原因',
      'Reported to the branch manager, cause explained at the service meeting',
    ),
    provenance: 'own',
  },
  rules,
  scope,
  target: { percent },
  ladder: LADDER.slice(0, rules.some((rule) => rule.kind === 'deadline') ? 2 : 0),
  remedy: { type: 'none' },
  consequence: { type: 'coaching' },
  quietHours: { from: '21:00', to: '08:00' },
  source: {
    title: text('华信通信客户服务标准', '華信通信客戶服務標準', 'Huaxin customer service standard'),
    date: null,
    ref: 'HX-CSS',
  },
  ownChoice: [],
  note: null,
})

const CALL_BACK: GateRule = {
  kind: 'gate',
  start: 'complaint.received',
  action: 'complaint.closed',
  preconditions: [{ fact: 'complaint.replied' }, { fact: 'complaint.called_back' }],
  overrideBy: 'branch_manager',
  ifMissing: 'refuse',
}

/** Told once by text, so many calendar days ahead, never at night. */
const beforeEvent = (
  event: string,
  lead: AdvanceNoticeRule['notices'][number]['lead'],
): AdvanceNoticeRule => ({
  kind: 'advance_notice',
  event,
  notices: [{ lead, clock: 'calendar_day', channels: ['sms'] }],
  forbiddenHours: [{ days: [], from: '21:00', to: '08:00' }],
})

const told = (words: LocalText, rule: AdvanceNoticeRule): VersionContent => ({
  ...content(words, [rule], EVERY_CASE, null),
  evidence: text('短信送达记录', '簡訊送達紀錄', 'Proof of delivery of the text'),
})

export const OWN_PROMISES: readonly OwnPromise[] = [
  {
    code: 'HX-01',
    angle: 'responsible',
    content: content(
      text(
        '受理后2个服务小时内先与客户联系',
        '受理後2個服務小時內先與客戶聯繫',
        'The customer is contacted within 2 service hours',
      ),
      [
        deadline({
          start: 'complaint.received',
          stop: ['complaint.contacted', 'complaint.replied'],
          limit: { amount: 2, unit: 'hour' },
          clock: 'service_hours',
          attainment: { type: 'share', percent: 95 },
        }),
      ],
      COMPLAINTS,
      95,
    ),
  },
  {
    code: 'HX-02',
    angle: 'responsible',
    content: content(
      text(
        '投诉7个工作日内解决，客户原因等待的时间除外',
        '客訴7個工作日內解決，客戶原因等待的時間除外',
        'Complaints are solved within 7 working days, time waiting for the customer excepted',
      ),
      [
        deadline({
          start: 'complaint.received',
          stop: ['complaint.solved'],
          limit: { amount: 7, unit: 'day' },
          clock: 'working_day',
          onReopen: 'resume',
          attainment: { type: 'share', percent: 98 },
          pause: {
            reasons: ['waiting_customer', 'customer_absent', 'third_party'],
            maxTotal: { amount: 5, unit: 'day' },
          },
        }),
      ],
      COMPLAINTS,
      98,
    ),
  },
  {
    code: 'HX-03',
    angle: 'responsible',
    content: content(
      text(
        '先答复、后回访，客户确认才办结',
        '先答覆、後回訪，客戶確認才結案',
        'Answered, then called back, then closed',
      ),
      [CALL_BACK],
      COMPLAINTS,
      100,
    ),
  },
  {
    code: 'HX-04',
    angle: 'convenient',
    content: content(
      text(
        '网络投诉1个服务小时内转入绿色通道',
        '網路客訴1個服務小時內轉入綠色通道',
        'Network complaints reach the green channel within 1 service hour',
      ),
      [
        deadline({
          start: 'complaint.received',
          stop: ['complaint.routed_network'],
          limit: { amount: 1, unit: 'hour' },
          clock: 'service_hours',
          attainment: { type: 'share', percent: 95 },
        }),
      ],
      { ...COMPLAINTS, classes: ['network'] },
      95,
    ),
  },
  {
    code: 'HX-05',
    angle: 'responsible',
    content: content(
      text(
        '监管申诉10个工作日内书面答复',
        '主管機關申訴10個工作日內書面答覆',
        'Regulator appeals are answered in writing within 10 working days',
      ),
      [
        deadline({
          start: 'complaint.appealed',
          stop: ['complaint.appeal_answered'],
          limit: { amount: 10, unit: 'day' },
          clock: 'working_day',
        }),
      ],
      EVERY_CASE,
      100,
    ),
  },
  {
    code: 'HX-06',
    angle: 'transparent',
    field: 'charging',
    content: {
      ...content(
        text(
          '未经客户确认的业务一律不收费',
          '未經客戶確認的業務一律不收費',
          'Nothing is charged that the customer did not confirm',
        ),
        [
          {
            kind: 'never_event',
            definition: {
              code: 'charge_without_consent',
              text: text('未经确认收费', '未經確認收費', 'a charge without consent'),
            },
            detection: [
              text('收费对账', '收費對帳', 'reconciliation of charges'),
              text('客户投诉', '客訴', 'complaints'),
            ],
            fact: 'subscription.charged_without_consent',
          },
        ],
        EVERY_CASE,
        null,
      ),
      evidence: text(
        '订购、确认请求、客户确认三条记录',
        '訂購、確認請求、客戶確認三條紀錄',
        'The three records: order, question, answer',
      ),
      remedy: { type: 'multiple', base: 'overcharge', factor: 2, currency: 'CNY' },
    },
  },
  {
    code: 'HX-07',
    angle: 'transparent',
    field: 'charging',
    content: told(
      text(
        '合约到期前30天短信提醒',
        '合約到期前30天簡訊提醒',
        'Thirty days before a contract ends, the customer is told by text',
      ),
      beforeEvent('contract_term.ended', { amount: 30, unit: 'day' }),
    ),
  },
  {
    code: 'HX-08',
    angle: 'transparent',
    field: 'charging',
    content: told(
      text(
        '资费调整前15天短信通知',
        '資費調整前15天簡訊通知',
        'Fifteen days before a price changes, the customer is told by text',
      ),
      beforeEvent('price_change.done', { amount: 15, unit: 'day' }),
    ),
  },
]
