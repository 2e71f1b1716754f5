/**
 * Remembers the answer about the last subject only: the policies of a pack ask about one resource after the other, and a
 * map of all of them would cost more than it saves.
 */
export function lastAnswer<K, V>(make: (key: K) => V): (key: K) => V {
  let last: { readonly key: K; readonly value: V } | undefined;
  return (key) => {
    if (last?.key !== key) {
      last = { key, value: make(key) };
    }
    return last.value;
  };
}
