// The readers' notice in German. Blanks stand in braces.
import type { NoticeTexts } from './english.ts';

export const german: NoticeTexts = {
  title: 'Was wir speichern, wenn Sie uns unterstützen',
  intro:
    'Hier steht, was {newsroom} und seine Dienstleister über Leserinnen und Leser speichern, die etwas geben, um eine Erinnerung oder um einen Link bitten. Wir speichern so wenig wie möglich.',
  heldTitle: 'Was wir speichern',
  giving:
    '**Was Sie gegeben haben:** Betrag, Währung, Rhythmus, Stand und die Tage der Zahlungen, unter einer Nummer des Zahlungsdienstes. Ohne dessen Bücher führt sie zu niemandem. Nach {linkDays} Tagen ist eine Zahlung nur noch ein Betrag ohne Person, den wir für die Buchhaltung behalten.',
  address:
    '**Ihre E-Mail-Adresse** nur als Wert, der sich ohne einen anderswo verwahrten Schlüssel nicht zurückrechnen lässt: damit ein Link findet, was Sie gegeben haben. Er verschwindet mit dem, was Sie gegeben haben, oder wenn Sie es löschen. Während ein Link gesendet wird, liegt sie versiegelt in einer Warteschlange, höchstens eine halbe Stunde.',
  browser:
    '**Diesen Browser:** ein zufälliger Wert, der belegt, dass er in Ruhe gelassen wird, höchstens 400 Tage nach dem letzten Gebrauch. Was zu einer unfertigen Zahlung gehört, verschwindet nach Tagen.',
  reminder:
    '**Eine bestätigte Erinnerung:** ihr Monat und Ihre Adresse, so versiegelt, dass nur der Versand sie lesen kann, bis sie gesendet ist. Eine abbestellte oder unzustellbare Adresse bleibt als solcher Wert höchstens 400 Tage, für immer nur, wenn Sie „nie wieder“ gesagt haben.',
  counting:
    '**Zählungen gegen Missbrauch:** ein Wert aus Ihrem Netz mit einem Schlüssel des Tages, höchstens einen Tag lang.',
  notTitle: 'Was wir nicht speichern',
  nothing: 'Keinen Namen, keine Anschrift, keine Karte, keine Netzadresse, nichts darüber, was Sie lesen.',
  cookiesTitle: 'In Ihrem Browser',
  cookies:
    '`{pass}` sagt, dass kein Banner nötig ist; `{device}` weist diesen Browser aus; `{claim}` verbindet eine Zahlung mit dem Browser, der sie begann; `{reminder}` bestellt eine Erinnerung ab. Im Speicher des Browsers: bis wann Banner ruhen und was Sie in einem Formular gewählt hatten. „Dieses Gerät vergessen“ auf {account} entfernt alles.',
  othersTitle: 'Wer noch etwas speichert',
  stripe:
    '**Stripe** nimmt die Zahlung an. Es speichert Name, E-Mail-Adresse, Karte und Zahlungen nach eigenen Regeln und so lange, wie es Gesetze über Zahlungen verlangen: https://stripe.com/privacy. Auch Ihre Bank sieht die Zahlung, was immer auf dem Auszug steht.',
  amazon:
    '**Amazon Web Services** betreibt unsere Server{region} und sieht das Netz einer Anfrage, während es sie beantwortet. Sicherungen bewahren dort Gelöschtes sieben Tage lang.',
  ses: '**Amazon SES** versendet unsere Nachrichten und kennt Adresse und Zeit einer jeden.',
  smtp: '**Der Anbieter {host}** versendet unsere Nachrichten und kennt Adresse, Zeit und Text einer jeden.',
  captcha: '**Cloudflare Turnstile** prüft unter Umständen, dass kein Programm gibt, und sieht dann Netz und Browser.',
  rightsTitle: 'Was Sie tun können',
  rights:
    'Auf {account} sehen und exportieren Sie alles, ändern oder beenden Ihren Beitrag und löschen alles. Bitten Sie dort um einen Link per E-Mail; ein Konto ist nicht nötig. Erinnerungen enden auf {reminders}. Sie können sich auch bei Ihrer Datenschutzbehörde beschweren.',
};
