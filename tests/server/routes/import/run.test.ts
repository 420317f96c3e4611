import { describe, expect, test } from 'vitest'
import { useHttp } from '../../http.ts'

const http = useHttp()

const recipe = {
  sources: { customers: {} },
  emit: [{ entity: 'customers', from: 'customers', values: { name: '=name' } }],
}
const form = (body: string, given: unknown = recipe): FormData => {
  const data = new FormData()
  data.set('recipe', typeof given === 'string' ? given : JSON.stringify(given))
  data.append('files', new File([body], 'customers.csv'))
  return data
}
const names = async (): Promise<string[]> => {
  const rows: { name: string }[] = await (
    await http().send('/api/customers', { as: 'finance' })
  ).json()
  return rows.map(({ name }) => name)
}

describe('POST /api/import', () => {
  test('writes what the files hold and answers the counts', async () => {
    const answer = await http().send('/api/import', {
      as: 'sales',
      body: form('name\nFirst\nSecond\n'),
    })
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({
      dry_run: false,
      problem_count: 0,
      counts: [{ resource: 'customers', created: 2 }],
      files: [{ name: 'customers.csv', rows: 2, columns: ['name'], read: { encoding: 'utf-8' } }],
    })
    expect(await names()).toEqual(expect.arrayContaining(['First', 'Second']))
  })

  test('answers problems by row and column with 422, and writes nothing', async () => {
    const answer = await http().send('/api/import', {
      as: 'sales',
      body: form('name,x\nThird,1\n,2\n'),
    })
    expect(answer.status).toBe(422)
    expect(await answer.json()).toMatchObject({
      code: 'invalid',
      message: 'There are 1 problems; nothing was written',
      problems: [{ file: 'customers.csv', row: 3, column: 'name', message: 'is required' }],
    })
    expect(await names()).not.toContain('Third')
  })

  test('answers the same problems of a dry run with 200', async () => {
    const answer = await http().send('/api/import?dry_run=true', { as: 'sales', body: form('name,x\nThird,1\n,2\n') }) // prettier-ignore
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({ dry_run: true, id: null, problem_count: 1 })
  })

  test.each([
    ['a recipe that is no JSON', form('name\nA\n', '{'), '', 400],
    ['a broken row', form('name\nA,B\n'), '', 422],
    [
      'an unknown member',
      (() => {
        const f = form('name\nA\n')
        f.set('key', 'x')
        return f
      })(),
      '',
      422,
    ],
    ['a flag that is neither true nor false', form('name\nA\n'), '?dry_run=yes', 400],
    ['an unknown parameter', form('name\nA\n'), '?mode=fast', 400],
    [
      'a historical import by somebody who does not administer',
      form('name\nA\n'),
      '?historical=true',
      403,
    ],
  ])('refuses %s', async (_, body, query, status) => {
    const answer = await http().send(`/api/import${query}`, { as: 'sales', body })
    expect([answer.status, await answer.json()]).toEqual([status, expect.anything()])
  })
})
