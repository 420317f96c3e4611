import { parseArgs, type ParseArgsOptionsConfig } from 'node:util'
import { exitWith } from './settle.ts'

/** What may follow a command: its options, and how many words without a name. */
type Allowed<T extends ParseArgsOptionsConfig> = {
  readonly options?: T
  /** Words without a name, such as files; none when left out. */
  readonly most?: number
}

/** Writes what `parseArgs` finds without the advice that belongs to no command of ours. */
const sentenceOf = (error: unknown): string =>
  error instanceof Error ? (error.message.split('. ')[0] ?? error.message) : String(error)

/**
 * Reads the words after a command.
 *
 * A word that the command does not know ends it with a sentence and the usage, before anything is done; `--help`
 * prints the usage.
 */
export const wordsOf = <const T extends ParseArgsOptionsConfig = Record<never, never>>(
  usage: string,
  { options, most = 0 }: Allowed<T> = {},
) => {
  const words = process.argv.slice(2)
  if (words.includes('--help')) {
    process.stdout.write(`${usage}\n`)
    process.exit(0)
  }
  try {
    const config = { args: words, allowPositionals: true, strict: true } as const
    // Without options of its own a command knows none.
    const { values, positionals } = parseArgs({ ...config, options: (options ?? {}) as T })
    const extra = positionals[most]
    if (extra !== undefined) throw new Error(`Unexpected word '${extra}'`)
    return { values, positionals }
  } catch (error) {
    return exitWith(`${sentenceOf(error)}\n${usage}`)
  }
}

/** Reads a number above 0, or ends with a sentence that names the option. */
export const numberAboveZero = (option: string, text: string): number => {
  const value = text.trim() === '' ? Number.NaN : Number(text)
  return value > 0 && Number.isFinite(value)
    ? value
    : exitWith(`--${option} is "${text}" but must be a number above 0`)
}

/** Reads the language of what a command says. */
export const languageOf = (text: string): 'zh' | 'en' =>
  text === 'zh' || text === 'en' ? text : exitWith(`--lang is "${text}" but must be zh or en`)
