import { describe, expect, it } from 'vitest';
import { gramsOf, inKg, kgNumber, nextPlate } from './weight.ts';

describe('weights', () => {
  it('are shown in kg as the lifter writes numbers', () => {
    expect(inKg(142_500, 'en')).toBe('142.5 kg');
    expect(inKg(142_500, 'de')).toBe('142,5 kg');
    expect(inKg(1_000_000, 'en')).toBe('1000 kg');
    expect(kgNumber(92_300, 'en')).toBe('92.3');
  });

  it('are typed with a point or a comma, and go to the nearest step of 2.5 kg', () => {
    expect(gramsOf('100')).toBe(100_000);
    expect(gramsOf(' 62,5 ')).toBe(62_500);
    expect(gramsOf('61.3')).toBe(62_500);
    expect(gramsOf('61.2')).toBe(60_000);
    expect(gramsOf('1250')).toBe(1_250_000);
  });

  it.each(['', 'abc', '-5', '1e3', '1.2.3', '10 kg', 'Infinity'])('%j is no weight', (typed) => {
    expect(gramsOf(typed)).toBeUndefined();
  });

  it('step from plate to plate, also from between two, and never below nothing', () => {
    expect(nextPlate(100_000, 1)).toBe(102_500);
    expect(nextPlate(100_000, -1)).toBe(97_500);
    expect(nextPlate(92_300, 1)).toBe(92_500);
    expect(nextPlate(92_300, -1)).toBe(90_000);
    expect(nextPlate(0, -1)).toBe(0);
  });
});
