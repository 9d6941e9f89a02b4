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
    title: 'Check your e-mail',
    sent: 'If something was given under this address, an e-mail is on its way. It holds a link, and a code to type here. We write to one address at most once in 15 minutes and twelve times a day; if you asked shortly before, the code in the last e-mail works.',
    code: 'Code from the e-mail',
    button: 'Continue',
  },
  de: {
    title: 'Prüfen Sie Ihr Postfach',
    sent: 'Wenn unter dieser Adresse etwas gegeben wurde, ist eine E-Mail unterwegs. Sie enthält einen Link und einen Code, den Sie hier eingeben können. Wir schreiben einer Adresse höchstens einmal in 15 Minuten und zwölfmal am Tag; wenn Sie kurz zuvor gefragt haben, wirkt der Code in der letzten E-Mail.',
    code: 'Code aus der E-Mail',
    button: 'Weiter',
  },
  fr: {
    title: 'Consultez vos e-mails',
    sent: 'Si quelqu’un a donné avec cette adresse, un e-mail est en route. Il contient un lien et un code à saisir ici. Nous écrivons à une adresse au plus une fois en 15 minutes et douze fois par jour ; si vous aviez demandé peu avant, le code du dernier e-mail convient.',
    code: 'Code de l’e-mail',
    button: 'Continuer',
  },
  es: {
    title: 'Revise su correo',
    sent: 'Si alguien hizo una aportación con esta dirección, un correo está en camino. Contiene un enlace y un código que puede escribir aquí. Escribimos a una dirección como máximo una vez en 15 minutos y doce veces al día; si lo pidió poco antes, sirve el código del último correo.',
    code: 'Código del correo',
    button: 'Continuar',
  },
  ru: {
    title: 'Проверьте почту',
    sent: 'Если кто-то сделал взнос с этим адресом, письмо уже в пути. В нём ссылка и код, который можно ввести здесь. На один адрес мы пишем не чаще раза в 15 минут и двенадцати раз в день; если вы просили незадолго до этого, подойдёт код из последнего письма.',
    code: 'Код из письма',
    button: 'Продолжить',
  },
  uk: {
    title: 'Перевірте пошту',
    sent: 'Якщо хтось зробив внесок із цією адресою, лист уже в дорозі. У ньому посилання та код, який можна ввести тут. На одну адресу ми пишемо не частіше ніж раз на 15 хвилин і дванадцять разів на день; якщо ви просили незадовго до цього, підійде код з останнього листа.',
    code: 'Код із листа',
    button: 'Продовжити',
  },
};
