// The Spanish templates of every message.
import type { MailTemplate } from './mail-template.ts';

export const es: MailTemplate = {
  link: {
    subject: 'Su enlace',
    namedSubject: 'Su enlace: {name}',
    opening: 'Alguien, probablemente usted, pidió este enlace. Sirve una vez, durante media hora.',
    namedOpening: 'Alguien, probablemente usted, pidió este enlace: {name}. Sirve una vez, durante media hora.',
    button: 'Abrir la página',
    codeIntroduction: 'Si lee esto en otro dispositivo, escriba este código en la página donde lo pidió:',
    notYou: 'Si no fue usted, no tiene que hacer nada: sin este correo nadie puede usarlo.',
  },
  ask: {
    subject: '¿Quiere que se lo recordemos?',
    namedSubject: '¿Quiere que se lo recordemos? {name}',
    opening:
      'Alguien, probablemente usted, nos pidió que le escribiéramos una vez, otro día. Si fue usted, abra la página y pulse su botón.',
    namedOpening:
      'Alguien, probablemente usted, pidió que se le escribiera una vez, otro día: {name}. Si fue usted, abra la página y pulse su botón.',
    button: 'Abrir la página',
    nothingYet:
      'Antes de que lo pulse, su dirección no está guardada en ninguna parte y no se envía nada. El enlace sirve una semana como máximo.',
    notYou:
      'Si no fue usted, no tiene que hacer nada. La página tiene también un segundo botón, que rechaza para siempre todos estos correos.',
  },
  reminder: {
    subject: 'Pidió un recordatorio',
    namedSubject: 'Pidió un recordatorio: {name}',
    opening:
      'Hace un tiempo nos pidió que se lo recordáramos. Si ahora le viene bien, es un minuto. Si no, no tiene que hacer nada.',
    namedOpening:
      'Hace un tiempo pidió que se le recordara su apoyo: {name}. Si ahora le viene bien, es un minuto. Si no, no tiene que hacer nada.',
    button: 'Abrir la página',
    onlyOne: 'Este es el único correo que pidió. No sigue ningún otro.',
    noMore: '¿No lo pidió, o no quiere recibir ninguno más?',
    cancel: 'Ningún correo más',
  },
};
