// Makes something at its first use and keeps it while the container lives. Nothing runs at import. A failed first try
// is not kept: the next call tries again.

export function lazily<T>(make: () => Promise<T> | T): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    if (made === undefined) {
      const making = Promise.resolve().then(make);
      made = making;
      making.catch(() => {
        if (made === making) made = undefined;
      });
    }
    return made;
  };
}
