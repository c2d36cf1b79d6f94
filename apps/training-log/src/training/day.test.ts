import { afterEach, describe, expect, it, vi } from 'vitest';
import { addDays, calendarDay, dayFromToday, dayInWords, daysBetween } from './day.ts';

afterEach(() => vi.unstubAllEnvs());

describe('the calendar day', () => {
  it.each([
    ['Asia/Kathmandu', '2026-02-22T20:15:00Z', '2026-02-23'],
    ['Asia/Kathmandu', '2026-02-22T18:14:59Z', '2026-02-22'],
    ['America/Los_Angeles', '2026-02-23T07:59:59Z', '2026-02-22'],
    ['America/Los_Angeles', '2026-02-23T08:00:00Z', '2026-02-23'],
    ['UTC', '2026-02-23T00:00:00Z', '2026-02-23'],
    // Lord Howe's clocks go back by half an hour on 5 April, and forward on 4 October
    ['Australia/Lord_Howe', '2026-04-04T12:59:59Z', '2026-04-04'],
    ['Australia/Lord_Howe', '2026-04-04T13:00:00Z', '2026-04-05'],
    ['Australia/Lord_Howe', '2026-04-05T13:29:59Z', '2026-04-05'],
    ['Australia/Lord_Howe', '2026-04-05T13:30:00Z', '2026-04-06'],
    ['Australia/Lord_Howe', '2026-10-03T13:30:00Z', '2026-10-04'],
    ['Australia/Lord_Howe', '2026-10-04T12:59:59Z', '2026-10-04'],
    ['Australia/Lord_Howe', '2026-10-04T13:00:00Z', '2026-10-05'],
    // the same moment on either side of the date line
    ['Pacific/Auckland', '2026-02-23T05:00:00Z', '2026-02-23'],
    ['Pacific/Honolulu', '2026-02-23T05:00:00Z', '2026-02-22'],
  ])('in %s at %s is %s', (zone, moment, day) => {
    vi.stubEnv('TZ', zone);
    expect(calendarDay(new Date(moment))).toBe(day);
  });

  it('continues over months, leap days and changes of the clock', () => {
    vi.stubEnv('TZ', 'America/Los_Angeles');
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2026-03-07', 2)).toBe('2026-03-09');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
    expect(daysBetween('2026-03-07', '2026-03-09')).toBe(2);
    vi.stubEnv('TZ', 'Australia/Lord_Howe');
    expect(addDays('2026-04-04', 1)).toBe('2026-04-05');
    expect(daysBetween('2026-04-04', '2026-04-06')).toBe(2);
  });

  it.each(['UTC', 'Asia/Kathmandu', 'America/Los_Angeles'])('is formatted for %s', (zone) => {
    vi.stubEnv('TZ', zone);
    expect(dayInWords('2026-11-23', 'en-US')).toBe('Mon, Nov 23');
    expect(dayFromToday('2026-11-23', '2026-11-23')).toBe('Today');
    expect(dayFromToday('2026-11-22', '2026-11-23')).toBe('Yesterday');
  });

  it('refuses an invalid day', () => {
    expect(() => addDays('today', 1)).toThrow('expected a day as 2026-02-22, got today');
  });
});
