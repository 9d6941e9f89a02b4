// The texts of the page that answers a plain form which cannot be met, by language.
import type { MailLanguage } from '../core/mail-templates/mail-language.ts';

const english = {
  title: 'One moment',
  back: 'Back to the page',
  broke: 'Something broke on our side. Please try again in a moment.',
  unfit: 'Something in this form is not as it should be. Please go back, reload the page and try once more.',
  email: 'Please go back and type an e-mail address like name@example.org, with Latin letters before the @.',
  amount: 'Please go back and type an amount like 5 or 12.50.',
  tooSmall: 'The least that can be given is {amount}.',
  tooLarge: 'The most that can be given at once is {amount}.',
  unpayable: 'Cards cannot be charged this exact amount. Please round it.',
  month: 'This month cannot be chosen any more. Please choose another one.',
  notFromHere:
    'Where you are, giving to us can be held against you. So we do not take it from there, and nothing was charged.',
  alreadyGives:
    'This browser is a supporter’s already. Another regular contribution would come on top of what may be running.',
  paused: 'Giving is paused for the moment. Please come back later.',
  unavailable: 'The payment service does not answer. Please try again in a minute.',
  captcha: 'We could not see that you are not a program. Please go back and try again.',
  tooOften: 'That was a little too often. Please wait a few minutes and try again.',
  linkUnknown: 'This link or code is not valid any more. Please ask for a new one.',
  checkoutUnknown: 'That payment was not begun in this browser.',
  checkoutOpen: 'This payment is not completed yet.',
  linksUsedUp: 'The link was sent twice already. On the account page you can ask for another one with your address.',
  deviceUnknown: 'This browser is not known to us any more.',
  notFresh:
    'To keep your name and amounts off a shared or lost computer, this works only within minutes of a link. Please go back and ask for one by e-mail.',
  notHeld: 'This browser does not act for that membership.',
  ended: 'This membership has ended or is about to.',
};
export type ProblemTexts = Readonly<Record<keyof typeof english, string>>;

