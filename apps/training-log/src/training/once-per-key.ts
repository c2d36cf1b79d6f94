/**
 * A function that makes one value for each key and keeps it. For the formatters of Intl: making one
 * takes some hundred times as long as using it.
 */
export function oncePerKey<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new Map<Key, Value>();
  return (key) => {
    const found = made.get(key);
    if (found !== undefined) return found;
    const value = make(key);
    made.set(key, value);
    return value;
  };
}
