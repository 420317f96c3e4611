import type { Plugin } from 'vite'

const scales = ['scaleBand', 'scaleLinear', 'scalePoint'].join(', ')
const allScales = "import * as d3Scales from 'victory-vendor/d3-scale';"
const ourScales = `import { ${scales} } from 'victory-vendor/d3-scale'; const d3Scales = { ${scales} };`

const absent = (name: string) =>
  `() => { throw new Error('${name} is left out by server/build/slim.ts') }`

/** Between two values of our scales lie numbers: no colours, dates or texts. */
const interpolation = `
export const interpolateNumber = (a, b) => (t) => a * (1 - t) + b * t
export const interpolateRound = (a, b) => (t) => Math.round(a * (1 - t) + b * t)
export const interpolate = interpolateNumber
export const piecewise = ${absent('piecewise')}`

/** Modules that are replaced: the ending of their path, and what stands there instead. */
const replacements: readonly (readonly [string, string])[] = [
  // A polyfill of what every browser has that the build aims at.
  ['/node_modules/object.entries/index.js', 'module.exports = Object.entries'],
  // The other way to make a theme: ours has tokens of its own, one theme a mode.
  ['/@mui/material/esm/styles/createThemeWithVars.js', `export default ${absent('createThemeWithVars')}`],
  ['/@mui/material/esm/styles/ThemeProviderWithVars.js', `export const CssVarsProvider = ${absent('CssVarsProvider')}`],
  // Round numbers for an axis, with a decimal library of their own: our axes say their ticks.
  ['/recharts/es6/util/scale/getNiceTickValues.js', 'export const getNiceTickValues = () => undefined; export const getTickValuesFixedDomain = () => undefined'],
  ['/d3-interpolate/dist/d3-interpolate.mjs', interpolation],
] // prettier-ignore

/**
 * Leaves out of the bundle what libraries bring along and nobody uses; build only.
 *
 * recharts looks scales up by name, and so takes all of d3-scale with times and calendars; our charts have categories
 * and amounts.
 */
export const slim = (): Plugin => ({
  name: 'slim',
  apply: 'build',
  enforce: 'pre',
  load: (id) => replacements.find(([ending]) => id.endsWith(ending))?.[1] ?? null,
  transform: {
    filter: { id: /recharts\/es6\/.*\/combine(ConfiguredScale|RealScaleType)\.js$/ },
    handler(code, id) {
      if (!code.includes(allScales)) this.error(`${id} no longer takes its scales as it did`)
      return { code: code.replace(allScales, ourScales), map: null }
    },
  },
})
