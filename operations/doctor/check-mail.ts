// Whether our letters can leave: the sender is proven, signed for by DKIM, and the account is out of SES's sandbox, in
// which mail reaches only addresses that were proven one by one.
import { GetAccountCommand, GetEmailIdentityCommand, NotFoundException, SESv2Client } from '@aws-sdk/client-sesv2';
import type { Finding } from '../terminal/finding.ts';

const about = 'MailRequests';

/** `sender` is the address letters come from. */
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

async function checkSandbox(client: SESv2Client): Promise<Finding> {
  const { ProductionAccessEnabled, SendingEnabled, SendQuota } = await client.send(new GetAccountCommand({}));
  if (SendingEnabled === false) {
    return {
      about,
      state: 'hurts',
      is: 'SES has stopped this account',
      remedy: 'read its notice in the console of SES',
    };
  }
  if (ProductionAccessEnabled !== true) {
    const remedy = 'console of SES → Account dashboard → Request production access (a day, usually)';
    return { about, state: 'hurts', is: "the account is in SES's sandbox: readers get nothing", remedy };
  }
  return { about, state: 'well', is: `SES lets out ${SendQuota?.Max24HourSend ?? '?'} a day` };
}

async function checkSender(client: SESv2Client, sender: string): Promise<Finding> {
  const domain = sender.split('@').at(-1) ?? sender;
  const identity = (await identityOf(client, domain)) ?? (await identityOf(client, sender));
  if (identity === null || identity.VerifiedForSendingStatus !== true) {
    const remedy = `set the DNS records that SES shows for ${domain}`;
    return { about, state: 'hurts', is: `the sender of ${domain} is not proven`, remedy };
  }
  if (identity.DkimAttributes?.Status !== 'SUCCESS') {
    const remedy = `set the three CNAME records of DKIM that SES shows for ${domain}`;
    return { about, state: 'hurts', is: 'letters are not signed by DKIM: they will be taken for spam', remedy };
  }
  return { about, state: 'well', is: `${domain} is proven and signs by DKIM` };
}

async function identityOf(client: SESv2Client, name: string) {
  try {
    return await client.send(new GetEmailIdentityCommand({ EmailIdentity: name }));
  } catch (error) {
    if (error instanceof NotFoundException) return null;
    throw error;
  }
}
