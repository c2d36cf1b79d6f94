import { describe, expect, it } from 'vitest';
import { readCount, readDecimal } from './decimal.ts';
import {
  kilograms,
  nextPlate,
  platesPerSide,
  readWeight,
  showWeight,
  toPlates,
  weightNumber,
  type Units,
} from './weight.ts';

const pounds: Units = { unit: 'lb', plate: 1134 };

describe('weights', () => {
  it('are shown as the lifter writes numbers, to the gram', () => {
    expect(showWeight(142_500, kilograms, 'en')).toBe('142.5 kg');
    expect(showWeight(142_500, kilograms, 'de')).toBe('142,5 kg');
    expect(showWeight(1_000_000, kilograms, 'en')).toBe('1000 kg');
    expect(weightNumber(101_251, kilograms, 'en')).toBe('101.251');
    expect(showWeight(102_058, pounds, 'en')).toBe('225 lb');
  });

  it.each([
    ['100', 100_000],
    ['141.2', 141_200],
    ['61,3', 61_300],
    ['101.25', 101_250],
    ['180 kg', 180_000],
    ['180kg', 180_000],
    ['180 KG.', 180_000],
    ['225 lb', 102_058],
    ['1 000', 1_000_000],
    ['1.234,5', 1_234_500],
    ['1,234.5', 1_234_500],
    ['१४१.२', 141_200],
    ['0', 0],
    ['.5', 500],
  ])('%j is %i g, as it was typed', (typed, grams) => {
    expect(readWeight(typed, kilograms)).toBe(grams);
  });

  it.each([
    '',
    'abc',
    '-5',
    '1e3',
    '1.2.3',
    '10 stone',
    'Infinity',
    'kg',
    '1.2345',
    '12 kg 5',
    '1 2',
  ])('%j is no weight', (typed) => {
    expect(readWeight(typed, kilograms)).toBeUndefined();
  });

  it('in pounds are pounds where no unit was typed, and each that is shown is read as it was', () => {
    expect(readWeight('225', pounds)).toBe(102_058);
    expect(readWeight('100 kg', pounds)).toBe(100_000);
    for (const typed of ['45', '135', '187.5', '405', '2.5']) {
      const grams = readWeight(typed, pounds) ?? 0;
      expect(weightNumber(grams, pounds, 'en')).toBe(typed);
    }
  });

  it('each whole gram that is shown in kg is read as the same gram', () => {
    for (let grams = 0; grams <= 1_000_000; grams += 997) {
      for (const locale of ['en', 'de', 'ne', 'fr']) {
        expect(readWeight(weightNumber(grams, kilograms, locale), kilograms)).toBe(grams);
      }
    }
  });

  it('step from plate to plate, also from between two, and never below nothing', () => {
    expect(nextPlate(100_000, 1, kilograms)).toBe(102_500);
    expect(nextPlate(92_300, 1, kilograms)).toBe(92_500);
    expect(nextPlate(92_300, -1, kilograms)).toBe(90_000);
    expect(nextPlate(0, -1, kilograms)).toBe(0);
    expect(nextPlate(100_000, 1, { unit: 'kg', plate: 250 })).toBe(100_500);
    expect(toPlates(92_300, kilograms)).toBe(92_500);
  });

  it('are plates on each side of a 20 kg bar', () => {
    expect(platesPerSide(142_500, kilograms)).toEqual({
      perSide: [25_000, 25_000, 10_000, 1250],
      missing: 0,
    });
    expect(platesPerSide(141_200, kilograms)).toEqual({
      perSide: [25_000, 25_000, 10_000],
      missing: 1200,
    });
    expect(platesPerSide(emptyBarOnly, kilograms)).toEqual({ perSide: [], missing: 0 });
    expect(platesPerSide(15_000, kilograms)).toBeUndefined();
  });
});

const emptyBarOnly = 20_000;

it('a number has one point, and a count none', () => {
  expect(readDecimal('8,5')).toEqual({ value: 8.5, digits: 1 });
  expect(readDecimal('8.50')).toEqual({ value: 8.5, digits: 1 });
  expect(readCount('12')).toBe(12);
  expect(readCount('12.5')).toBeUndefined();
  expect(readCount('twelve')).toBeUndefined();
});
