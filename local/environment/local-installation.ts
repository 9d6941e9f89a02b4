// Which installation a run on one machine is: one of its own, so that a run with a key of the newsroom's account takes
// nothing of a stage that lives there.
import { settings } from '#settings';
import { installationOf } from '../../shared/api/installation-settings.ts';

/** As the functions of the run read it (`functions.ts`). */
export const localStage = 'local';
export const localInstallation = installationOf(settings, localStage);
