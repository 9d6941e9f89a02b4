// Which installation a stage is. Two that share a Stripe account and a mode must not be one: each would hold the other's
// supporters and count their money.
import * as z from 'zod/mini';
import type { Installation } from '../core/installation.ts';
import { text } from './texts.ts';

/** Stripe's staff and whoever works in the dashboard read it; nobody else does. */
export const installationSettings = z.strictObject({
  id: text(/^[a-z][a-z0-9]{0,19}$/, 'an id of a-z and 0-9 that begins with one of a-z, like "north"'),
  formerIds: z.array(
    text(/^(?:1|[a-z][a-z0-9_]{0,29})$/, 'an id that this installation had, or "1" for one from before ids'),
  ),
});

interface Installed {
  readonly installation: Installation;
  readonly stages: Readonly<
    Record<string, { readonly mode: string; readonly installation?: Installation | undefined }>
  >;
}

/** A run on one machine is in no settings. It may use the account of a stage, so it is an installation of its own. */
export function installationOf({ installation, stages }: Installed, stage: string): Installation {
  const settings = stages[stage];
  if (settings === undefined) return { id: `${installation.id}_local`, formerIds: [] };
  return settings.installation ?? installation;
}

export function wrongInstallations({ installation, stages }: Installed): string[] {
  const named = Object.entries(stages).map(([stage, { mode, installation: own = installation }]) => ({
    stage,
    mode,
    ids: [...new Set([own.id, ...own.formerIds])],
  }));
  return named.flatMap((one, at) =>
    named
      .slice(at + 1)
      .flatMap((other) =>
        one.mode === other.mode
          ? one.ids
              .filter((id) => other.ids.includes(id))
              .map(
                (id) =>
                  `stages.${one.stage} and stages.${other.stage} are both "${id}" in ${one.mode} mode, and each would hold the other's supporters: give one an \`installation\` of its own`,
              )
          : [],
      ),
  );
}
