// A certificate for this machine alone, signed by itself and made anew at each start, so that the local mail server is spoken
// to over TLS and believed only for its certificate, as any other. Node signs certificates nowhere, so the few lines of DER
// (X.690) stand here: RFC 5280 §4.1, with an elliptic key.
import { generateKeyPairSync, sign } from 'node:crypto';
import { systemClock } from '../../shared/adapters/node/system.ts';
import { day, type Instant, isoOf } from '../../shared/core/time.ts';

export interface OwnCertificate {
  /** Both in PEM. */
  readonly certificate: string;
  readonly key: string;
}

/** Valid for one IPv4 address, from yesterday on for a year. */
export function ownCertificate(address = '127.0.0.1', now: Instant = systemClock.now()): OwnCertificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const signed = sequence(
    tagged(0xa0, integer(2)),
    integer(now),
    ecdsaWithSha256,
    nameOf('local'),
    sequence(time(now - day), time(now + 365 * day)),
    nameOf('local'),
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(alternativeName(address))),
  );
  const signature = sign('sha256', signed, privateKey);
  const certificate = sequence(signed, ecdsaWithSha256, tagged(0x03, Buffer.concat([Buffer.from([0]), signature])));
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
  return {
    certificate: ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n'),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

function tagged(tag: number, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag, ...lengthOf(content.length)]), content]);
}
const lengthOf = (length: number): readonly number[] => {
  if (length < 128) return [length];
  return length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
};

const sequence = (...contents: readonly Buffer[]): Buffer => tagged(0x30, ...contents);
const objectId = (hex: string): Buffer => tagged(0x06, Buffer.from(hex, 'hex'));

function integer(value: number): Buffer {
  const hex = value.toString(16);
  // A zero byte before, so that it is never read as a negative number.
  return tagged(0x02, Buffer.from(`00${hex.length % 2 === 0 ? '' : '0'}${hex}`.replace(/^00(?=[0-7])/, ''), 'hex'));
}

/** 1.2.840.10045.4.3.2 */
const ecdsaWithSha256 = sequence(objectId('2a8648ce3d040302'));
/** commonName: 2.5.4.3 */
const nameOf = (name: string): Buffer =>
  sequence(tagged(0x31, sequence(objectId('550403'), tagged(0x0c, Buffer.from(name)))));
/** GeneralizedTime: "20261127063435Z". */
const time = (instant: Instant): Buffer => tagged(0x18, Buffer.from(isoOf(instant).replaceAll(/[-:T]/g, '')));
/** subjectAltName: 2.5.29.17, with one iPAddress. */
const alternativeName = (address: string): Buffer =>
  sequence(objectId('551d11'), tagged(0x04, sequence(tagged(0x87, Buffer.from(address.split('.').map(Number))))));
