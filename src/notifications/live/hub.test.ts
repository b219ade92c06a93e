import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type LiveEvent, LiveHub, type LiveScope } from './hub'

type Channel = { onPayload: (payload: string) => void; onGap: () => void }

/** A hub whose database is this test. */
function setUp() {
  const channels = new Map<string, Channel>()
  const hub = new LiveHub((channel, onPayload, onGap) => {
    channels.set(channel, { onPayload, onGap })
    return { stop: () => channels.delete(channel), started: Promise.resolve() }
  }, 1_000)
  const ended: string[] = []
  const join = (staffId: string, scope: LiveScope) => {
    const heard: LiveEvent[] = []
    return {
      heard,
      client: hub.join(staffId, scope, {
        send: (event) => heard.push(event),
        end: () => ended.push(staffId),
      }),
    }
  }
  const unit = (id: string) => channels.get('jiannuo_unit')?.onPayload(id)
  const staff = (id: string) => channels.get('jiannuo_staff')?.onPayload(id)
  return { hub, channels, ended, join, unit, staff }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('the hub of open pages', () => {
  it('tells those whose units it is, and those who see everything', () => {
    const { join, unit, staff } = setUp()
    const [here, elsewhere, everywhere] = [join('a', ['u1', 'u2']), join('b', ['u3']), join('c', null)]
    unit('u2')
    staff('b')
    expect(here.heard).toEqual(['change'])
    expect(elsewhere.heard).toEqual(['notice'])
    expect(everywhere.heard).toEqual(['change'])
  })

  it('makes one event a second of a burst, the first at once, and never loses the last', () => {
    const { join, unit } = setUp()
    const { heard } = join('a', ['u1'])
    for (let n = 0; n < 500; n += 1) {
      unit('u1')
      vi.advanceTimersByTime(5)
    }
    // 2.5 seconds: at 0, 1 and 2 s, and the last a second after that.
    expect(heard).toHaveLength(3)
    vi.advanceTimersByTime(1_000)
    expect(heard).toHaveLength(4)
    vi.advanceTimersByTime(10_000)
    expect(heard).toHaveLength(4)
  })

  it('listens to the database only while somebody is there', () => {
    const { hub, channels, join } = setUp()
    expect(channels.size).toBe(0)
    const [a, b] = [join('a', null), join('b', ['u1'])]
    expect([...channels.keys()].sort()).toEqual(['jiannuo_staff', 'jiannuo_unit'])
    a.client.leave()
    b.client.leave()
    b.client.leave()
    expect(channels.size).toBe(0)
    expect(hub.size).toBe(0)
  })

  it('sends nothing to a page that has left, not even what was kept back for it', () => {
    const { join, unit } = setUp()
    const { heard, client } = join('a', ['u1'])
    unit('u1')
    unit('u1')
    client.leave()
    vi.advanceTimersByTime(5_000)
    expect(heard).toEqual(['change'])
  })

  it('follows a change of the units somebody may see', () => {
    const { join, unit } = setUp()
    const { heard, client } = join('a', ['u1'])
    client.setScope(['u2'])
    unit('u1')
    expect(heard).toEqual([])
    unit('u2')
    expect(heard).toEqual(['change'])
  })

  it('tells everybody to look again after the connection to the database was lost', () => {
    const { channels, join } = setUp()
    const { heard } = join('a', ['u1'])
    for (const { onGap } of channels.values()) onGap()
    expect(heard).toEqual(['change', 'notice'])
  })

  it('ends every stream when the process stops', () => {
    const { hub, ended, join } = setUp()
    join('a', null)
    join('b', ['u1'])
    hub.endAll()
    expect(ended).toEqual(['a', 'b'])
  })

  it('counts the windows of a person', () => {
    const { hub, join } = setUp()
    const { client } = join('a', null)
    join('a', ['u1'])
    expect(hub.connectionsOf('a')).toBe(2)
    client.leave()
    expect(hub.connectionsOf('a')).toBe(1)
    expect(hub.connectionsOf('b')).toBe(0)
  })
})
