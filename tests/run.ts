import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** One part of the test command. A part without a report counts as one test. */
type Part = {
  readonly name: string
  readonly command: readonly string[]
  readonly report?: boolean
}
type Result = { readonly passed: number; readonly failed: number; readonly skipped: number }

const vitest = (...more: readonly string[]) => ['vitest', 'run', ...more]

const parts: readonly Part[] = [
  { name: 'format', command: ['prettier', '--check', '--log-level', 'warn', '.'] },
  { name: 'lint', command: ['oxlint', '--deny-warnings'] },
  { name: 'types', command: ['tsc'] },
  { name: 'tests', command: vitest(), report: true },
  { name: 'build', command: ['node', 'server/commands/build.ts'] },
  { name: 'demo', command: ['node', 'server/commands/build-demo.ts'] },
  { name: 'browser', command: vitest('--config', 'tests/browser/vitest.config.ts'), report: true },
]

const scratch = mkdtempSync(path.join(tmpdir(), 'charter-test-'))

const readReport = (file: string): Result | undefined => {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8')) as Record<string, number> // vitest's own report
    const passed = report.numPassedTests ?? 0
    const failed = (report.numFailedTests ?? 0) + (report.numFailedTestSuites ?? 0)
    return { passed, failed, skipped: report.numPendingTests ?? 0 }
  } catch {
    return undefined
  }
}

const run = ({ name, command, report }: Part): Result => {
  process.stdout.write(`\n# ${name}\n`)
  const file = path.join(scratch, `${name}.json`)
  const reporting = report
    ? ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
    : []
  const [program = '', ...rest] = [...command, ...reporting]
  const started = Date.now()
  const { status, error } = spawnSync(program, rest, { stdio: 'inherit' })
  if (error) process.stderr.write(`${error.message}\n`)
  process.stdout.write(
    `# ${name}: ${status === 0 ? 'ok' : 'failed'} in ${Math.round((Date.now() - started) / 1000)} s\n`,
  )
  const counted = report ? readReport(file) : undefined
  if (status === 0) return counted ?? { passed: 1, failed: 0, skipped: 0 }
  const { passed = 0, failed = 0, skipped = 0 } = counted ?? {}
  return { passed, failed: Math.max(1, failed), skipped }
}

const only = process.argv.slice(2)
mkdirSync(scratch, { recursive: true })
const results = parts.filter((part) => only.length === 0 || only.includes(part.name)).map(run)
rmSync(scratch, { recursive: true, force: true })
const total = (key: keyof Result) => results.reduce((sum, result) => sum + result[key], 0)
const skipped = total('skipped') ? `, ${total('skipped')} skipped` : ''
process.stdout.write(`\n${total('passed')} passed, ${total('failed')} failed${skipped}\n`)
process.exitCode = total('failed') === 0 ? 0 : 1
