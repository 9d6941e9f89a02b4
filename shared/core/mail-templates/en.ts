// The English templates of every message. Each message is one flat group; {braces} are filled in.

export const en = {
  link: {
    subject: 'Your link',
    namedSubject: 'Your link to {name}',
    opening: 'Somebody, probably you, asked for this link. It works once, within half an hour.',
    namedOpening: 'Somebody, probably you, asked {name} for this link. It works once, within half an hour.',
    button: 'Open the page',
    codeIntroduction: 'If you read this on another device, type this code on the page where you asked:',
    notYou: 'If it was not you, you need do nothing: without this e-mail nobody can use it.',
  },
  ask: {
    subject: 'Shall we remind you?',
    namedSubject: 'Shall {name} remind you?',
    opening:
      'Somebody, probably you, asked us to write to you once, on a later day. If it was you, open the page and press its button.',
    namedOpening:
      'Somebody, probably you, asked {name} to write to you once, on a later day. If it was you, open the page and press its button.',
    button: 'Open the page',
    nothingYet:
      'Until you press it, your address is stored nowhere, and nothing is sent. The link works for a week at most.',
    notYou:
      'If it was not you, you need do nothing. The page has a second button, which refuses all such e-mails for ever.',
  },
  reminder: {
    subject: 'You asked to be reminded',
    namedSubject: 'You asked to be reminded: {name}',
    opening:
      'A while ago you asked us to remind you. If it suits you now, it takes a minute. If not, you need do nothing.',
    namedOpening:
      'A while ago you asked {name} to remind you to support it. If it suits you now, it takes a minute. If not, you need do nothing.',
    button: 'Open the page',
    onlyOne: 'This is the one e-mail you asked for. No other follows.',
    noMore: 'You did not ask for it, or want none of these ever again?',
    cancel: 'No more e-mails',
  },
} as const;
