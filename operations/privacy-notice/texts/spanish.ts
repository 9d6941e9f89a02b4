// The readers' notice in Spanish. Blanks stand in braces.
import type { NoticeTexts } from './english.ts';

export const spanish: NoticeTexts = {
  title: 'Qué guardamos cuando usted nos apoya',
  intro:
    'Aquí se dice qué guardan {newsroom} y sus proveedores sobre quienes aportan, piden un recordatorio o piden un enlace. Guardamos lo menos posible.',
  heldTitle: 'Qué guardamos',
  giving:
    '**Lo que usted aportó:** importe, moneda, frecuencia, estado y días de los pagos, bajo un número que dio el servicio de pago. Sin los libros de ese servicio no lleva a nadie. Tras {linkDays} días, un pago es un importe de nadie, que guardamos para la contabilidad.',
  address:
    '**Su correo electrónico**, solo como un valor que no se puede invertir sin una clave guardada en otro lugar: para que un enlace encuentre lo que usted aportó. Desaparece con lo que aportó, o cuando usted lo borra. Mientras se envía un enlace, queda sellada en una cola, media hora como máximo.',
  browser:
    '**Este navegador:** un valor al azar que prueba que se le puede dejar en paz, como máximo 400 días después de su último uso. Lo de un pago sin terminar desaparece en días.',
  reminder:
    '**Un recordatorio confirmado:** su mes y su dirección, sellada para que solo el envío pueda leerla, hasta que se envía. Una dirección cancelada o rechazada queda como tal valor 400 días como máximo, y para siempre solo si usted dijo «nunca más».',
  counting: '**Recuentos contra abusos:** un valor hecho de su red con una clave del día, un día como máximo.',
  notTitle: 'Qué no guardamos',
  nothing: 'Ni nombre, ni dirección postal, ni tarjeta, ni dirección de red, ni nada de lo que lee.',
  cookiesTitle: 'En su navegador',
  cookies:
    '`{pass}` dice que no hace falta un anuncio; `{device}` prueba este navegador; `{claim}` une un pago al navegador que lo inició; `{reminder}` cancela un recordatorio. En la memoria del navegador: hasta cuándo descansan los anuncios y lo que eligió en un formulario. «Olvidar este dispositivo» en {account} lo elimina todo.',
  othersTitle: 'Quién más guarda algo',
  stripe:
    '**Stripe** recibe el pago. Guarda nombre, correo, tarjeta y pagos según sus propias reglas y mientras lo exijan las leyes sobre pagos: https://stripe.com/privacy. Su banco también ve el pago, diga lo que diga el extracto.',
  amazon:
    '**Amazon Web Services** hace funcionar nuestros servidores{region} y ve la red de una petición mientras la responde. Las copias de seguridad guardan allí siete días lo borrado.',
  ses: '**Amazon SES** envía nuestros mensajes y conoce la dirección y la hora de cada uno.',
  smtp: '**El proveedor {host}** envía nuestros mensajes y conoce la dirección, la hora y el texto de cada uno.',
  captcha:
    '**Cloudflare Turnstile** puede comprobar que quien aporta no es un programa, y ve entonces su red y su navegador.',
  rightsTitle: 'Qué puede hacer usted',
  rights:
    'En {account} ve y exporta todo, cambia o termina su aportación y lo borra todo. Pida allí un enlace por correo; no hace falta cuenta. Los recordatorios terminan en {reminders}. También puede reclamar ante su autoridad de protección de datos.',
};
