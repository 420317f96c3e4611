import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'

const say = (text: string) => process.stderr.write(`${text}\n`)

/**
 * Installs Debian packages where that is possible: as root on a machine with apt-get.
 *
 * Returns whether they are there now; says what it does and why it could not.
 */
export const installPackages = (packages: readonly string[]): boolean => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get'))
    return false
  say(`installing ${packages.join(' ')} with apt-get`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  spawnSync('apt-get', ['update'], { stdio: 'ignore', env })
  const done = spawnSync('apt-get', ['install', '-y', ...packages], { stdio: 'ignore', env })
  if (done.status !== 0) say(`apt-get could not install ${packages.join(' ')}`)
  return done.status === 0
}

const systemBrowsers = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

const playwrightBrowser = (): string | undefined => {
  const caches = [
    path.join(homedir(), '.cache/ms-playwright'),
    path.join(homedir(), 'Library/Caches/ms-playwright'),
  ]
  const binaries = [
    'chrome-linux/chrome',
    'chrome-linux64/chrome',
    'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
  ]
  return caches
    .filter((cache) => existsSync(cache))
    .flatMap((cache) =>
      readdirSync(cache)
        .filter((d) => /^chromium-\d+/.test(d))
        .map((d) => path.join(cache, d)),
    )
    .flatMap((dir) => binaries.map((binary) => path.join(dir, binary)))
    .find((file) => existsSync(file))
}

const findBrowser = () =>
  process.env.CHROMIUM_PATH ??
  systemBrowsers.find((file) => existsSync(file)) ??
  playwrightBrowser()

/**
 * Finds a Chromium, or installs one: Debian's package, else Playwright's own build.
 *
 * Errors: says which ways were tried when none works.
 */
export const provideChromium = (): string => {
  const found = findBrowser()
  if (found) return found
  if (installPackages(['chromium', 'fonts-noto-cjk'])) {
    const installed = findBrowser()
    if (installed) return installed
  }
  try {
    execFileSync('npx', ['playwright-core', 'install', 'chromium'], { stdio: 'ignore' })
  } catch {
    // said below
  }
  const downloaded = findBrowser()
  if (downloaded) return downloaded
  throw new Error(
    'no Chromium for the browser tests: install one (Debian: apt-get install -y chromium; elsewhere: npx playwright-core install chromium) or set CHROMIUM_PATH',
  )
}
