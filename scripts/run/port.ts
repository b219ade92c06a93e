import { createServer } from 'node:net'
import { CannotStart } from './parts'

/** The first free port from the wanted one upwards; says so when the wanted one is taken. */
export async function freeWebPort(
  wanted: number,
  host: string,
  say: (line: string) => void,
): Promise<number> {
  for (let port = wanted; port < wanted + 100 && port <= 65_535; port++) {
    if (await isFree(port, host)) {
      if (port !== wanted) say(`Port ${wanted} is taken; taking ${port}.`)
      return port
    }
  }
  throw new CannotStart(
    `Ports ${wanted} to ${wanted + 99} are all taken. Choose another: npm start -- --port 8080`,
  )
}

/** Free on the address and on every address: a server on all of them would otherwise go unnoticed. */
async function isFree(port: number, host: string): Promise<boolean> {
  for (const address of new Set([host, '0.0.0.0', '::'])) {
    if (!(await canListen(port, address))) return false
  }
  return true
}

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    // Only "in use" counts: a machine without IPv6 refuses "::" for other reasons.
    probe.once('error', (error: NodeJS.ErrnoException) =>
      resolve(error.code !== 'EADDRINUSE' && error.code !== 'EACCES'),
    )
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)))
  })
}
