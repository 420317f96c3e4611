import { describe, expect, test } from 'vitest'
import { readConfig } from '../../server/config.ts'

describe('settings', () => {
  test('without any variable give the embedded database on loopback', () => {
    const config = readConfig({})
    expect(config).toMatchObject({
      port: 8080,
      host: '127.0.0.1',
      databaseUrl: null,
      zone: 'Asia/Shanghai',
      company: null,
      demo: false,
    })
  })

  test('name the company in one language for both, or in each', () => {
    expect(readConfig({ COMPANY_NAME: '永固阀门' }).company).toEqual({
      zh: '永固阀门',
      en: '永固阀门',
    })
    expect(readConfig({ COMPANY_NAME: '永固阀门', COMPANY_NAME_EN: 'Ever Valves' }).company).toEqual({ zh: '永固阀门', en: 'Ever Valves' }) // prettier-ignore
    expect(readConfig({ COMPANY_NAME_EN: 'Ever Valves' }).company).toEqual({ zh: 'Ever Valves', en: 'Ever Valves' }) // prettier-ignore
  })

  test('are all checked before the start is refused with a sentence each', () => {
    const wrong = { PORT: '80a', TZ_COMPANY: 'Mars/Base', DATABASE_URL: 'mysql://x', DEMO: 'yes' }
    expect(() => readConfig(wrong)).toThrow(
      [
        'PORT is "80a" but must be a whole number from 0 to 65535',
        'DATABASE_URL is "mysql://x" but must be an address that starts with postgres:// or postgresql://',
        'TZ_COMPANY is "Mars/Base" but must be a time zone such as Asia/Shanghai',
        'DEMO is "yes" but must be true or false',
      ].join('\n'),
    )
  })

  test('of the demonstration replace the defaults, not what is set', () => {
    expect(readConfig({}, { DEMO: 'true' }).demo).toBe(true)
    expect(readConfig({ DEMO: 'false' }, { DEMO: 'true' }).demo).toBe(false)
  })

  test('name the backends that the console may call by their origins', () => {
    expect(readConfig({ CONNECT_TO: 'https://a.example http://127.0.0.1:3001' }).connectTo).toEqual(['https://a.example', 'http://127.0.0.1:3001']) // prettier-ignore
    expect(readConfig({}).connectTo).toEqual([])
    expect(() => readConfig({ CONNECT_TO: 'https://a.example/api' })).toThrow(
      'CONNECT_TO is "https://a.example/api" but must be origins such as https://stock.example.com, divided by spaces',
    )
  })

  test('drop the slash at the end of an address', () => {
    expect(readConfig({ PUBLIC_URL: 'https://office.example/' }).publicUrl).toBe(
      'https://office.example',
    )
  })
})
