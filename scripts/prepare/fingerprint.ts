import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'

/**
 * One hash over the contents of files and folders (relative to `root`), in a fixed order.
 * Contents and not times: a fresh clone and a touched file must not look like a change.
 */
export function fingerprint(
  root: string,
  paths: readonly string[],
  isPart: (path: string) => boolean = () => true,
): string {
  const hash = createHash('sha256').update(process.versions.node.split('.')[0] ?? '')
  for (const path of paths) {
    for (const file of filesBelow(join(root, path))) {
      const name = relative(root, file)
      if (isPart(name)) hash.update(name).update('\0').update(readFileSync(file)).update('\0')
    }
  }
  return hash.digest('hex')
}

function filesBelow(path: string): string[] {
  if (!existsSync(path)) return []
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesBelow(join(path, name)))
}
