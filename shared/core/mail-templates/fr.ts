// The French templates of every message.
import type { MailTemplate } from './mail-template.ts';

export const fr: MailTemplate = {
  link: {
    subject: 'Votre lien',
    namedSubject: 'Votre lien : {name}',
    opening: 'Quelqu’un, sans doute vous, a demandé ce lien. Il sert une fois, pendant une demi-heure.',
    namedOpening: 'Quelqu’un, sans doute vous, a demandé ce lien : {name}. Il sert une fois, pendant une demi-heure.',
    button: 'Ouvrir la page',
    codeIntroduction:
      'Si vous lisez ceci sur un autre appareil, saisissez ce code sur la page où vous l’avez demandé :',
    notYou: 'Si ce n’était pas vous, vous n’avez rien à faire : sans cet e-mail, personne ne peut s’en servir.',
  },
  ask: {
    subject: 'Voulez-vous un rappel ?',
    namedSubject: 'Voulez-vous un rappel ? {name}',
    opening:
      'Quelqu’un, sans doute vous, nous a demandé de vous écrire une fois, un jour prochain. Si c’était vous, ouvrez la page et appuyez sur son bouton.',
    namedOpening:
      'Quelqu’un, sans doute vous, a demandé qu’on vous écrive une fois, un jour prochain : {name}. Si c’était vous, ouvrez la page et appuyez sur son bouton.',
    button: 'Ouvrir la page',
    nothingYet:
      'Avant que vous n’appuyiez, votre adresse n’est conservée nulle part, et rien n’est envoyé. Le lien sert une semaine au plus.',
    notYou:
      'Si ce n’était pas vous, vous n’avez rien à faire. La page a aussi un second bouton, qui refuse pour toujours tous ces e-mails.',
  },
  reminder: {
    subject: 'Vous vouliez un rappel',
    namedSubject: 'Vous vouliez un rappel : {name}',
    opening:
      'Il y a quelque temps, vous nous avez demandé un rappel. Si le moment vous convient, cela prend une minute. Sinon, vous n’avez rien à faire.',
    namedOpening:
      'Il y a quelque temps, vous avez demandé qu’on vous rappelle votre soutien : {name}. Si le moment vous convient, cela prend une minute. Sinon, vous n’avez rien à faire.',
    button: 'Ouvrir la page',
    onlyOne: 'C’est le seul e-mail que vous avez demandé. Aucun autre ne suit.',
    noMore: 'Vous ne l’avez pas demandé, ou n’en voulez plus jamais ?',
    cancel: 'Plus d’e-mails',
  },
};
