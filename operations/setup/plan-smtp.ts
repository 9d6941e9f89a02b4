// Plans the secret `Smtp` of a stage that sends by SMTP: the credentials come from the operator, and are stored only if none are
// and the provider takes them.
import { type AccountNeeds, writeSecret } from '../account/account-needs.ts';
import { type passedCredentials, storedCredentials } from '../account/smtp-credentials.ts';
import { smtpPassed, smtpTrouble } from '../account/smtp-login.ts';
import type { Finding } from '../terminal/finding.ts';

export interface SmtpPlanNeeds extends Pick<AccountNeeds, 'target' | 'secrets'> {
  /** As the operator passes them; null if none were passed. */
  readonly smtpCredentials: ReturnType<typeof passedCredentials>;
}
const about = 'Secret Smtp';

export async function planSmtp(needs: SmtpPlanNeeds): Promise<readonly Finding[]> {
  const { target, smtpCredentials } = needs;
  if (target.smtp === null || target.secretNames.Smtp === null) return [];
  const stored = await storedCredentials(needs);
  if (stored === 'broken') {
    const is = 'does not have its shape, so no message is sent';
    return [{ about, state: 'problem', is, remedy: `${smtpPassed} npm run rotate -- smtp` }];
  }
  if (stored !== null) return [{ about, state: 'ok', is: 'filled' }];
  if (smtpCredentials === null) {
    const remedy = `make credentials at your provider of SMTP, and pass them: ${smtpPassed} npm run setup`;
    return [{ about, state: 'problem', is: 'was never filled', remedy }];
  }
  const trouble = await smtpTrouble(target.smtp, smtpCredentials);
  if (trouble !== null) return [{ about, state: 'problem', ...trouble }];
  const apply = () => writeSecret(needs, 'Smtp', smtpCredentials);
  return [{ about, state: 'change', is: 'store the credentials that were passed: the provider takes them', apply }];
}
