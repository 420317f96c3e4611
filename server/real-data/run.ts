import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { model } from '#model/index.ts'
import { readConfig } from '../config.ts'
import { startServer } from '../host.ts'
import { askOf, importFolder, openCompany } from './company.ts'
import { compareFigures, type Compared } from './compare.ts'
import { northwindFigures, receivablesFigures } from './figures.ts'

export type RealDataOptions = {
  /** Folder with `northwind/` and `receivables/`. */
  readonly data: string
  /** Folder with the recipes. */
  readonly recipes: string
  /** A PostgreSQL to use instead of a temporary embedded database; it must be empty. */
  readonly databaseUrl?: string
  readonly say?: (text: string) => void
}

/** Only failures are told. */
const silent = {
  info: () => {},
  warn: () => {},
  error: (fields: object, text: string) =>
    process.stderr.write(`${text} ${JSON.stringify(fields)}\n`),
}

/**
 * Imports the real data into a fresh company through the API of a started server, and compares every known figure
 * with what the server answers. Nothing is computed here.
 */
export const runRealData = async (options: RealDataOptions): Promise<readonly Compared[]> => {
  const { data, recipes, databaseUrl, say = () => {} } = options
  const directory = await mkdtemp(path.join(tmpdir(), 'charter-real-data-'))
  const settings = {
    PORT: '0',
    DATA_DIR: directory,
    TICK_SECONDS: '0',
    LOG_LEVEL: 'error',
    FILE_LIMIT_MB: '100',
    ...(databaseUrl && { DATABASE_URL: databaseUrl }),
  }
  try {
    const running = await startServer({ config: readConfig(settings), model, log: silent })
    try {
      const session = await openCompany(running.url)
      for (const name of ['northwind', 'receivables'])
        say(await importFolder(session, path.join(data, name), path.join(recipes, `${name}.json`)))
      return await compareFigures(askOf(session), [...northwindFigures, ...receivablesFigures])
    } finally {
      await running.close()
    }
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}
