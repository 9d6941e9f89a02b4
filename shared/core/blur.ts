// An amount as it may stand in a log: one of the two sizes around it, drawn so that the sum of many comes out right. A
// line then says of a gift only how large things are, and confirms no bank statement; a chart of a month is still true.

/** In steps of about three, and on purpose none that a newsroom would suggest. In minor units of any currency. */
function sizesAround(amountMinor: number): readonly [number, number] {
  let [low, high] = [0, 7];
  for (let decade = 1; high <= amountMinor; decade *= 10) {
    [low, high] = [7 * decade, 22 * decade];
    if (high <= amountMinor) [low, high] = [high, 70 * decade];
  }
  return [low, high];
}

/** `draw` is chance, at least 0 and below 1. The mean over all draws is the amount itself. */
export function blurred(amountMinor: number, draw: number): number {
  const [low, high] = sizesAround(amountMinor);
  return draw < (amountMinor - low) / (high - low) ? high : low;
}
