// A recognition as the API writes it.
import type { Recognition } from '../../shared/actions/recognise.ts';
import type { StandingOut } from '../../shared/api/schemas/recognition.ts';
import { isoOf } from '../../shared/core/time.ts';

export const recognitionBody = ({ standing, pass }: Recognition): StandingOut => ({
  // Neither until when nor why: both would tell who opened a checkout what became of somebody else's payment.
  standing: { supporter: standing.supporter },
  pass: pass === null ? null : { token: pass.token, expiresAt: isoOf(pass.expiresAt) },
});
