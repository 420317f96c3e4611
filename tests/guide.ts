import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'vitest'

const guide = readFileSync('docs/ten-minutes.md', 'utf8')

/** The blocks of the guide in one language, in order. */
export const blocks = (language: string): readonly string[] =>
  [...guide.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(([, text = '']) => text) // prettier-ignore

/** Every line that the guide has a newcomer type, in order. */
export const commands = blocks('sh').flatMap((text) => text.trim().split('\n'))

const parts = ['src', 'server', 'mock-api', 'docs', 'public', 'index.html', 'vite.config.ts', 'package.json', 'tsconfig.json', '.prettierrc.json', '.prettierignore', '.oxlintrc.json'] // prettier-ignore

/** Made files that are large or belong to another place. */
const isMade = (file: string): boolean =>
  /\/(sample\.(tar\.gz|json|jsonl\.gz)|db\.json)$/.test(file)

/** Copies the project as somebody who cloned it has it. */
export const copyProject = (to: string): void => {
  for (const part of parts)
    cpSync(part, path.join(to, part), { recursive: true, filter: (file) => !isMade(file) })
  symlinkSync(path.resolve('node_modules'), path.join(to, 'node_modules'))
}

/** Applies a block of the guide: the lines with `+` go below the lines above them, which must be there. */
export const applyBlock = (copy: string, block: string): void => {
  const [head = '', ...lines] = block.trimEnd().split('\n')
  const file = path.join(copy, head.replace('--- ', ''))
  const known = lines.filter((line) => line.startsWith(' ')).map((line) => line.slice(1))
  const added = lines.filter((line) => line.startsWith('+')).map((line) => line.slice(1))
  const text = readFileSync(file, 'utf8')
  const above = `${known.join('\n')}\n`
  expect(text.split(above), `${head}\n${above}`).toHaveLength(2)
  writeFileSync(file, text.replace(above, `${above}${added.join('\n')}\n`))
}
