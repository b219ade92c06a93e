import { namedHeaders } from '../rules/fields'
import { type Profile, Profiler } from '../rules/profile'
import { type ReadOptions, readRows, UnreadableFileError } from '../store/read-rows'

/**
 * Reads a file once and tells what it holds.
 * @throws UnreadableFileError `import_file_no_rows` or `import_file_broken`
 */
export async function lookAt(options: ReadOptions): Promise<Profile> {
  let profiler: Profiler | null = null
  for await (const rows of readRows(options)) {
    for (const row of rows) {
      if (profiler) profiler.add(row)
      else profiler = new Profiler(namedHeaders(row.cells))
    }
  }
  const profile = profiler?.result()
  if (!profile || profile.rows === 0) throw new UnreadableFileError('import_file_no_rows')
  return profile
}

/** Rows of a file behind its headers, some at a time, with the headers. */
export async function* dataRows(options: ReadOptions) {
  let headers: string[] | null = null
  for await (const rows of readRows(options)) {
    if (headers) {
      yield { headers, rows }
      continue
    }
    const [first, ...rest] = rows
    if (!first) continue
    headers = namedHeaders(first.cells)
    if (rest.length > 0) yield { headers, rows: rest }
  }
}
