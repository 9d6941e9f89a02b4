// The English words of every letter. One flat group a letter; {braces} are filled in.

export const en = {
  link: {
    subject: 'Your link',
    namedSubject: 'Your link to {name}',
    opening: 'Somebody, probably you, asked for this link. It works once, within half an hour.',
    namedOpening: 'Somebody, probably you, asked {name} for this link. It works once, within half an hour.',
    button: 'Open the page',
    codeIntroduction: 'If you read this on another device, type this code on the page where you asked:',
    notYou: 'If it was not you, you need do nothing: without this letter nobody can use it.',
  },
  codePage: {
    title: 'Look into your mail',
    sent: 'If something was given under this address, a letter is on its way. It holds a link, and a code to type here.',
    code: 'Code from the letter',
    button: 'Continue',
  },
} as const;
