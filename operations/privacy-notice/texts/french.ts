// The readers' notice in French. Blanks stand in braces.
import type { NoticeTexts } from './english.ts';

export const french: NoticeTexts = {
  title: 'Ce que nous conservons quand vous nous soutenez',
  intro:
    'Voici ce que {newsroom} et ses prestataires conservent sur les personnes qui donnent, demandent un rappel ou demandent un lien. Nous en conservons le moins possible.',
  heldTitle: 'Ce que nous conservons',
  giving:
    '**Ce que vous avez donné :** montant, devise, fréquence, état et jours des paiements, sous un numéro attribué par le service de paiement. Sans les livres de ce service, il ne mène à personne. Après {linkDays} jours, un paiement n’est plus que le montant de personne, gardé pour nos comptes.',
  address:
    '**Votre adresse e-mail**, seulement comme une valeur qu’on ne peut pas inverser sans une clé conservée ailleurs : pour qu’un lien retrouve ce que vous avez donné. Elle disparaît avec ce que vous avez donné, ou quand vous l’effacez. Pendant l’envoi d’un lien, elle reste scellée dans une file, une demi-heure au plus.',
  browser:
    '**Ce navigateur :** une valeur aléatoire qui prouve qu’on peut le laisser tranquille, au plus 400 jours après son dernier usage. Ce qui relève d’un paiement inachevé disparaît en quelques jours.',
  reminder:
    '**Un rappel confirmé :** son mois et votre adresse, scellée de sorte que seul l’envoi peut la lire, jusqu’à l’envoi. Une adresse annulée ou rejetée reste sous forme de valeur au plus 400 jours, et pour toujours seulement si vous avez dit « plus jamais ».',
  counting:
    '**Des comptages contre les abus :** une valeur tirée de votre réseau avec une clé du jour, un jour au plus.',
  notTitle: 'Ce que nous ne conservons pas',
  nothing: 'Ni nom, ni adresse postale, ni carte, ni adresse de réseau, rien de ce que vous lisez.',
  cookiesTitle: 'Dans votre navigateur',
  cookies:
    '`{pass}` dit qu’aucune bannière n’est utile ; `{device}` prouve ce navigateur ; `{claim}` relie un paiement au navigateur qui l’a commencé ; `{reminder}` annule un rappel. Dans la mémoire du navigateur : jusqu’à quand les bannières se reposent, et ce que vous aviez choisi dans un formulaire. « Oublier cet appareil » sur {account} efface tout.',
  othersTitle: 'Qui d’autre conserve quelque chose',
  stripe:
    '**Stripe** reçoit le paiement. Il conserve nom, adresse e-mail, carte et paiements selon ses propres règles et aussi longtemps que les lois sur les paiements l’exigent : https://stripe.com/privacy. Votre banque voit aussi le paiement, quoi que dise le relevé.',
  amazon:
    '**Amazon Web Services** fait fonctionner nos serveurs{region} et voit le réseau d’une requête pendant qu’il y répond. Les sauvegardes y gardent sept jours ce qui a été effacé.',
  ses: '**Amazon SES** envoie nos messages et connaît l’adresse et l’heure de chacun.',
  smtp: '**Le prestataire {host}** envoie nos messages et connaît l’adresse, l’heure et le texte de chacun.',
  captcha:
    '**Cloudflare Turnstile** peut vérifier que ce n’est pas un programme qui donne, et voit alors votre réseau et votre navigateur.',
  rightsTitle: 'Ce que vous pouvez faire',
  rights:
    'Sur {account}, vous voyez et exportez tout, modifiez ou arrêtez votre contribution, et effacez tout. Demandez-y un lien par e-mail ; aucun compte n’est nécessaire. Les rappels s’arrêtent sur {reminders}. Vous pouvez aussi saisir votre autorité de protection des données.',
};
