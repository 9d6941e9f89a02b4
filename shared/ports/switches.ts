// What staff can stop at once, without a deploy. An adapter may answer what was true up to 30 seconds ago.

export const switches = ['checkouts', 'mail'] as const;
export type Switch = (typeof switches)[number];
export interface Switches {
  isStopped(name: Switch): Promise<boolean>;
}
