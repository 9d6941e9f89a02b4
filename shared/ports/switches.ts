// What staff can stop at once, without a deploy. An adapter may answer what was true up to 30 seconds ago.

export type Switch = 'checkouts' | 'letters';
export interface Switches {
  isStopped(name: Switch): Promise<boolean>;
}
