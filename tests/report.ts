import path from 'node:path'

/** What a part of the test command counted; `failed` names each failed test, or the file that failed without one. */
export type Result = {
  readonly passed: number
  readonly failed: readonly string[]
  readonly skipped: number
}

/** What is read of vitest's own report. */
type Report = {
  readonly numPassedTests: number
  readonly numPendingTests: number
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    readonly assertionResults: readonly {
      readonly status: string
      readonly ancestorTitles: readonly string[]
      readonly title: string
    }[]
  }[]
}

/** Counts the tests of a report of vitest, each once, with its file and describe blocks in the name of a failed one. */
export const readReport = (text: string, root: string): Result => {
  const report = JSON.parse(text) as Report // vitest's own report
  const failed = report.testResults.flatMap(({ name, status, assertionResults }) => {
    const file = path.relative(root, name)
    const tests = assertionResults
      .filter((test) => test.status === 'failed')
      .map(({ ancestorTitles, title }) => [file, ...ancestorTitles, title].join(' > '))
    return tests.length === 0 && status === 'failed' ? [file] : tests
  })
  return { passed: report.numPassedTests, failed, skipped: report.numPendingTests }
}
