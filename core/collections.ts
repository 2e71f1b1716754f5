/** Adds to the list under a key, and begins one when there is none. */
export function addTo<K, T>(index: Map<K, T[]>, key: K, item: T): void {
  const list = index.get(key);
  if (list) {
    list.push(item);
  } else {
    index.set(key, [item]);
  }
}
