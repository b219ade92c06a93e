import { describe, expect, test } from 'vitest'
import { FACT_TYPES } from '@/kernel/fact-types'
import { LOCALES, type Locale } from '@/kernel/text'
import { PROGRAMMES, programmeByCode } from '../catalogue/programmes'
import {
  describeAttainment,
  describeConsequence,
  describeDuration,
  describeFact,
  describeLadder,
  describeRemedy,
  describeRule,
  describeScope,
} from './describe'
import { type Clock, type DeadlineRule, type Duration, EVERY_CASE, type Remedy } from './rule'

const seed = (code: string) =>
  programmeByCode(code.slice(0, 2))!.commitments.find((each) => each.code === code)!
const say = (code: string, locale: Locale, index = 0) =>
  describeRule(seed(code).rules[index]!, seed(code).scope, locale)
const br31 = seed('BR-31').rules[0] as DeadlineRule
const complaints = { ...EVERY_CASE, caseKinds: ['complaint'] }

describe('BR-31 in words', () => {
  test.each<[Locale, string]>([
    ['zh-CN', '每一件投诉，自客户提出起48小时内首次回复（自然时间，节假日不顺延），达标率100%'],
    ['zh-TW', '每一件客訴，自客戶提出起48小時內首次回覆（自然時間，假日不順延），達標率100%'],
    [
      'en',
      'Every complaint: first reply within 48 hours of the customer raising it (clock time, holidays included), for 100% of cases',
    ],
  ])('%s', (locale, words) => {
    expect(say('BR-31', locale)).toBe(words)
  })
})

describe('a deadline with everything in it', () => {
  const full: DeadlineRule = {
    ...br31,
    stop: ['complaint.contacted', 'complaint.replied'],
    limit: { amount: 2, unit: 'day' },
    clock: 'working_day',
    pause: { reasons: ['waiting_customer', 'force_majeure'], maxTotal: { amount: 5, unit: 'day' } },
    attainment: { type: 'share', percent: 95 },
    onReopen: 'resume',
    ownChoice: ['limit', 'attainment.percent'],
  }
  const scope = { ...complaints, classes: ['network'], brands: ['quanqiutong'], orgUnits: ['ZZ-1'] }
  const names = { orgUnits: { 'ZZ-1': '东区' } }

  test('zh-CN', () => {
    expect(describeRule(full, scope, 'zh-CN', names)).toBe(
      '每一件投诉（限类别：网络质量类；品牌：全球通；机构：东区），自客户提出起2个工作日内联系客户或首次回复（按工作日历，节假日顺延，到最后一个工作日24时止）（时限、达标率由本公司自定），达标率不低于95%；等待客户、不可抗力期间暂停计时，累计最多5个工作日；重新打开后接续计时',
    )
  })
  test('en', () => {
    expect(describeRule(full, scope, 'en', names)).toBe(
      'Every complaint (class: network quality; brand: 全球通 (GoTone); units: 东区): contact with the customer or first reply within 2 working days of the customer raising it (working calendar, holidays excluded, to the end of the last working day) (time limit and attainment: the carrier’s own choice), for at least 95% of cases; the clock pauses for waiting for the customer or force majeure, 5 working days in total at most; the clock goes on after reopening',
    )
  })
})

describe('what is missing or chosen is said', () => {
  test('no limit yet', () => {
    expect(say('ZZ-13', 'zh-CN', 1)).toBe(
      '每一件投诉（限类别：网络质量类），自客户提出起转网络保障组，时限未定（待本公司自定），达标率100%',
    )
    expect(say('CD-15', 'zh-CN')).toBe('每一次装机，自装机完成起开通，时限未定，达标率100%')
  })
  test('a limit the carrier chose', () => {
    expect(say('SH-11', 'zh-CN')).toContain(
      '1小时内发送订购提醒（自然时间，节假日不顺延）（时限由本公司自定）',
    )
    expect(say('SH-11', 'en')).toContain('(time limit: the carrier’s own choice)')
  })
  test('an unknown date', () => {
    expect(say('BR-03', 'zh-CN')).toBe('日期未知：前期准备完成，由活动办公室负责')
  })
})

