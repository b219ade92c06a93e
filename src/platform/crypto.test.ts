import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { keyedHash, seal, UnsealError, unseal } from './crypto'

beforeAll(() => {
  process.env.JIANNUO_DATA_KEY ??= Buffer.alloc(32, 7).toString('base64')
})

describe('personal data at rest', () => {
  it('opens what it sealed', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        (text) => unseal('customer.name', seal('customer.name', text)) === text,
      ),
    )
  })

  it('never seals the same text twice alike, and shows nothing of it', () => {
    const [one, two] = [seal('customer.phone', '13812341234'), seal('customer.phone', '13812341234')]
    expect(Buffer.from(one).equals(Buffer.from(two))).toBe(false)
    expect(Buffer.from(one).includes('13812341234')).toBe(false)
  })

  it('notices any changed bit', () => {
    const sealed = seal('customer.phone', '13812341234')
    for (let place = 0; place < sealed.length; place++) {
      const changed = Uint8Array.from(sealed)
      changed[place] = changed[place]! ^ 1
      expect(() => unseal('customer.phone', changed), `byte ${place}`).toThrow(UnsealError)
    }
  })

  it('keeps purposes apart', () => {
    expect(() => unseal('customer.name', seal('customer.phone', '13812341234'))).toThrow(UnsealError)
    expect(keyedHash('customer.phone', '1234')).not.toBe(keyedHash('customer.phone_tail', '1234'))
  })

  it('hashes depend on the key', () => {
    const before = keyedHash('customer.phone', '13812341234')
    const key = process.env.JIANNUO_DATA_KEY
    process.env.JIANNUO_DATA_KEY = Buffer.alloc(32, 9).toString('base64')
    try {
      expect(keyedHash('customer.phone', '13812341234')).not.toBe(before)
    } finally {
      process.env.JIANNUO_DATA_KEY = key
    }
    expect(keyedHash('customer.phone', '13812341234')).toBe(before)
  })
})
