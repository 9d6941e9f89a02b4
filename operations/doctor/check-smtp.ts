// Checks whether mail can be sent through the provider of SMTP: it answers with TLS and a certificate for its name, and takes the
// stored login. What the provider allows in an hour, only its own pages say.
import type { AccountNeeds } from '../account/account-needs.ts';
import { storedCredentials } from '../account/smtp-credentials.ts';
import { smtpPassed, smtpTrouble } from '../account/smtp-login.ts';
import type { DeployTarget } from '../stage/deploy-target.ts';
import type { Finding } from '../terminal/finding.ts';

type Server = Exclude<DeployTarget['smtp'], null>;
const about = 'Mail';

export async function checkSmtp(
  server: Server,
  needs: Pick<AccountNeeds, 'target' | 'secrets'>,
): Promise<readonly Finding[]> {
  const stored = await storedCredentials(needs);
  if (stored === null || stored === 'broken') {
    const is = stored === null ? 'the secret Smtp was never filled' : 'the secret Smtp does not have its shape';
    return [
      { about, state: 'problem', is, remedy: `${smtpPassed} npm run ${stored === null ? 'setup' : 'rotate -- smtp'}` },
    ];
  }
  const trouble = await smtpTrouble(server, stored);
  if (trouble !== null) return [{ about, state: 'problem', ...trouble }];
  return [{ about, state: 'ok', is: `${new URL(server.url).host} takes the login, over TLS` }];
}

/** Before a deploy there are no credentials yet. */
export async function checkSmtpServer(server: Server): Promise<readonly Finding[]> {
  const trouble = await smtpTrouble(server, null);
  if (trouble !== null) return [{ about, state: 'problem', ...trouble }];
  return [
    { about, state: 'ok', is: `${new URL(server.url).host} answers over TLS; its login is checked by npm run setup` },
  ];
}
