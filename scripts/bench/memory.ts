import { spawnSync } from 'node:child_process'

type Process = { readonly pid: number; readonly parent: number; readonly kilobytes: number }

/** Physical memory (RSS) of a process and everything it started, in MB. */
export function memoryOf(pid: number): number {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,rss='], { encoding: 'utf8' })
  const all = (stdout ?? '').split('\n').flatMap((line): Process[] => {
    const [own, parent, kilobytes] = line.trim().split(/\s+/).map(Number)
    return own && parent !== undefined && kilobytes !== undefined ? [{ pid: own, parent, kilobytes }] : []
  })
  const sum = (of: number): number =>
    all.filter((each) => each.parent === of).reduce((total, each) => total + sum(each.pid), 0) +
    (all.find((each) => each.pid === of)?.kilobytes ?? 0)
  return sum(pid) / 1024
}
