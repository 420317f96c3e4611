import { describe, expect, test } from 'vitest'
import { addWorkingDays, isWorkingDay } from '#model/language/calendar.ts'
import {
  addDays, addMonths, addMonthsTo, bucketOf, bucketRange, daysBetween, hoursBetween, localDay, parseVariable,
  resolveVariable, startOfDay,
} from '#model/language/time.ts' // prettier-ignore
import { context, id } from '../fixture-rows.ts'

const shanghai = 'Asia/Shanghai'

describe('local days', () => {
  test('a day of Shanghai begins at 16:00 UTC of the day before', () => {
    expect(localDay('2026-11-21T15:59:59.999Z', shanghai)).toBe('2026-11-21')
    expect(localDay('2026-11-21T16:00:00.000Z', shanghai)).toBe('2026-11-22')
    expect(startOfDay('2026-11-22', shanghai)).toBe('2026-11-21T16:00:00.000Z')
  })
  test('a day with a change of the clock still begins at its midnight', () => {
    expect(startOfDay('2026-03-08', 'America/New_York')).toBe('2026-03-08T05:00:00.000Z')
    expect(startOfDay('2026-03-09', 'America/New_York')).toBe('2026-03-09T04:00:00.000Z')
    expect(startOfDay('2026-11-02', 'America/New_York')).toBe('2026-11-02T05:00:00.000Z')
  })
})

describe('arithmetic on days', () => {
  test.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-12-31', 2, '2027-02-28'],
    ['2026-01-15', -13, '2024-12-15'],
  ])('%s and %i months is %s', (day, months, expected) => {
    expect(addMonths(day, months)).toBe(expected)
  })
  test('days count over the ends of months and years', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
    expect(addDays('2024-03-01', -1)).toBe('2024-02-29')
    expect(daysBetween('2026-01-01', '2026-12-31')).toBe(364)
    expect(daysBetween('2026-03-01', '2026-02-01')).toBe(-28)
  })
  test('months added to an instant keep its local time of day', () => {
    // 00:30 of 31 January in Shanghai -> 00:30 of 28 February
    expect(addMonthsTo('2026-01-30T16:30:00.000Z', 1, shanghai)).toBe('2026-02-27T16:30:00.000Z')
    expect(addMonthsTo('2026-02-15T12:00:00.000Z', 1, 'America/New_York')).toBe(
      '2026-03-15T11:00:00.000Z',
    )
  })
  test('hours between instants have fractions', () => {
    expect(hoursBetween('2026-01-01T00:00:00Z', '2026-01-01T01:30:00Z')).toBe(1.5)
  })
})

describe('buckets', () => {
  test.each([
    ['2026-11-22', 'day', '2026-11-22', '2026-11-22', '2026-11-23'],
    ['2026-11-22', 'week', '2026-11-16', '2026-11-16', '2026-11-23'],
    ['2026-11-23', 'week', '2026-11-23', '2026-11-23', '2026-11-30'],
    ['2026-11-22', 'month', '2026-11', '2026-11-01', '2026-12-01'],
    ['2026-11-22', 'quarter', '2026-Q4', '2026-10-01', '2027-01-01'],
    ['2026-03-31', 'quarter', '2026-Q1', '2026-01-01', '2026-04-01'],
    ['2026-11-22', 'year', '2026', '2026-01-01', '2027-01-01'],
  ] as const)('%s is in the %s %s', (day, grain, bucket, from, toExclusive) => {
    expect(bucketOf(day, grain)).toBe(bucket)
    expect(bucketRange(bucket, grain)).toEqual({ from, toExclusive })
  })
})

describe('working days', () => {
  test('holidays rest, make-up weekends work', () => {
    expect(isWorkingDay('2026-02-17')).toBe(false) // Spring Festival
    expect(isWorkingDay('2026-02-14')).toBe(true) // a Saturday made up for it
    expect(isWorkingDay('2026-11-21')).toBe(false)
    expect(isWorkingDay('2026-11-20')).toBe(true)
  })
  test.each([
    ['2026-11-20', 1, '2026-11-23'],
    ['2026-11-22', 0, '2026-11-22'],
    ['2026-11-22', -1, '2026-11-20'],
    ['2026-09-30', 1, '2026-10-08'],
  ])('%s and %i working days is %s', (day, n, expected) => {
    expect(addWorkingDays(day, n)).toBe(expected)
  })
  test('beyond the calendar there are none', () => {
    expect(addWorkingDays('2049-12-31', 1)).toBe(null)
    expect(addWorkingDays('1999-12-31', 1)).toBe(null)
  })
})

describe('variables', () => {
  test.each([
    ['$me', id('e', 2)],
    ['$my_department', id('d', 2)],
    ['$my_departments', [id('d', 2)]],
    ['$roles', ['sales']],
    ['$today', '2026-11-22'],
    ['$now', '2026-11-22T04:00:00.000Z'],
    ['$today-30d', '2026-10-23'],
    ['$today+1w', '2026-11-29'],
    ['$today+1m', '2026-12-22'],
    ['$today+1y-1d', '2027-11-21'],
    ['$now+2h', '2026-11-22T06:00:00.000Z'],
    ['$today+2h', '2026-11-21T18:00:00.000Z'],
    ['$week_start', '2026-11-16'],
    ['$month_start', '2026-11-01'],
    ['$month_start-1m', '2026-10-01'],
    ['$quarter_start', '2026-10-01'],
    ['$year_start', '2026-01-01'],
    ['$param.test.rate', 12.5],
  ])('%s', (name, expected) => {
    expect(resolveVariable(name, context())).toEqual(expected)
  })
  test('an unknown variable is named with the nearest, in both languages', () => {
    expect(parseVariable('$todai')).toMatchObject({
      label: {
        zh: '没有变量“$todai”（是否想写“today”？）',
        en: 'no variable "$todai" (did you mean "today"?)',
      },
    })
  })
})
