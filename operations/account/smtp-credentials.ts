// The credentials of the provider of SMTP: as the operator passes them, and as the stage has them stored.
import { parseSmtpCredentials } from '../../functions/runtime/secret-shapes.ts';
import { CannotStart } from '../../local/environment/cannot-start.ts';
import type { SmtpCredentials } from '../../shared/adapters/smtp/smtp-session.ts';
import { type AccountNeeds, readSecret } from './account-needs.ts';

/** Null where neither was passed. One alone is a mistake. */
export function passedCredentials(user: string | null, password: string | null): SmtpCredentials | null {
  if (user === null && password === null) return null;
  if (user === null || password === null) throw new CannotStart('Pass both: SMTP_USER=… and SMTP_PASSWORD=…');
  return checked(JSON.stringify({ user, password })) ?? refusePassed();
}

function refusePassed(): never {
  throw new CannotStart('SMTP_USER and SMTP_PASSWORD must be printable ASCII without spaces.');
}

/** `broken` where it has another shape; null where it was never filled or the stage has no such secret. */
export async function storedCredentials(
  needs: Pick<AccountNeeds, 'target' | 'secrets'>,
): Promise<SmtpCredentials | 'broken' | null> {
  const text = await readSecret(needs, 'Smtp');
  return text === null ? null : (checked(text) ?? 'broken');
}

function checked(text: string): SmtpCredentials | null {
  try {
    return parseSmtpCredentials(text);
  } catch {
    // The finding says so; the value is never shown.
    return null;
  }
}
