import { Agent, request } from 'node:http'
import { performance } from 'node:perf_hooks'
import { percentile } from './timing'

export interface HttpCall {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

export interface LoadResult {
  /** Answers per second. */
  readonly figure: number
  readonly p50Ms: number
  readonly p95Ms: number
  readonly bytes: number
}

/**
 * Asks a local server over so many kept-alive connections, each sending its next request when the answer is there.
 * @throws Error when an answer has another status than the expected one, or too few bytes: a fast error page is no speed
 */
export async function load(
  port: number,
  options: {
    readonly connections: number
    readonly seconds: number
    readonly status: number
    readonly leastBytes?: number
  },
  callOf: (index: number) => HttpCall,
): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: options.connections })
  const takenMs: number[] = []
  let [sent, bytes] = [0, 0]
  const startedAt = performance.now()
  const until = startedAt + options.seconds * 1000
  const connection = async () => {
    while (performance.now() < until) {
      const call = callOf(sent++)
      const askedAt = performance.now()
      const answer = await ask(agent, port, call)
      takenMs.push(performance.now() - askedAt)
      bytes += answer.bytes
      if (answer.status !== options.status || answer.bytes < (options.leastBytes ?? 0)) {
        throw new Error(
          `${call.method} ${call.path} answered ${answer.status}: ${answer.beginning.slice(0, 500)}`,
        )
      }
    }
  }
  try {
    await Promise.all(Array.from({ length: options.connections }, connection))
  } finally {
    agent.destroy()
  }
  return {
    figure: (takenMs.length * 1000) / (performance.now() - startedAt),
    p50Ms: percentile(takenMs, 0.5),
    p95Ms: percentile(takenMs, 0.95),
    bytes: bytes / takenMs.length,
  }
}

type Answer = { readonly status: number; readonly bytes: number; readonly beginning: string }

function ask(agent: Agent, port: number, call: HttpCall): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asking = request(
      { agent, host: '127.0.0.1', port, method: call.method, path: call.path, headers: call.headers },
      (response) => {
        let bytes = 0
        let beginning = ''
        response.on('data', (chunk: Buffer) => {
          if (bytes === 0) beginning = chunk.toString('utf8', 0, 1000)
          bytes += chunk.length
        })
        response.on('end', () => resolve({ status: response.statusCode ?? 0, bytes, beginning }))
        response.on('error', reject)
      },
    )
    asking.on('error', reject)
    asking.end(call.body)
  })
}
