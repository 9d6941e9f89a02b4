// The captcha, if the settings name one; they also name its secret. It is asked only while cards are tested.
import { settings } from '#settings';
import { type CaptchaWhenTestedNeeds, captchaWhenTested } from '../../shared/actions/captcha-when-tested.ts';
import { noCaptcha } from '../../shared/adapters/node/no-captcha.ts';
import { turnstileCaptcha, turnstileUrl } from '../../shared/adapters/turnstile/captcha.ts';
import type { Captcha } from '../../shared/ports/captcha.ts';
import type { Config } from './config.ts';
import { parseCaptchaKey } from './secret-shapes.ts';
import type { OpenSecret } from './wire-secrets.ts';

export function wireCaptcha(
  { SITE_ORIGINS, CAPTCHA }: Config,
  secret: OpenSecret,
  needs: Omit<CaptchaWhenTestedNeeds, 'captcha'>,
): Captcha {
  const { captcha } = settings;
  if (captcha === null || CAPTCHA === 'none') return noCaptcha;
  const hosts = SITE_ORIGINS.map((origin) => new URL(origin).hostname);
  const key = secret(captcha.secretName, parseCaptchaKey).current;
  return captchaWhenTested({ ...needs, captcha: turnstileCaptcha({ secret: key, hosts, url: turnstileUrl }) });
}
