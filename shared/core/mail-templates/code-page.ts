// The texts of the page where a reader types the code from a message, by language. Apart from the messages: the function that
// shows this page sends none, and must not load their texts.
import type { MailLanguage } from './mail-language.ts';

interface CodePageTexts {
  readonly title: string;
  readonly sent: string;
  readonly code: string;
  readonly button: string;
}
export const codePageTexts: Readonly<Record<MailLanguage, CodePageTexts>> = {
  en: {
    title: 'Look into your mail',
    sent: 'If something was given under this address, an e-mail is on its way. It holds a link, and a code to type here. We write to one address at most once in 15 minutes and twelve times a day; if you asked shortly before, the code in the last e-mail works.',
    code: 'Code from the e-mail',
    button: 'Continue',
  },
  ru: {
    title: 'Загляните в почту',
    sent: 'Если с этого адреса нас поддерживали, письмо уже в пути. В нём ссылка и код, который можно ввести здесь. На один адрес мы пишем не чаще раза в 15 минут и двенадцати раз в день; если вы просили незадолго до этого, подойдёт код из последнего письма.',
    code: 'Код из письма',
    button: 'Продолжить',
  },
};
