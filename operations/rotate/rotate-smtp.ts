// Replaces the credentials of the provider of SMTP by those that the operator passes. The provider makes them and can have two
// at a time, so there is no second step here: the old ones are removed there. New ones are stored only after a login.
import { CannotStart } from '../../local/environment/cannot-start.ts';
import { isoOf } from '../../shared/core/time.ts';
import { writeSecret } from '../account/account-needs.ts';
import { smtpPassed, smtpTrouble } from '../account/smtp-login.ts';
import { functionsKnowAfter, nothingToFinish, type RotateNeeds, type Rotation } from './rotation.ts';

export const smtpRotation = (needs: RotateNeeds): Rotation => ({
  async begin() {
    const { target, clock, smtpCredentials } = needs;
    if (target.smtp === null) throw new CannotStart('This stage sends through SES and has no credentials of SMTP.');
    if (smtpCredentials === null) {
      throw new CannotStart(
        `Make new credentials at your provider and pass them: ${smtpPassed} npm run rotate -- smtp`,
      );
    }
    const trouble = await smtpTrouble(target.smtp, smtpCredentials);
    if (trouble !== null) throw new CannotStart(`Nothing was changed: ${trouble.is}. Do this: ${trouble.remedy}`);
    await writeSecret(needs, 'Smtp', smtpCredentials);
    const at = isoOf(clock.now() + functionsKnowAfter);
    return {
      done: 'Within five minutes the function `mail` logs in with the new credentials.',
      next: `From ${at} on, remove the old ones at your provider.`,
    };
  },
  async finish() {
    return nothingToFinish('Smtp');
  },
});
