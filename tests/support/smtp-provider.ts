// A provider of SMTP as `smtp-server` plays it, with TLS and a login, that refuses or hangs up where a test wants it to.
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { ownCertificate } from '../../local/servers/own-certificate.ts';
import type { SmtpServer } from '../../shared/adapters/smtp/smtp-session.ts';

export const login = { user: 'AKIAEXAMPLE', password: 'secret-of-smtp' };

/** Steps of the dialogue, with the answer there, or none. */
type Mood = Readonly<Partial<Record<'auth' | 'sender' | 'recipient' | 'message', string | 'hangs-up'>>>;
interface Wanted extends Pick<SMTPServerOptions, 'secure' | 'disabledCommands'> {
  readonly mood?: Mood;
  /** For another address than the one it listens at. */
  readonly certificateFor?: string;
}
export interface SmtpProvider {
  readonly server: SmtpServer;
  /** The messages it took, and the steps of its dialogues, in order. */
  readonly messages: readonly string[];
  readonly steps: readonly string[];
  stop(): Promise<void>;
}

export async function startProvider({
  mood = {},
  certificateFor,
  secure,
  ...options
}: Wanted = {}): Promise<SmtpProvider> {
  const { certificate, key } = ownCertificate(certificateFor);
  const [messages, steps]: [string[], string[]] = [[], []];
  /** True where the step ends here. */
  const at = (step: keyof Mood, done: (error: Error) => void): boolean => {
    steps.push(step);
    const answer = mood[step];
    if (answer === undefined) return false;
    if (answer === 'hangs-up') for (const each of smtp.connections) Reflect.get(each, '_socket').destroy();
    else done(Object.assign(new Error(answer.slice(4)), { responseCode: Number(answer.slice(0, 3)) }));
    return true;
  };
  const smtp = new SMTPServer({
    key,
    cert: certificate,
    logger: false,
    hideENHANCEDSTATUSCODES: true,
    ...(secure === undefined ? {} : { secure }),
    ...options,
    onAuth: ({ username, password }, _session, done) => {
      if (at('auth', done)) return;
      if (username === login.user && password === login.password) done(null, { user: login.user });
      else done(new Error('no'));
    },
    onMailFrom: (_address, _session, done) => void (at('sender', done) || done()),
    onRcptTo: (_address, _session, done) => void (at('recipient', done) || done()),
    onData: async (stream, _session, done) => {
      let raw = '';
      for await (const piece of stream) raw += piece;
      if (at('message', done)) return;
      messages.push(raw);
      done();
    },
  });
  smtp.on('error', () => {});
  const port = await new Promise<number>((resolve) => {
    const listening = smtp.listen(0, '127.0.0.1', () => {
      const address = listening.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  return {
    server: { url: `${secure === true ? 'smtps' : 'smtp'}://127.0.0.1:${port}`, authority: certificate },
    messages,
    steps,
    stop: () => new Promise((resolve) => smtp.close(() => resolve())),
  };
}
