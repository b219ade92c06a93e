import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inspectFile, LARGEST_FILE_BYTES, readStoredFile, safeFileName, storeFile } from './files'

const PNG = Uint8Array.from(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
)
const PDF = Uint8Array.from(Buffer.from('%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF'))
const EXE = Uint8Array.from([0x4d, 0x5a, ...Array.from({ length: 200 }, () => 0)])

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'jiannuo-files-'))
  process.env.JIANNUO_FILES_DIR = folder
})
afterAll(() => rm(folder, { recursive: true }))

describe('what a file is, told by its bytes', () => {
  it('takes photos and PDF', async () => {
    expect(await inspectFile(PNG, 'a.png')).toMatchObject({ file: { mime: 'image/png', name: 'a.png' } })
    expect(await inspectFile(PDF, '账单.pdf')).toMatchObject({
      file: { mime: 'application/pdf', name: '账单.pdf' },
    })
  })

  it('gives a wrongly named photo the extension of its content', async () => {
    expect(await inspectFile(PNG, 'photo.exe')).toMatchObject({ file: { name: 'photo.png' } })
  })

  it.each([
    ['a program named like a photo', EXE, 'cat.jpg', 'file_type_refused'],
    [
      'a page named like a photo',
      Uint8Array.from(Buffer.from('<html><script>1</script></html>')),
      'x.jpg',
      'file_type_refused',
    ],
    [
      'a drawing with scripts',
      Uint8Array.from(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')),
      'x.png',
      'file_type_refused',
    ],
    ['nothing', new Uint8Array(), 'x.png', 'file_empty'],
    ['too much', new Uint8Array(LARGEST_FILE_BYTES + 1), 'x.png', 'file_too_large'],
  ])('refuses %s', async (_what, bytes, name, problem) => {
    expect(await inspectFile(bytes, name)).toEqual({ problem })
  })

  it.each([
    ['../../etc/passwd', 'passwd.png'],
    ['C:\\Users\\me\\cat.jpg', 'cat.png'],
    ['.htaccess', 'htaccess.png'],
    ['照片\u202Egnp.exe', '照片gnp.png'],
    ['', 'file.png'],
    ['a<b>:c.png', 'abc.png'],
  ])('names %j safely', (given, expected) => {
    expect(safeFileName(given, 'image/png')).toBe(expected)
  })
})

describe('where a file lies', () => {
  it('under its hash, for us alone, never executable', async () => {
    const inspected = await inspectFile(PNG, 'a.png')
    if (!('file' in inspected)) throw new Error('refused')
    const { sha256 } = inspected.file
    await storeFile(sha256, PNG)
    await storeFile(sha256, PNG)
    const place = path.join(folder, sha256.slice(0, 2), sha256)
    expect((await stat(place)).mode & 0o777).toBe(0o600)
    expect(Buffer.from(await readStoredFile(sha256)).equals(Buffer.from(PNG))).toBe(true)

    await writeFile(place, 'changed')
    await expect(readStoredFile(sha256)).rejects.toThrow('changed')
  })

  it('no path can be asked for instead of a hash', async () => {
    await expect(readStoredFile('../../etc/passwd')).rejects.toThrow('not the hash')
  })
})
