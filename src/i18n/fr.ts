import type { Messages } from './messages.js';

export const messages: Messages = {
  heading: 'Commentaires',
  commentCount: (count, formatted) => `${formatted} ${count < 2 ? 'commentaire' : 'commentaires'}`,
  sortLabel: 'Trier par',
  sorts: {
    newest: 'Les plus récents',
    oldest: 'Les plus anciens',
    best: 'Les plus appréciés',
    'most-replied': 'Les plus discutés',
  },
  loading: 'Chargement des commentaires…',
  empty: 'Aucun commentaire pour l’instant.',
  failed: 'Les commentaires n’ont pas pu être chargés.',
  retry: 'Réessayer',
  more: (count, formatted) =>
    `Afficher plus de commentaires (${formatted} ${count < 2 ? 'restant' : 'restants'})`,
  moreReplies: (count, formatted) =>
    count < 2 ? 'Afficher une autre réponse' : `Afficher ${formatted} autres réponses`,
  loaded: (count, formatted) =>
    count < 2 ? 'Un commentaire chargé' : `${formatted} commentaires chargés`,
  close: 'Fermer',
  notFound: 'Le commentaire demandé n’existe pas, ou plus.',

  reply: 'Répondre',
  replyTo: (name) => `Répondre à ${name}`,
  inReplyTo: (name) => `en réponse à ${name}`,
  inReplyToGone: 'en réponse à un commentaire supprimé',
  permalink: (date) => `lien vers ce commentaire, ${date}`,
  edited: (date) => `modifié ${date}`,
  sending: 'Envoi en cours…',
  waiting: 'En attente de modération : vous seul·e le voyez.',
  rejected: 'Refusé par la modération : vous seul·e le voyez.',
  picked: 'Choix de la rédaction',
  badges: { staff: 'La rédaction', author: 'Auteur·ice de l’article', expert: 'Expert·e' },
  tombstones: {
    author: 'Ce message a été supprimé par son auteur·ice.',
    moderation: 'Ce message a été supprimé par la modération.',
    'account-erased':
      'Ce message a été supprimé à la suite de la suppression du compte de son auteur·ice.',
  },

  vote: 'Voter',
  votedLabel: 'Voté',
  voteFor: (name) => `commentaire de ${name}`,
  votes: (count, formatted) => `${formatted} ${count < 2 ? 'vote' : 'votes'}`,
  voted: 'A voté !',
  voteUndone: 'Vote retiré.',

  composerLabel: 'Votre commentaire',
  replyLabel: (name) => `Votre réponse à ${name}`,
  placeholder: 'Qu’en pensez-vous ?',
  hint: '*italique*, **gras**, > citation',
  send: 'Publier',
  sendingText: 'Publication…',
  sent: 'Votre commentaire est publié.',
  cancel: 'Annuler',
  remaining: (count, formatted) =>
    `${formatted} ${count < 2 ? 'caractère restant' : 'caractères restants'}`,
  tooMany: (count, formatted) => `${formatted} ${count < 2 ? 'caractère' : 'caractères'} de trop`,

  prompts: {
    login: 'Connectez-vous pour pouvoir commenter.',
    subscribe: 'Abonnez-vous pour pouvoir commenter !',
    suspended: 'Votre compte ne peut plus commenter',
    wait: 'Vous avez beaucoup écrit : reprenez votre souffle',
    closed: 'Les commentaires sont fermés.',
    unsupported: '',
  },
  until: (prompt, date) => `${prompt}, jusqu’au ${date}.`,
  alreadySubscribed: 'Déjà abonné·e ?',
  signIn: 'Connectez-vous',

  errors: {
    network: 'Le serveur des commentaires est injoignable. Vérifiez votre connexion.',
    timeout: 'Le serveur des commentaires met trop de temps à répondre.',
    malformed: 'Le serveur des commentaires a donné une réponse incompréhensible.',
    unavailable: 'Le service des commentaires est momentanément indisponible.',
    internal: 'Le service des commentaires a rencontré une erreur.',
    login: 'Votre session a expiré : reconnectez-vous.',
    subscribe: 'Il faut être abonné·e.',
    suspended: 'Votre compte est suspendu.',
    wait: 'Trop d’envois à la suite : patientez un peu.',
    closed: 'Les commentaires sont fermés.',
    unsupported: 'Ce n’est pas possible ici.',
    forbidden: 'Vous n’en avez pas le droit.',
    'not-found': 'Ce commentaire est introuvable.',
    gone: 'Ce commentaire a été supprimé entre-temps.',
    conflict: 'Ce commentaire n’a pas pu être enregistré. Copiez votre texte et rechargez la page.',
    empty: 'Écrivez quelque chose avant de publier.',
    'too-long': 'Ce texte dépasse 10 000 caractères.',
    'too-complex': 'Ce texte imbrique trop de citations ou de listes.',
    'too-large': 'Ce texte est trop volumineux.',
    invalid: 'La demande a été refusée.',
  },
  retryAfter: (count, formatted) =>
    `Réessayez dans ${formatted} ${count < 2 ? 'seconde' : 'secondes'}.`,
};
