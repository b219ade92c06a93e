import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { deflateRawSync } from 'node:zlib'
import ExcelJS from 'exceljs'
import { afterAll, describe, expect, test } from 'vitest'
import { readRows, UnreadableFileError } from './read-rows'
import { unpacksWithin } from './unpacked-size'

const folder = mkdtempSync(path.join(tmpdir(), 'jiannuo-unpacked-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** One file of a zip whose header says it is almost nothing when unpacked. */
function entry(name: string, content: Buffer): Buffer {
  const packed = deflateRawSync(content)
  const header = Buffer.alloc(30)
  header.writeUInt32LE(0x04034b50, 0)
  header.writeUInt16LE(20, 4)
  header.writeUInt16LE(8, 8)
  header.writeUInt32LE(packed.length, 18)
  header.writeUInt32LE(1, 22)
  header.writeUInt16LE(name.length, 26)
  return Buffer.concat([header, Buffer.from(name), packed])
}

function zipOf(name: string, ...entries: Buffer[]): string {
  const file = path.join(folder, name)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  writeFileSync(file, Buffer.concat([...entries, end]))
  return file
}

const KB = 1024
const limits = { totalBytes: 100 * KB, textsBytes: 40 * KB }

describe('what a workbook unpacks to', () => {
  test('is counted, not believed: over all files, and by itself for the texts held in memory', async () => {
    const zeros = (kilobytes: number) => Buffer.alloc(kilobytes * KB)
    const sheet = entry('xl/worksheets/sheet1.xml', zeros(60))
    expect(await unpacksWithin(zipOf('a', sheet, entry('xl/sharedStrings.xml', zeros(40))), limits)).toBe(
      true,
    )
    expect(await unpacksWithin(zipOf('b', sheet, entry('xl/sharedStrings.xml', zeros(41))), limits)).toBe(
      false,
    )
    expect(await unpacksWithin(zipOf('c', sheet, entry('xl/styles.xml', zeros(41))), limits)).toBe(false)
    expect(await unpacksWithin(zipOf('d', entry('xl/worksheets/sheet1.xml', zeros(101))), limits)).toBe(false)
  })

  test('an ordinary workbook is within', async () => {
    const workbook = new ExcelJS.Workbook()
    workbook.addWorksheet('1').addRows([['投诉内容'], ['宽带一周没修好']])
    const file = path.join(folder, 'ordinary.xlsx')
    await workbook.xlsx.writeFile(file)
    expect(await unpacksWithin(file)).toBe(true)
  })

  test('too much is refused before a row is read', async () => {
    const bomb = zipOf('bomb', entry('xl/sharedStrings.xml', Buffer.alloc(257 * KB * KB)))
    const read = async () => {
      for await (const _rows of readRows({ path: bomb, format: 'xlsx', encoding: null, delimiter: null })) {
        throw new Error('a row was read')
      }
    }
    await expect(read).rejects.toEqual(new UnreadableFileError('import_file_unpacks_too_large'))
  })
})
