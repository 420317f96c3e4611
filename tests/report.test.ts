import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { readReport } from './report.ts'

const files = {
  'two.test.ts': `
    import { describe, expect, test } from 'vitest'
    describe('an order', () => {
      test('is shipped', () => expect(1).toBe(1))
      test('is paid', () => expect(1).toBe(2))
      test.skip('is lost', () => {})
      describe('of a dealer', () => test('is invoiced', () => expect(1).toBe(2)))
    })`,
  'broken.test.ts': `throw new Error('before any test')`,
  'fine.test.ts': `import { test } from 'vitest'
    test('holds', () => {})`,
}

test('a report counts every failed test once, and a file that failed without one', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'charter-report-'))
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text)
    mkdirSync(path.join(folder, 'node_modules'))
    symlinkSync(path.resolve('node_modules/vitest'), path.join(folder, 'node_modules/vitest'))
    const command = [path.resolve('node_modules/vitest/vitest.mjs'), 'run', '--reporter=json', '--outputFile=report.json'] // prettier-ignore
    expect(spawnSync(process.execPath, command, { cwd: folder }).status).toBe(1)
    const { passed, failed, skipped } = readReport(
      readFileSync(path.join(folder, 'report.json'), 'utf8'),
      folder,
    )
    expect({ passed, failed: failed.toSorted(), skipped }).toEqual({
      passed: 2,
      failed: [
        'broken.test.ts',
        'two.test.ts > an order > is paid',
        'two.test.ts > an order > of a dealer > is invoiced',
      ],
      skipped: 1,
    })
  } finally {
    rmSync(folder, { recursive: true })
  }
})
