// The shape of every language's templates: the groups and keys that English has.
import type { en } from './en.ts';

export type MailTemplate = {
  readonly [Kind in keyof typeof en]: { readonly [Key in keyof (typeof en)[Kind]]: string };
};
