import { spawn } from 'node:child_process'
import path from 'node:path'

/** What a command of `server/commands` said, and how it ended. */
export type Ended = { readonly code: unknown; readonly out: string; readonly err: string }

/** Runs a command to its end, as npm would. */
export const runCommand = async (
  name: string,
  words: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> => {
  const program = path.resolve(name.includes('/') ? name : `server/commands/${name}.ts`)
  const child = spawn(process.execPath, [program, ...words], { env: { ...process.env, ...env } })
  let [out, err] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text))
  const code = await new Promise((resolve) => child.once('close', resolve))
  return { code, out: out.trim(), err: err.trim() }
}
