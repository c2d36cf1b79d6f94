import { expect, it } from 'vitest';
import { parseExpression } from './value-lists.ts';
import { isInYears } from './years.ts';

// as pg_get_expr writes them, in different time zones
it.each([
  "((day >= '0001-01-01'::date) AND (day <= '9999-12-31'::date))",
  "((at >= '0001-01-01 00:00:00+00'::timestamp with time zone) AND (at < '10000-01-01 00:00:00+00'::timestamp with time zone))",
  "((at >= '0001-12-31 16:07:02-07:52:58 BC'::timestamp with time zone) AND (at < '9999-12-31 16:00:00-08'::timestamp with time zone))",
  "((at > '2000-01-01 00:00:00'::timestamp without time zone) AND (at < '2100-01-01 00:00:00'::timestamp without time zone))",
])('keeps the years: %s', async (expression) => {
  expect(isInYears(await parseExpression(expression))).toBe(true);
});

it.each([
  "(day >= '0001-01-01'::date)",
  "(day <= '9999-12-31'::date)",
  "((day >= '0044-03-15 BC'::date) AND (day <= '9999-12-31'::date))",
  "((day >= '0001-01-01'::date) AND (day <= 'infinity'::date))",
  "((day >= '0001-01-01'::date) AND (day <= '12000-01-01'::date))",
  "((day >= '0001-01-01'::date) OR (day <= '9999-12-31'::date))",
  '((first >= second) AND (first <= second))',
  "(date_part('year'::text, day) = 2026)",
])('does not: %s', async (expression) => {
  expect(isInYears(await parseExpression(expression))).toBe(false);
});
