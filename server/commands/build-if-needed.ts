import { existsSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { spawnSync } from 'node:child_process'
import { exitWith } from './settle.ts'

const sources = ['src', 'public', 'index.html', 'vite.config.ts', 'package-lock.json']

const newest = (paths: readonly string[]): number =>
  Math.max(
    0,
    ...paths.flatMap((at) => {
      if (!existsSync(at)) return []
      if (statSync(at).isFile()) return [statSync(at).mtimeMs]
      const files = readdirSync(at, { recursive: true, encoding: 'utf8' })
      return files.map((name) => statSync(path.join(at, name)).mtimeMs)
    }),
  )

/** Builds the console when it was never built or its sources are newer. */
export const buildIfNeeded = (say: (text: string) => void): void => {
  const built = path.resolve('dist/index.html')
  if (existsSync(built) && newest(sources) <= statSync(built).mtimeMs) return
  say('building the console ...')
  const { status } = spawnSync(process.execPath, ['server/commands/build.ts'], { stdio: 'inherit' })
  if (status !== 0) exitWith('the console could not be built')
}
