import { readConfig, type Config } from '../config.ts'

/** Says a problem in a sentence and ends the process; a command never shows a stack to its user. */
export const exitWith = (error: unknown): never => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}

/** Reads the settings, or says what is wrong with them and ends. */
export const settingsOrExit = (defaults: Readonly<Record<string, string>> = {}): Config => {
  try {
    return readConfig(process.env, defaults)
  } catch (error) {
    return exitWith(error)
  }
}

/** Runs a command to its end. */
export const settle = (work: () => Promise<void> | void): Promise<void> =>
  Promise.resolve().then(work).catch(exitWith)