describe('every kind of rule', () => {
  test.each<[string, number, string]>([
    ['CD-01', 1, '每一件投诉，须有“回访”的记录，方可办结；缺少时不予办理；任何人不得例外放行'],
    [
      'BJ-05',
      0,
      '每一次订购（限类别：包月类、订阅类），须依次有“订购”“请求客户确认”“客户确认（由客户本人完成）”的记录，方可收费；缺少时不收费；任何人不得例外放行',
    ],
    [
      'BJ-03',
      0,
      '每一次停机（限客户：后付费客户），停机前至少提前24小时通知（自然时间，节假日不顺延）（提前量由本公司自定）',
    ],
    ['CD-01', 0, '每月“已人工回访的件数”占“已办结的件数”的比例，不低于100%'],
    [
      'BJ-06',
      0,
      '网站、自助终端等，三大品牌，可用：话费清单查询，最近5个月（不含当月）；至少2项；以每月用样本号码查询验证',
    ],
    [
      'CD-03',
      0,
      '检查项：着标识服、佩戴工号牌、出示证件，另有7项原文未列出，合格线100%（合格线由本公司自定）；回访与现场抽查；检查方式：客户回访',
    ],
    ['SH-18', 0, '每月至少1次：每厅评出1名服务满意之星，由厅经理负责'],
    ['BJ-03', 1, '2007年3月1日前：后付费停机前提醒上线，由支撑系统负责人负责'],
    [
      'ZZ-11',
      0,
      '不得发生：未经本人同意以其身份证开号；发现途径：证件核验记录、客户举报；以记录的“登记受理（限类别：冒名开户）”为准',
    ],
  ])('%s, rule %i', (code, index, words) => {
    expect(say(code, 'zh-CN', index)).toBe(words)
  })

  test('all rules of all programmes have words in all three scripts, without codes left over', () => {
    for (const programme of PROGRAMMES)
      for (const { rules, scope } of programme.commitments)
        for (const rule of rules)
          for (const locale of LOCALES) {
            const words = describeRule(rule, scope, locale)
            expect(words).not.toMatch(/undefined|null|[a-z]+_[a-z]+|[a-z]\.[a-z]/)
          }
  })

  test('every fact has a name of its own in every script', () => {
    for (const locale of LOCALES) {
      const names = FACT_TYPES.map((fact) => describeFact(fact, locale))
      expect(names.filter((name) => name.includes('.'))).toEqual([])
    }
    expect(describeFact('something.new', 'en')).toBe('something.new')
  })
})

describe('describeDuration', () => {
  test.each<[Duration, Clock, string, string, string]>([
    [{ amount: 48, unit: 'hour' }, 'elapsed', '48小时', '48小時', '48 hours'],
    [{ amount: 3, unit: 'day' }, 'elapsed', '3天（72小时）', '3天（72小時）', '3 days (72 hours)'],
    [{ amount: 15, unit: 'day' }, 'calendar_day', '15个自然日', '15個日曆天', '15 calendar days'],
    [{ amount: 2, unit: 'day' }, 'working_day', '2个工作日', '2個工作日', '2 working days'],
    [{ amount: 1, unit: 'day' }, 'working_day', '1个工作日', '1個工作日', '1 working day'],
    [{ amount: 8, unit: 'hour' }, 'service_hours', '8个服务小时', '8個服務小時', '8 opening hours'],
    [{ amount: 1, unit: 'cycle' }, 'billing_cycle', '1个账期', '1個帳期', '1 billing cycle'],
    [{ amount: 6, unit: 'week' }, 'calendar_day', '6周', '6週', '6 weeks'],
    [{ amount: 3, unit: 'minute' }, 'elapsed', '3分钟', '3分鐘', '3 minutes'],
  ])('%o on %s', (duration, clock, ...words) => {
    expect(LOCALES.map((locale) => describeDuration(duration, clock, locale))).toEqual(words)
  })
})

