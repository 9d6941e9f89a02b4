// The edges of a campaign's bands by HMAC-SHA256 under the pepper. No address begins as these texts do, so no draw is the hash
// of an address.
import { createHmac } from 'node:crypto';
import { bands } from '../../core/campaign-progress.ts';
import type { BandEdges } from '../../ports/band-edges.ts';
import type { KeyRing } from './key-ring.ts';

const drawBytes = 6;

export const bandEdges = (peppers: () => Promise<KeyRing>): BandEdges => ({
  async draw({ campaign, month, figure, key: wanted }) {
    const { current, key: currentKey, keys } = await peppers();
    const found = wanted === null ? undefined : keys.get(wanted);
    const [id, key] = wanted === null || found === undefined ? [current, currentKey] : [wanted, found];
    const drawn = Array.from({ length: bands }, (_, band) =>
      createHmac('sha256', key)
        .update(`band-edge ${campaign} ${month} ${figure} ${band}`)
        .digest()
        .readUIntBE(0, drawBytes),
    );
    return { key: id, drawn };
  },
});
