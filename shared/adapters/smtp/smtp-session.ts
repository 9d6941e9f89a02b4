// One session with an SMTP server, over `nodemailer/lib/smtp-connection` alone: TLS or nothing, then the login, then at most one
// message. It says how far it came, because what failed before the message was handed over certainly never left.
import { Readable } from 'node:stream';
import SmtpConnection from 'nodemailer/lib/smtp-connection';

export interface SmtpServer {
  /** `smtps:` speaks TLS from the first byte, `smtp:` only after STARTTLS. Neither sends anything else in the clear. */
  readonly url: string;
  /** Trusted instead of the certificate authorities of Node; only on one machine. */
  readonly authority?: string | undefined;
}
export interface SmtpCredentials {
  readonly user: string;
  readonly password: string;
}
export interface SmtpMessage {
  readonly from: string;
  readonly to: string;
  readonly raw: string;
}
/** Where a session failed, and what the server said then: its status and its extended status, of its text nothing. */
export interface SmtpFailure {
  readonly at: 'connect' | 'login' | 'sender' | 'recipient' | 'message';
  /** Null where the server said nothing: it hung up, was too slow, or was not believed. */
  readonly status: number | null;
  /** RFC 3463, like "5.1.1". */
  readonly extended: string | null;
  /** The whole message may have been handed over, and no answer came. */
  readonly isUnknown: boolean;
  readonly reason: 'certificate' | 'no-tls' | 'other';
}

const connectMilliseconds = 3000;
/** For everything together; a reminder has twenty seconds. */
const sessionMilliseconds = 10_000;

/** Without credentials it only begins TLS, without a message it only logs in. Null where all went well. */
export async function smtpSession(
  server: SmtpServer,
  credentials: SmtpCredentials | null,
  message: SmtpMessage | null = null,
): Promise<SmtpFailure | null> {
  const connection = new SmtpConnection(optionsOf(server));
  const progress: Progress = { at: 'connect', isHandedOver: false };
  const broken = Promise.withResolvers<never>();
  // Without a listener an error of the connection would end the process.
  connection.on('error', broken.reject);
  const tooLong = setTimeout(() => broken.reject(new Error('too long')), sessionMilliseconds);
  try {
    await Promise.race([broken.promise, converse(connection, progress, credentials, message)]);
    return null;
  } catch (error) {
    return failureOf(error, progress);
  } finally {
    clearTimeout(tooLong);
    connection.close();
  }
}

interface Progress {
  at: SmtpFailure['at'];
  /** From the first byte of the message on nobody knows, until the server answers. */
  isHandedOver: boolean;
}

async function converse(
  connection: SmtpConnection,
  progress: Progress,
  credentials: SmtpCredentials | null,
  message: SmtpMessage | null,
): Promise<void> {
  await called((done) => connection.connect(done));
  if (credentials === null) return;
  progress.at = 'login';
  const { user, password: pass } = credentials;
  await called((done) => connection.login({ user, pass }, done));
  if (message === null) return;
  progress.at = 'message';
  const { from, to, raw } = message;
  const body = handedOver(raw, progress);
  await called((done) => connection.send({ from, to: [to] }, body, done));
}

const called = (call: (done: (error?: Error | null) => void) => void): Promise<void> =>
  new Promise((resolve, reject) => call((error) => (error instanceof Error ? reject(error) : resolve())));

/** The connection reads it only after the server has asked for it. */
const handedOver = (raw: string, progress: Progress): Readable =>
  new Readable({
    read() {
      progress.isHandedOver = true;
      this.push(raw);
      this.push(null);
    },
  });

function optionsOf({ url, authority }: SmtpServer) {
  const { protocol, hostname, port } = new URL(url);
  const isSecure = protocol === 'smtps:';
  return {
    host: hostname,
    port: Number(port),
    secure: isSecure,
    // A server that does not offer STARTTLS, or whose certificate is not for this host, gets no word of ours.
    requireTLS: !isSecure,
    tls: {
      minVersion: 'TLSv1.2' as const,
      rejectUnauthorized: true,
      ...(authority === undefined ? {} : { ca: authority }),
    },
    // Said in the clear before STARTTLS, so it says nothing.
    name: '[127.0.0.1]',
    connectionTimeout: connectMilliseconds,
    dnsTimeout: connectMilliseconds,
    greetingTimeout: sessionMilliseconds,
    socketTimeout: sessionMilliseconds,
    logger: false,
  };
}

const steps: Readonly<Record<string, SmtpFailure['at']>> = { 'MAIL FROM': 'sender', 'RCPT TO': 'recipient' };

function failureOf(error: unknown, { at, isHandedOver }: Progress): SmtpFailure {
  const said = saidBy(error);
  const status = /^[45]\d\d/.exec(said.response)?.[0];
  const extended = /^[45]\d\d[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(said.response)?.[1];
  return {
    at: at === 'message' ? (steps[said.command] ?? at) : at,
    status: status === undefined ? null : Number(status),
    extended: extended ?? null,
    isUnknown: isHandedOver && status === undefined,
    reason: reasonOf(said),
  };
}

interface Said {
  readonly code: string;
  readonly command: string;
  readonly response: string;
  readonly message: string;
}
/** What nodemailer adds to its errors. Only shapes of it leave this file: a server repeats addresses in its answers. */
function saidBy(error: unknown): Said {
  const textOf = (name: string): string => {
    const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
    return typeof value === 'string' ? value : '';
  };
  return { code: textOf('code'), command: textOf('command'), response: textOf('response'), message: textOf('message') };
}

function reasonOf({ code, message, command }: Said): SmtpFailure['reason'] {
  if (/certificate|altnames|self.signed|issuer|CERT_/i.test(message)) return 'certificate';
  return code === 'ETLS' || command === 'STARTTLS' ? 'no-tls' : 'other';
}
