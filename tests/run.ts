import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { readReport, type Result } from './report.ts'

/** One part of the test command. A part without a report counts as one test. */
type Part = {
  readonly name: string
  readonly command: readonly string[]
  readonly report?: boolean
}

const vitest = (...more: readonly string[]) => ['vitest', 'run', ...more]

/** Groups of parts in order; the parts of one run side by side, and each shows what it said when it is done. */
const groups: readonly (readonly Part[])[] = [
  [
    { name: 'format', command: ['prettier', '--check', '--log-level', 'warn', '.'] },
    { name: 'lint', command: ['oxlint', '--deny-warnings'] },
    { name: 'types', command: ['tsc'] },
  ],
  [{ name: 'tests', command: vitest(), report: true }],
  [
    { name: 'build', command: ['node', 'server/commands/build.ts'] },
    { name: 'demo', command: ['node', 'server/commands/build-demo.ts'] },
  ],
  [
    {
      name: 'browser',
      command: vitest('--config', 'tests/browser/vitest.config.ts'),
      report: true,
    },
  ],
]

const scratch = mkdtempSync(path.join(tmpdir(), 'charter-test-'))

const resultOf = (file: string): Result | undefined => {
  try {
    return readReport(readFileSync(file, 'utf8'), process.cwd())
  } catch {
    return undefined // it ended before it could tell
  }
}

/** Runs a command to its end and tells whether it went well; beside others it is heard only then. */
const runCommand = (command: readonly string[], isAlone: boolean): Promise<boolean> => {
  const [program = '', ...rest] = command
  const output = isAlone ? 'inherit' : 'pipe'
  const child = spawn(program, rest, { stdio: ['ignore', output, output] })
  const said: Buffer[] = []
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => said.push(chunk))
  child.once('error', (error) => said.push(Buffer.from(`${error.message}\n`)))
  return new Promise((resolve) => {
    child.once('close', (status) => {
      process.stdout.write(Buffer.concat(said))
      resolve(status === 0)
    })
  })
}

const run = async ({ name, command, report }: Part, isAlone: boolean): Promise<Result> => {
  if (isAlone) process.stdout.write(`\n# ${name}\n`)
  const file = path.join(scratch, `${name}.json`)
  const reporting = report
    ? ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
    : []
  const started = Date.now()
  const isOk = await runCommand([...command, ...reporting], isAlone)
  const seconds = Math.round((Date.now() - started) / 1000)
  process.stdout.write(`# ${name}: ${isOk ? 'ok' : 'failed'} in ${seconds} s\n`)
  const counted = report ? resultOf(file) : undefined
  if (isOk) return counted ?? { passed: 1, failed: [], skipped: 0 }
  const { passed = 0, failed = [], skipped = 0 } = counted ?? {}
  return { passed, failed: failed.length > 0 ? failed : [name], skipped }
}

const only = process.argv.slice(2)
const known = groups.flat().map(({ name }) => name)
const strangers = only.filter((name) => !known.includes(name))
if (strangers.length > 0) {
  process.stderr.write(`no part "${strangers.join('", "')}"; there are ${known.join(', ')}\n`)
  process.exit(2)
}
const results: Result[] = []
for (const group of groups) {
  const parts = group.filter(({ name }) => only.length === 0 || only.includes(name))
  results.push(...(await Promise.all(parts.map((part) => run(part, parts.length === 1)))))
}
rmSync(scratch, { recursive: true, force: true })

const total = (key: 'passed' | 'skipped') => results.reduce((sum, result) => sum + result[key], 0)
const failed = results.flatMap((result) => result.failed)
const skipped = total('skipped') ? `, ${total('skipped')} skipped` : ''
for (const name of failed) process.stdout.write(`\nfailed: ${name}`)
process.stdout.write(`\n${total('passed')} passed, ${failed.length} failed${skipped}\n`)
process.exitCode = failed.length === 0 ? 0 : 1
