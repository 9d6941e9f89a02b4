// What a supporter may mean by another regular contribution, as the buttons of the page that asks them, by language.
import type { MailLanguage } from '../core/mail-templates/mail-language.ts';

export interface ChoiceTexts {
  readonly seeRunning: string;
  readonly giveOnce: string;
  readonly giveAgain: string;
}

export const choiceTexts: Readonly<Record<MailLanguage, ChoiceTexts>> = {
  en: {
    seeRunning: 'See what is running',
    giveOnce: 'Give once instead',
    giveAgain: 'Yes, another one',
  },
  de: {
    seeRunning: 'Ansehen, was läuft',
    giveOnce: 'Stattdessen einmal geben',
    giveAgain: 'Ja, einen weiteren',
  },
  fr: {
    seeRunning: 'Voir ce qui est en cours',
    giveOnce: 'Donner une seule fois',
    giveAgain: 'Oui, une autre',
  },
  es: {
    seeRunning: 'Ver lo que está en curso',
    giveOnce: 'Aportar una sola vez',
    giveAgain: 'Sí, otra más',
  },
  ru: {
    seeRunning: 'Посмотреть, что идёт',
    giveOnce: 'Сделать разовый взнос',
    giveAgain: 'Да, ещё один',
  },
  uk: {
    seeRunning: 'Подивитися, що діє',
    giveOnce: 'Зробити разовий внесок',
    giveAgain: 'Так, ще один',
  },
};
