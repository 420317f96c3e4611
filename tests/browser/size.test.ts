import { describe, expect, test } from 'vitest'
import { scriptsOf } from '../bench/pages.ts'
import { useStage } from './server.ts'

const stage = useStage()

const signIn = async (url: string): Promise<Record<string, string>> => {
  const answer = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ persona: 'executive' }),
  })
  return {
    cookie: answer.headers
      .getSetCookie()
      .map((text) => text.split(';')[0])
      .join('; '),
  }
}

describe('the first visit loads little', () => {
  test('a signed-in list: at most 200 KB of JavaScript', async () => {
    expect(await scriptsOf(stage.url(), '/orders', 'list', signIn)).toBeLessThanOrEqual(200)
  })

  test.each(['sales', 'receivables'])('the dashboard %s: at most 280 KB', async (name) => {
    expect(
      await scriptsOf(stage.url(), `/dashboards/${name}`, 'dashboard', signIn),
    ).toBeLessThanOrEqual(280)
  })
})
