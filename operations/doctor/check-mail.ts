// Checks whether mail can be sent: the sender is verified, DKIM signs for it, and the account has left the SES sandbox, in
// which mail reaches only verified addresses.
import { GetAccountCommand, GetEmailIdentityCommand, NotFoundException, SESv2Client } from '@aws-sdk/client-sesv2';
import type { Finding } from '../terminal/finding.ts';

const about = 'Mail';

/** `sender` is the address that mail is sent from. */
export async function checkMail(
  sender: string,
  client = new SESv2Client({ maxAttempts: 2 }),
): Promise<readonly Finding[]> {
  try {
    return [await checkSandbox(client), await checkSender(client, sender)];
  } finally {
    client.destroy();
  }
}

export async function checkSandbox(client: SESv2Client): Promise<Finding> {
  const { ProductionAccessEnabled, SendingEnabled, SendQuota } = await client.send(new GetAccountCommand({}));
  if (SendingEnabled === false) {
    return {
      about,
      state: 'problem',
      is: 'SES has suspended sending for this account',
      remedy: 'read the notice in the SES console',
    };
  }
  if (ProductionAccessEnabled !== true) {
    const remedy = 'SES console → Account dashboard → Request production access (usually takes a day)';
    return { about, state: 'problem', is: 'the account is in the SES sandbox, so readers receive no mail', remedy };
  }
  return { about, state: 'ok', is: `SES allows ${SendQuota?.Max24HourSend ?? '?'} messages a day` };
}

async function checkSender(client: SESv2Client, sender: string): Promise<Finding> {
  const domain = sender.split('@').at(-1) ?? sender;
  const identity = (await identityOf(client, domain)) ?? (await identityOf(client, sender));
  if (identity === null || identity.VerifiedForSendingStatus !== true) {
    const remedy = `set the DNS records that SES shows for ${domain}`;
    return { about, state: 'problem', is: `the sender domain ${domain} is not verified`, remedy };
  }
  if (identity.DkimAttributes?.Status !== 'SUCCESS') {
    const remedy = `set the three DKIM CNAME records that SES shows for ${domain}`;
    return { about, state: 'problem', is: 'mail is not signed by DKIM, so it will be treated as spam', remedy };
  }
  return { about, state: 'ok', is: `${domain} is verified and signed by DKIM` };
}

async function identityOf(client: SESv2Client, name: string) {
  try {
    return await client.send(new GetEmailIdentityCommand({ EmailIdentity: name }));
  } catch (error) {
    if (error instanceof NotFoundException) return null;
    throw error;
  }
}
