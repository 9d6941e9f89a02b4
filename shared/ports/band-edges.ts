// Where the edges between the shown tenths of a campaign lie: drawn from a secret, for each campaign, month and figure anew.
import type { Figure } from '../core/campaign-progress.ts';
import type { CampaignId } from '../core/ids.ts';
import type { Month } from '../core/time.ts';

export interface DrawnEdges {
  /** The id of the key they are drawn with. */
  readonly key: string;
  /** One draw for each band, each below `draws`, the same whenever it is asked. */
  readonly drawn: readonly number[];
}
export interface EdgesOf {
  readonly campaign: CampaignId;
  readonly month: Month;
  readonly figure: Figure;
  /** The key of the month's earlier draws, so that a rotation moves no edge; another is used only where it is gone. */
  readonly key: string | null;
}
export interface BandEdges {
  draw(of: EdgesOf): Promise<DrawnEdges>;
}
