/**
 * Makes equal work be done once: whoever asks for the same key gets the same promise. The last
 * `size` keys are remembered; what failed is forgotten.
 */
export function shared<T>(size: number): (key: string, make: () => Promise<T>) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return (key, make) => {
    const before = known.get(key);
    if (before) return before;
    const made = make();
    known.set(key, made);
    made.catch(() => known.delete(key));
    const [oldest] = known.keys();
    if (known.size > size && oldest !== undefined) known.delete(oldest);
    return made;
  };
}
