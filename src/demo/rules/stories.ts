import type { Wants } from '@/complaints/rules/lists'

/** What customers say, by class, and how often. `{place}`, `{amount}` and `{month}` are filled in. */
export type Story = {
  readonly kind: 'complaint' | 'enquiry' | 'suggestion' | 'praise'
  readonly classCode: string
  readonly weight: number
  readonly wants: Wants
  readonly words: readonly string[]
}

const complaint = (classCode: string, weight: number, wants: Wants, words: readonly string[]): Story => ({
  kind: 'complaint',
  classCode,
  weight,
  wants,
  words,
})

export const STORIES: readonly Story[] = [
  complaint('fee.billing_error', 12, 'refund', [
    '{month}账单多出{amount}元，客户没有开通过任何新业务，要求核对并退费',
    '客户反映话费余额一夜之间少了{amount}元，短信也没有提醒',
    '同一笔月租扣了两次，每次{amount}元，客户已在营业厅打印账单',
    '套餐内流量没有用完，却按套餐外收了{amount}元',
  ]),
  complaint('fee.unwanted_subscription', 11, 'refund', [
    '客户没有订购视频会员，{month}起每月被扣{amount}元，要求取消并双倍返还',
    '老人不识字，手机被开通了彩铃和阅读包，家属要求全部退订退费',
    '接到推销电话只说了“嗯”，就被开通了{amount}元的流量包',
  ]),
  complaint('fee.roaming', 3, 'explanation', [
    '出境两天没有开流量，回来账单多了{amount}元漫游费，要求解释',
    '到外省出差接听电话被收漫游费{amount}元',
  ]),
  complaint('service.plan_change', 6, 'fix', [
    '想换成便宜的套餐，营业厅说合约没到期不能改，客户认为办理时没人说明',
    '上月申请的套餐变更一直没有生效，本月仍按旧套餐扣了{amount}元',
  ]),
  complaint('network.signal_indoor', 8, 'fix', [
    '{place}家里信号只有一格，电话经常接不到，已经持续两周',
    '{place}地下车库和电梯里完全没有信号',
    '{place}办公楼里下午通话断断续续，多位同事都一样',
  ]),
  complaint('network.no_signal_rural', 3, 'fix', [
    '{place}村里下雨就没有信号，要到村口才能打电话',
    '{place}山里整片没有信号，客户要求加装基站',
  ]),
  complaint('network.broadband_fault', 8, 'fix', [
    '{place}宽带从昨晚起不能上网，光猫红灯闪烁，孩子要上网课',
    '{place}宽带每天晚上八点以后掉线，重启也没用',
  ]),
  complaint('network.speed', 6, 'fix', [
    '办的是500兆宽带，{place}实测不到80兆',
    '{place}晚上手机流量很慢，视频打不开',
  ]),
  complaint('service.installation', 4, 'fix', [
    '{place}装宽带约好上午来人，等到晚上也没人联系',
    '{place}移机申请已经十二天，一直说没有端口',
  ]),
  complaint('service.staff_attitude', 4, 'apology', [
    '营业员办理业务时态度冷淡，客户多问一句就不耐烦',
    '热线客服没有听完就挂断电话，客户要求道歉',
  ]),
  complaint('service.queue', 3, 'explanation', [
    '营业厅只开一个窗口，缴费排队一个多小时',
    '取号后被插队，没有人维持秩序',
  ]),
  complaint('service.suspension_no_notice', 4, 'explanation', [
    '没有收到任何提醒就被停机，耽误了客户谈生意',
    '刚缴完费{amount}元，手机仍然停机，要求立即复机',
  ]),
  complaint('service.sim_replacement', 2, 'fix', ['手机卡坏了要补卡，说好当天送到，过了一天还没有收到']),
  complaint('service.porting', 2, 'fix', ['申请携号转网，被告知有合约不能办理，客户说合约早已到期']),
  complaint('service.spam_sms', 3, 'fix', [
    '一天收到二十多条广告短信，回复退订也没有用',
    '骚扰电话太多，要求屏蔽',
  ]),
  complaint('service.contract', 2, 'explanation', [
    '合约里有一条客户没有被告知的最低消费{amount}元，认为不对等',
  ]),
  complaint('service.agent_misconduct', 2, 'fix', ['代办点办卡时多收了{amount}元开户费，没有给发票']),
  complaint('service.identity_misuse', 1, 'cancel', ['查到自己名下多出两个没有办过的号码，怀疑身份证被冒用']),
  {
    kind: 'enquiry',
    classCode: 'enquiry.tariff',
    weight: 5,
    wants: 'explanation',
    words: [
      '咨询校园套餐的资费和适用人群',
      '询问国际漫游怎么开通、怎么收费',
      '咨询老年人套餐，要求讲清楚合约期',
    ],
  },
  {
    kind: 'suggestion',
    classCode: 'suggestion.service',
    weight: 1.2,
    wants: 'other',
    words: ['建议营业厅增加老花镜和轮椅', '建议自助缴费机支持零钱'],
  },
  {
    kind: 'praise',
    classCode: 'praise.staff',
    weight: 1.2,
    wants: 'other',
    words: ['营业员冒雨把补好的卡送到家里，客户来电表扬', '热线客服耐心教老人用手机缴费，家属表示感谢'],
  },
]

/** Bursts with one cause, counted back from the day the demonstration is looked at. */
export const OUTBREAKS = [
  {
    city: 'JL',
    classCode: 'fee.billing_error',
    daysAgo: 212,
    days: 4,
    casesPerDay: 6,
    words: '计费系统升级后月租重复扣除{amount}元，周围多人都一样',
  },
  {
    city: 'QC',
    classCode: 'network.broadband_fault',
    daysAgo: 121,
    days: 3,
    casesPerDay: 7,
    words: '施工挖断光缆，{place}整片小区宽带中断',
  },
  {
    city: 'PC',
    classCode: 'service.spam_sms',
    daysAgo: 58,
    days: 3,
    casesPerDay: 5,
    words: '半夜收到大量贷款广告短信，发送号码相似',
  },
  {
    city: 'PC',
    classCode: 'network.signal_indoor',
    daysAgo: 2,
    days: 3,
    casesPerDay: 4,
    words: '{place}一带信号突然变差，邻居的手机也打不出去',
  },
] as const

export const PLACES = [
  '翠湖花园',
  '人民北路',
  '建设新村',
  '高新区软件园',
  '师范学院东区',
  '火车站广场',
  '滨江名苑',
  '老城西街',
  '大桥镇',
  '柳林乡',
  '双塔村',
  '金桂小区',
] as const
export const BRANDS = [
  { code: '全球通', weight: 3 },
  { code: '神州行', weight: 5 },
  { code: '动感地带', weight: 2 },
] as const

/** What is said to the customer, by what he wanted. */
export const REPLIES = [
  '已核对账单，确认多收，差额双倍返还，将在本账期到账',
  '已说明收费依据并发送短信明细，客户表示理解',
  '已安排工程师上门检测，预约时间已与客户确认',
  '已取消相关业务并退还费用，客户可短信查询',
  '已向客户致歉，并对当班人员进行辅导',
  '已提交后台处理，处理结果今天内再次电话告知',
] as const
export const SOLUTIONS = [
  '退费已到账，客户确认金额无误',
  '基站参数已优化，复测信号正常，客户确认改善',
  '线路已修复，测速达到签约速率',
  '业务已退订，次月不再扣费',
  '已补开通，客户试用正常',
  '已整改窗口排班，并告知客户',
] as const
