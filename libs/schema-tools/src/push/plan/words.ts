/** `500,000`. */
function number(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

/** `1 row`, `500,000 rows`. */
export function rowsInWords(rows: number, isLeast = false): string {
  return `${isLeast ? 'at least ' : ''}${number(rows)} ${rows === 1 ? 'row' : 'rows'}`;
}

/** `12 kB`, `412 MB`, `1.5 GB`. */
export function bytesInWords(bytes: number): string {
  if (bytes < 1024 ** 2) return `${number(bytes / 1024)} kB`;
  if (bytes < 1024 ** 3) return `${number(bytes / 1024 ** 2)} MB`;
  return `${(bytes / 1024 ** 3).toFixed(1)} GB`;
}

/** `under 1 s`, `2 to 30 s`, `3 to 40 min`: whole numbers, since it is an estimate. */
export function rangeInWords([least, most]: readonly [number, number]): string {
  if (most < 1) return 'under 1 s';
  if (most < 120) return `${Math.floor(least)} to ${Math.ceil(most)} s`;
  if (most < 7200) return `${Math.floor(least / 60)} to ${Math.ceil(most / 60)} min`;
  return `${Math.floor(least / 3600)} to ${Math.ceil(most / 3600)} h`;
}

/** A time that has passed: `12 s`, `5 min`. */
export function ageInWords(seconds: number): string {
  if (seconds < 120) return `${Math.floor(seconds)} s`;
  return seconds < 7200 ? `${Math.floor(seconds / 60)} min` : `${Math.floor(seconds / 3600)} h`;
}
