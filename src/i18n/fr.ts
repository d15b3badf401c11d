import type { Messages } from './messages.js';

// A browser's first date of a language is dear; here it is paid while the elements are on their way.
new Intl.DateTimeFormat('fr', { dateStyle: 'long' }).format();

export const messages: Messages = {
  heading: 'Commentaires',
  commentCount: (count, formatted) => `${formatted} ${count < 2 ? 'commentaire' : 'commentaires'}`,
  highlights: 'Commentaires préférés des abonnés',
  empty: 'Aucun commentaire pour l’instant.',
  failed: 'Les commentaires n’ont pas pu être chargés.',
  retry: 'Réessayer',
  more: (count, formatted) =>
    `Afficher plus de commentaires (${formatted} ${count < 2 ? 'restant' : 'restants'})`,
  moreReplies: (count, formatted) =>
    count < 2 ? 'Afficher une autre réponse' : `Afficher ${formatted} autres réponses`,
  reply: 'Répondre',
  replyTo: (name) => `Répondre à ${name}`,
  inReplyTo: (name) => `en réponse à ${name}`,
  inReplyToGone: 'en réponse à un commentaire supprimé',
  permalink: (date) => `lien vers ce commentaire, ${date}`,
  edited: (date) => `modifié · ${date}`,
  withheld: {
    pending: 'En attente de modération : pas encore publié.',
    rejected: 'Refusé par la modération : non publié.',
  },
  picked: 'Choix de la rédaction',
  badges: {
    staff: 'La rédaction',
    author: 'Auteur·ice de l’article',
    expert: 'Expert·e',
    guest: 'Invité·e',
  },
  tombstones: {
    author: 'Ce message a été supprimé par son auteur·ice.',
    moderation: 'Ce message a été supprimé par la modération.',
    'account-erased':
      'Ce message a été supprimé à la suite de la suppression du compte de son auteur·ice.',
  },
  vote: 'Voter',
  voteFor: (name) => `commentaire de ${name}`,
  votes: (count, formatted) => `${formatted} ${count < 2 ? 'vote' : 'votes'}`,
};
