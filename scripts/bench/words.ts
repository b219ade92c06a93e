import { searchVector } from '@/complaints/rules/search-text'

/** Parts of sentences; every complaint says one of each, so that usual words stand in many thousands of cases. */
const OPENINGS = [
  '家里的网络从上周开始',
  '手机信号在地下停车场',
  '宽带装机已经约了三次',
  '这个月的话费比上个月',
  '营业厅排队等了两个小时',
  '套餐办理的时候没有说明',
  '客服热线一直打不通',
  '流量用完以后没有提醒',
  '国际漫游没有开通',
  '宽带网络晚上八点以后',
  '短信里的优惠活动',
  '副卡的费用',
]
const MIDDLES = [
  '非常不稳定经常掉线',
  '多扣了三十元没有解释',
  '师傅没有按时上门',
  '打电话断断续续听不清',
  '网速只有签约的一半',
  '合约期满以后自动续约',
  '态度很差不愿意解释',
  '两次报修都没有人处理',
  '收到很多骚扰短信',
  '积分兑换一直没有到账',
  '停机以后没有及时恢复',
  '密码重置不成功',
]
const ENDS = [
  '，要求尽快修好并回电话。',
  '，希望退还多收的费用。',
  '，请说明原因。',
  '，要求取消这个业务。',
  '，已经是第三次投诉。',
  '，影响孩子上网课。',
  '，家里有老人不方便去营业厅。',
  '，请给一个书面答复。',
  '，否则向工信部申诉。',
  '，要求道歉。',
  '，希望换一位师傅。',
  '，请在周末联系。',
]
/** Said by one customer in ten thousand. */
const SELDOM = ['彩铃', '骑楼', '鱼塘', '猕猴桃', '拖拉机', '窑洞', '戏台', '糖葫芦', '蒙古包', '水车']

export type WordPart = { readonly text: string; readonly vector: string }
const partsOf = (texts: readonly string[]): WordPart[] =>
  texts.map((text) => ({ text, vector: searchVector([text]) }))

export const WORD_PARTS = {
  openings: partsOf(OPENINGS),
  middles: partsOf(MIDDLES),
  ends: partsOf(ENDS),
  seldom: partsOf(SELDOM),
}

/** What people look for. */
export const USUAL_WORDS = ['网络', '宽带', '话费', '信号', '营业', '套餐', '师傅', '短信', '上网', '流量']
export const SELDOM_WORDS = SELDOM.map((word) => word.slice(0, 2))
/** Two characters that no case holds side by side. */
export const ABSENT_WORDS = ['火箭', '钢琴', '苹果', '飞船', '鲸鱼', '雪山', '沙漠', '玫瑰', '月亮', '恐龙']

/** One sentence for a case logged over HTTP. */
export const sentence = (index: number): string =>
  `${OPENINGS[index % 12]}${MIDDLES[Math.floor(index / 12) % 12]}${ENDS[Math.floor(index / 144) % 12]}`