export const problemTexts: Readonly<Record<MailLanguage, ProblemTexts>> = {
  en: english,
  de: {
    title: 'Einen Moment',
    back: 'Zurück zur Seite',
    broke: 'Bei uns ist etwas schiefgegangen. Bitte versuchen Sie es gleich noch einmal.',
    unfit:
      'In diesem Formular stimmt etwas nicht. Bitte gehen Sie zurück, laden Sie die Seite neu und versuchen Sie es noch einmal.',
    email:
      'Bitte gehen Sie zurück und geben Sie eine E-Mail-Adresse wie name@example.org ein, mit lateinischen Buchstaben vor dem @.',
    amount: 'Bitte gehen Sie zurück und geben Sie einen Betrag wie 5 oder 12,50 ein.',
    tooSmall: 'Der kleinste Betrag ist {amount}.',
    tooLarge: 'Der höchste Betrag auf einmal ist {amount}.',
    unpayable: 'Karten können nicht mit genau diesem Betrag belastet werden. Bitte runden Sie ihn.',
    month: 'Dieser Monat kann nicht mehr gewählt werden. Bitte wählen Sie einen anderen.',
    notFromHere:
      'Dort, wo Sie sind, kann ein Beitrag an uns gegen Sie verwendet werden. Darum nehmen wir von dort keinen an; es wurde nichts abgebucht.',
    alreadyGives:
      'Dieser Browser gehört schon jemandem, der uns unterstützt. Ein weiterer regelmäßiger Beitrag käme zu dem hinzu, was vielleicht schon läuft.',
    paused: 'Beiträge sind gerade nicht möglich. Bitte kommen Sie später wieder.',
    unavailable: 'Der Zahlungsdienst antwortet nicht. Bitte versuchen Sie es in einer Minute noch einmal.',
    captcha:
      'Wir konnten nicht erkennen, dass Sie kein Programm sind. Bitte gehen Sie zurück und versuchen Sie es noch einmal.',
    tooOften: 'Das war etwas zu oft. Bitte warten Sie einige Minuten und versuchen Sie es noch einmal.',
    linkUnknown: 'Dieser Link oder Code gilt nicht mehr. Bitte fordern Sie einen neuen an.',
    checkoutUnknown: 'Diese Zahlung wurde nicht in diesem Browser begonnen.',
    checkoutOpen: 'Diese Zahlung ist noch nicht abgeschlossen.',
    linksUsedUp:
      'Der Link wurde schon zweimal gesendet. Auf der Kontoseite können Sie mit Ihrer Adresse einen weiteren anfordern.',
    deviceUnknown: 'Dieser Browser ist uns nicht mehr bekannt.',
    notFresh:
      'Damit Name und Beträge nicht auf einem geteilten oder verlorenen Rechner erscheinen, geht das nur wenige Minuten nach einem Link. Bitte gehen Sie zurück und fordern Sie einen per E-Mail an.',
    notHeld: 'Dieser Browser handelt nicht für diese Mitgliedschaft.',
    ended: 'Diese Mitgliedschaft ist beendet oder endet bald.',
  },
  fr: {
    title: 'Un instant',
    back: 'Revenir à la page',
    broke: 'Un problème est survenu de notre côté. Veuillez réessayer dans un instant.',
    unfit: 'Quelque chose ne va pas dans ce formulaire. Revenez en arrière, rechargez la page et réessayez.',
    email: 'Revenez en arrière et saisissez une adresse e-mail comme nom@example.org, en lettres latines avant le @.',
    amount: 'Revenez en arrière et saisissez un montant comme 5 ou 12,50.',
    tooSmall: 'Le montant minimum est de {amount}.',
    tooLarge: 'Le montant maximum en une fois est de {amount}.',
    unpayable: 'Les cartes ne peuvent pas être débitées de ce montant exact. Veuillez l’arrondir.',
    month: 'Ce mois ne peut plus être choisi. Veuillez en choisir un autre.',
    notFromHere:
      'Là où vous êtes, un don à notre rédaction peut être retenu contre vous. Nous n’en acceptons donc pas de là, et rien n’a été débité.',
    alreadyGives:
      'Ce navigateur est déjà celui d’une personne qui nous soutient. Une autre contribution régulière s’ajouterait à ce qui est peut-être en cours.',
    paused: 'Les contributions sont suspendues pour le moment. Revenez plus tard.',
    unavailable: 'Le service de paiement ne répond pas. Veuillez réessayer dans une minute.',
    captcha: 'Nous n’avons pas pu voir que vous n’êtes pas un programme. Revenez en arrière et réessayez.',
    tooOften: 'C’était un peu trop souvent. Patientez quelques minutes et réessayez.',
    linkUnknown: 'Ce lien ou ce code n’est plus valable. Veuillez en demander un nouveau.',
    checkoutUnknown: 'Ce paiement n’a pas été commencé dans ce navigateur.',
    checkoutOpen: 'Ce paiement n’est pas encore terminé.',
    linksUsedUp:
      'Le lien a déjà été envoyé deux fois. Sur la page du compte, vous pouvez en demander un autre avec votre adresse.',
    deviceUnknown: 'Ce navigateur ne nous est plus connu.',
    notFresh:
      'Pour que votre nom et vos montants ne s’affichent pas sur un ordinateur partagé ou perdu, cela ne marche que quelques minutes après un lien. Revenez en arrière et demandez-en un par e-mail.',
    notHeld: 'Ce navigateur n’agit pas pour cette adhésion.',
    ended: 'Cette adhésion est terminée ou va l’être.',
  },
  es: {
    title: 'Un momento',
    back: 'Volver a la página',
    broke: 'Algo falló por nuestra parte. Inténtelo de nuevo en un momento.',
    unfit: 'Algo en este formulario no está bien. Vuelva atrás, recargue la página e inténtelo otra vez.',
    email: 'Vuelva atrás y escriba una dirección de correo como nombre@example.org, con letras latinas antes de la @.',
    amount: 'Vuelva atrás y escriba un importe como 5 o 12,50.',
    tooSmall: 'El importe mínimo es {amount}.',
    tooLarge: 'El importe máximo de una vez es {amount}.',
    unpayable: 'A las tarjetas no se les puede cobrar este importe exacto. Redondéelo, por favor.',
    month: 'Este mes ya no se puede elegir. Elija otro, por favor.',
    notFromHere:
      'Donde usted está, una aportación a nuestro medio puede usarse en su contra. Por eso no la aceptamos desde allí, y no se cobró nada.',
    alreadyGives:
      'Este navegador ya es de alguien que nos apoya. Otra aportación periódica se sumaría a lo que quizá ya esté en curso.',
    paused: 'Las aportaciones están en pausa por ahora. Vuelva más tarde, por favor.',
    unavailable: 'El servicio de pago no responde. Inténtelo de nuevo en un minuto.',
    captcha: 'No pudimos ver que usted no es un programa. Vuelva atrás e inténtelo de nuevo.',
    tooOften: 'Fueron demasiados intentos. Espere unos minutos e inténtelo de nuevo.',
    linkUnknown: 'Este enlace o código ya no es válido. Pida uno nuevo, por favor.',
    checkoutUnknown: 'Ese pago no se inició en este navegador.',
    checkoutOpen: 'Este pago aún no está completo.',
    linksUsedUp: 'El enlace ya se envió dos veces. En la página de la cuenta puede pedir otro con su dirección.',
    deviceUnknown: 'Ya no conocemos este navegador.',
    notFresh:
      'Para que su nombre y sus importes no aparezcan en un ordenador compartido o perdido, esto solo funciona pocos minutos después de un enlace. Vuelva atrás y pida uno por correo.',
    notHeld: 'Este navegador no actúa por esa membresía.',
    ended: 'Esta membresía ha terminado o está a punto de terminar.',
  },
  ru: {
    title: 'Минутку',
    back: 'Назад на страницу',
    broke: 'У нас что-то сломалось. Попробуйте ещё раз через минуту.',
    unfit: 'В этой форме что-то не так. Вернитесь, обновите страницу и попробуйте ещё раз.',
    email: 'Вернитесь и введите адрес вида name@example.org, с латинскими буквами перед @.',
    amount: 'Вернитесь и введите сумму, например 5 или 12,50.',
    tooSmall: 'Наименьшая сумма — {amount}.',
    tooLarge: 'Наибольшая сумма за один раз — {amount}.',
    unpayable: 'Списать с карты ровно такую сумму нельзя. Пожалуйста, округлите её.',
    month: 'Этот месяц выбрать уже нельзя. Выберите, пожалуйста, другой.',
    notFromHere:
      'Там, где вы находитесь, взнос в нашу пользу могут обратить против вас. Поэтому оттуда мы взносов не принимаем; деньги не списаны.',
    alreadyGives:
      'Этот браузер уже принадлежит тому, кто нас поддерживает. Ещё один регулярный взнос добавится к тому, что, возможно, уже идёт.',
    paused: 'Приём взносов сейчас приостановлен. Загляните, пожалуйста, позже.',
    unavailable: 'Платёжный сервис не отвечает. Попробуйте ещё раз через минуту.',
    captcha: 'Не удалось убедиться, что вы не программа. Вернитесь и попробуйте ещё раз.',
    tooOften: 'Слишком много попыток. Подождите несколько минут и попробуйте снова.',
    linkUnknown: 'Эта ссылка или код уже недействительны. Запросите, пожалуйста, новые.',
    checkoutUnknown: 'Этот платёж начат не в этом браузере.',
    checkoutOpen: 'Этот платёж ещё не завершён.',
    linksUsedUp: 'Ссылку уже отправляли дважды. На странице аккаунта можно запросить ещё одну по вашему адресу.',
    deviceUnknown: 'Этот браузер нам больше не знаком.',
    notFresh:
      'Чтобы имя и суммы не появились на общем или потерянном компьютере, это работает лишь несколько минут после ссылки. Вернитесь и запросите её по почте.',
    notHeld: 'Этот браузер не связан с этой подпиской.',
    ended: 'Эта подписка закончилась или скоро закончится.',
  },
  uk: {
    title: 'Хвилинку',
    back: 'Назад на сторінку',
    broke: 'У нас щось зламалося. Спробуйте ще раз за хвилину.',
    unfit: 'У цій формі щось не так. Поверніться, оновіть сторінку і спробуйте ще раз.',
    email: 'Поверніться і введіть адресу на кшталт name@example.org, з латинськими літерами перед @.',
    amount: 'Поверніться і введіть суму, наприклад 5 або 12,50.',
    tooSmall: 'Найменша сума — {amount}.',
    tooLarge: 'Найбільша сума за один раз — {amount}.',
    unpayable: 'Списати з картки саме таку суму не можна. Будь ласка, округліть її.',
    month: 'Цей місяць вибрати вже не можна. Виберіть, будь ласка, інший.',
    notFromHere:
      'Там, де ви перебуваєте, внесок на нашу користь можуть обернути проти вас. Тому звідти ми внесків не приймаємо; гроші не списано.',
    alreadyGives:
      'Цей браузер уже належить тому, хто нас підтримує. Ще один регулярний внесок додасться до того, що, можливо, вже діє.',
    paused: 'Приймання внесків зараз призупинено. Завітайте, будь ласка, пізніше.',
    unavailable: 'Платіжний сервіс не відповідає. Спробуйте ще раз за хвилину.',
    captcha: 'Не вдалося переконатися, що ви не програма. Поверніться і спробуйте ще раз.',
    tooOften: 'Забагато спроб. Зачекайте кілька хвилин і спробуйте знову.',
    linkUnknown: 'Це посилання або код уже недійсні. Попросіть, будь ласка, нові.',
    checkoutUnknown: 'Цей платіж розпочато не в цьому браузері.',
    checkoutOpen: 'Цей платіж ще не завершено.',
    linksUsedUp: 'Посилання вже надсилали двічі. На сторінці акаунта можна попросити ще одне за вашою адресою.',
    deviceUnknown: 'Цей браузер нам більше не знайомий.',
    notFresh:
      'Щоб ім’я та суми не з’явилися на спільному чи загубленому комп’ютері, це працює лише кілька хвилин після посилання. Поверніться і попросіть його поштою.',
    notHeld: 'Цей браузер не пов’язаний із цією підпискою.',
    ended: 'Ця підписка закінчилася або скоро закінчиться.',
  },
};
