import type { Random } from './random'

/** What is charged wrongly in the demonstration: class, service, what was charged and what is right, in fen. */
export type WrongChargeStory = {
  readonly classCode: string
  readonly service: string
  readonly chargedMinor: bigint
  readonly correctMinor: bigint
  readonly words: string
  readonly weight: number
}

const STORIES: readonly (Omit<WrongChargeStory, 'chargedMinor' | 'correctMinor'> & {
  readonly charged: readonly [number, number]
  readonly correctShare: number
})[] = [
  {
    classCode: 'over_short_or_long_record',
    service: '语音通话',
    charged: [1_200, 9_800],
    correctShare: 0.3,
    words: '一次通话记录长达数小时，客户称早已挂机',
    weight: 5,
  },
  {
    classCode: 'free_prompt_charged',
    service: '语音提示',
    charged: [40, 320],
    correctShare: 0,
    words: '拨打关机号码的提示音被收费',
    weight: 3,
  },
  {
    classCode: 'not_as_ordered',
    service: '20元流量包',
    charged: [2_000, 5_000],
    correctShare: 0.5,
    words: '申请20元包，按高档套餐收费',
    weight: 6,
  },
  {
    classCode: 'rating_error',
    service: '国内长途',
    charged: [600, 4_600],
    correctShare: 0.4,
    words: '长途费率用错',
    weight: 4,
  },
  {
    classCode: 'border_roaming',
    service: '省际漫游',
    charged: [300, 3_800],
    correctShare: 0,
    words: '住在省界，在家也被计漫游费',
    weight: 4,
  },
  {
    classCode: 'content_fee',
    service: '手机报',
    charged: [300, 1_500],
    correctShare: 0,
    words: '没有订过，收了信息费',
    weight: 7,
  },
  {
    classCode: 'content_fee',
    service: '彩铃',
    charged: [500, 500],
    correctShare: 0,
    words: '退订后仍收月使用费',
    weight: 3,
  },
  {
    classCode: 'rating_error',
    service: '宽带',
    charged: [12_000, 29_800],
    correctShare: 0.45,
    words: '合约期内未按优惠价计费',
    weight: 1,
  },
]

/** One wrong charge, the same for the same seed. */
export function wrongChargeOf(random: Random): WrongChargeStory {
  const { charged, correctShare, ...story } = random.weighted(STORIES)
  const amount = random.between(charged[0], charged[1])
  return {
    ...story,
    chargedMinor: BigInt(amount),
    // A clerk now and then takes it for one that is none.
    correctMinor: random.chance(0.04) ? BigInt(amount) : BigInt(Math.round(amount * correctShare)),
  }
}