test('describeLadder tells steps of one moment together', () => {
  expect(describeLadder(seed('BR-31').ladder, 'elapsed', 'zh-CN')).toEqual([
    '时限用去50%时通知责任人（免打扰时段顺延）',
    '时限用去80%时通知责任人、厅经理（免打扰时段顺延）',
    '到期时通知分公司经理',
    '逾期4小时后通知公司领导',
    '逾期4小时后通知服务质量人员（免打扰时段顺延）',
  ])
  expect(describeLadder(seed('BR-31').ladder, 'elapsed', 'en').at(2)).toBe(
    'At the deadline, tell the branch manager',
  )
})

test('describeAttainment tells two steps and average with maximum', () => {
  const weeks = (amount: number): Duration => ({ amount, unit: 'week' })
  expect(
    describeAttainment(
      {
        type: 'two_step',
        first: { percent: 98, within: weeks(4) },
        final: { percent: 100, within: weeks(6) },
      },
      'calendar_day',
      'zh-CN',
    ),
  ).toBe('4周内达到98%，6周内达到100%')
  expect(
    describeAttainment(
      { type: 'average_and_max', average: { amount: 1, unit: 'hour' }, max: { amount: 24, unit: 'hour' } },
      'elapsed',
      'en',
    ),
  ).toBe('on average within 1 hour, never over 24 hours')
})

describe('describeRemedy', () => {
  test.each<[Remedy, string, string]>([
    [{ type: 'none' }, '不另行赔付', 'No compensation'],
    [seed('BJ-02').remedy, '按多收金额的2倍返还', '2 times the overcharged amount is paid back'],
    [
      { type: 'multiple', base: 'price', factor: 3, floorMinor: 50_000, currency: 'CNY' },
      '按价款的3倍返还，最低¥500.00',
      '3 times the price is paid back, CN¥500.00 at least',
    ],
    [{ type: 'per_event', amountMinor: 3231, currency: 'GBP' }, '每次赔付£32.31', '£32.31 each time'],
    [
      {
        type: 'per_unit',
        amountMinor: 1034,
        unit: 'day',
        grace: { amount: 2, unit: 'day' },
        currency: 'GBP',
      },
      '超过2天（48小时）后，每天赔付£10.34',
      '£10.34 per day after 2 days (48 hours)',
    ],
    [
      { type: 'percent_per_day', base: 'installation_fee', percent: 1 },
      '每逾期一日赔付装机费的1%',
      '1% of the installation fee for each day late',
    ],
    [{ type: 'waive', fee: 'rent' }, '免收月租费', 'The monthly rent is waived'],
    [
      { type: 'void', order: 'subscription' },
      '该订购无效，不收费',
      'The subscription is void, nothing is charged',
    ],
    [
      { type: 'escalate', target: 'regulator' },
      '客户可提交电信用户申诉受理中心',
      'The customer may go to the Telecom User Appeal Centre',
    ],
  ])('%o', (remedy, zh, en) => {
    expect(describeRemedy(remedy, 'zh-CN')).toBe(zh)
    expect(describeRemedy(remedy, 'en')).toBe(en)
  })
})

test('describeConsequence prefers its own text, then the percent, then the name', () => {
  expect(describeConsequence(seed('CD-03').consequence, 'zh-CN')).toBe('扣发当月收入的50%')
  expect(describeConsequence({ type: 'coaching' }, 'zh-TW')).toBe('輔導')
  expect(describeConsequence(seed('SH-13').consequence, 'en')).toBe(
    'the duty manager analyses the cause and adjusts',
  )
})

test('describeScope says everything, or each condition', () => {
  expect(describeScope(EVERY_CASE, 'zh-CN')).toBe('全部适用')
  expect(describeScope(seed('ZZ-13').scope, 'zh-TW')).toBe('客訴；類別：網路品質類')
  expect(
    describeScope({ ...EVERY_CASE, classes: ['fee.points'] }, 'en', { classes: { 'fee.points': 'points' } }),
  ).toBe('class: points')
})
