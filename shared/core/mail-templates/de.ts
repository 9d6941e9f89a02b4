// The German templates of every message.
import type { MailTemplate } from './mail-template.ts';

export const de: MailTemplate = {
  link: {
    subject: 'Ihr Link',
    namedSubject: 'Ihr Link: {name}',
    opening: 'Jemand, vermutlich Sie, hat diesen Link bestellt. Er wirkt einmal, innerhalb einer halben Stunde.',
    namedOpening:
      'Jemand, vermutlich Sie, hat diesen Link bestellt: {name}. Er wirkt einmal, innerhalb einer halben Stunde.',
    button: 'Seite öffnen',
    codeIntroduction:
      'Wenn Sie dies auf einem anderen Gerät lesen, geben Sie diesen Code auf der Seite ein, auf der Sie ihn bestellt haben:',
    notYou: 'Wenn Sie es nicht waren, müssen Sie nichts tun: Ohne diese E-Mail kann niemand den Link benutzen.',
  },
  ask: {
    subject: 'Sollen wir Sie erinnern?',
    namedSubject: 'Sollen wir Sie erinnern? {name}',
    opening:
      'Jemand, vermutlich Sie, hat uns gebeten, Ihnen an einem späteren Tag einmal zu schreiben. Wenn Sie es waren, öffnen Sie die Seite und drücken Sie den Knopf darauf.',
    namedOpening:
      'Jemand, vermutlich Sie, hat darum gebeten, dass Ihnen an einem späteren Tag einmal geschrieben wird: {name}. Wenn Sie es waren, öffnen Sie die Seite und drücken Sie den Knopf darauf.',
    button: 'Seite öffnen',
    nothingYet:
      'Bevor Sie ihn drücken, ist Ihre Adresse nirgends gespeichert, und nichts wird verschickt. Der Link wirkt höchstens eine Woche.',
    notYou:
      'Wenn Sie es nicht waren, müssen Sie nichts tun. Die Seite hat auch einen zweiten Knopf, der alle solchen E-Mails für immer ablehnt.',
  },
  reminder: {
    subject: 'Sie wollten erinnert werden',
    namedSubject: 'Sie wollten erinnert werden: {name}',
    opening:
      'Vor einiger Zeit haben Sie uns gebeten, Sie zu erinnern. Wenn es Ihnen jetzt passt, dauert es eine Minute. Wenn nicht, müssen Sie nichts tun.',
    namedOpening:
      'Vor einiger Zeit haben Sie darum gebeten, an die Unterstützung erinnert zu werden: {name}. Wenn es Ihnen jetzt passt, dauert es eine Minute. Wenn nicht, müssen Sie nichts tun.',
    button: 'Seite öffnen',
    onlyOne: 'Dies ist die eine E-Mail, um die Sie gebeten haben. Keine weitere folgt.',
    noMore: 'Sie haben nicht darum gebeten, oder wollen nie wieder eine solche E-Mail?',
    cancel: 'Keine E-Mails mehr',
  },
};
