// The texts of the page that answers "a link for a reader who cannot give", by language. Nothing in them says that somebody gave:
// whoever gets the link may have it from a mailing too.
import type { MailLanguage } from './mail-language.ts';

interface GrantPageTexts {
  readonly title: string;
  /** With a blank for the day. */
  readonly meaning: string;
  readonly nobodyCounts: string;
}
export const grantPageTexts: Readonly<Record<MailLanguage, GrantPageTexts>> = {
  en: {
    title: 'For a reader who cannot give',
    meaning: 'Pass this link on. Whoever opens it and presses the button sees no request for money until {date}.',
    nobodyCounts: 'It is the same link for everybody. It names nobody, and nobody counts who passes it on or opens it.',
  },
  de: {
    title: 'Für jemanden, der nichts geben kann',
    meaning:
      'Geben Sie diesen Link weiter. Wer ihn öffnet und den Knopf drückt, wird bis zum {date} nicht um Geld gebeten.',
    nobodyCounts:
      'Der Link ist für alle derselbe. Er nennt niemanden, und niemand zählt, wer ihn weitergibt oder öffnet.',
  },
  fr: {
    title: 'Pour quelqu’un qui ne peut pas donner',
    meaning:
      'Transmettez ce lien. Qui l’ouvre et appuie sur le bouton ne verra aucune demande d’argent jusqu’au {date}.',
    nobodyCounts:
      'Ce lien est le même pour tous. Il ne nomme personne, et personne ne compte qui le transmet ou l’ouvre.',
  },
  es: {
    title: 'Para quien no puede aportar',
    meaning: 'Pase este enlace. Quien lo abra y pulse el botón no verá ninguna petición de dinero hasta el {date}.',
    nobodyCounts:
      'El enlace es el mismo para todo el mundo. No nombra a nadie, y nadie cuenta quién lo pasa ni quién lo abre.',
  },
  ru: {
    title: 'Для того, кто не может платить',
    meaning: 'Передайте эту ссылку. Кто откроет её и нажмёт кнопку, не увидит просьб о деньгах до {date}.',
    nobodyCounts: 'Ссылка одна на всех. Она никого не называет, и никто не считает, кто её передал или открыл.',
  },
  uk: {
    title: 'Для того, хто не може платити',
    meaning: 'Передайте це посилання. Хто відкриє його й натисне кнопку, не побачить прохань про гроші до {date}.',
    nobodyCounts: 'Посилання одне на всіх. Воно нікого не називає, і ніхто не рахує, хто його передав чи відкрив.',
  },
};
