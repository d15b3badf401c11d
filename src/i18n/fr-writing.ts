import type { WritingMessages } from './messages.js';

const repliedTo = (name: string | null): string =>
  name === null ? 'au message supprimé' : `à ${name}`;

export const messages: WritingMessages = {
  sortLabel: 'Trier par',
  sorts: {
    newest: 'Les plus récents',
    oldest: 'Les plus anciens',
    best: 'Les plus appréciés',
    'most-replied': 'Les plus discutés',
  },
  loaded: (count, formatted) =>
    count < 2 ? 'Un commentaire chargé' : `${formatted} commentaires chargés`,
  close: 'Fermer',
  notFound: 'Le commentaire demandé n’existe pas, ou plus.',
  ownWithheld: {
    pending: 'En attente de modération : vous seul·e le voyez.',
    rejected: 'Refusé par la modération : vous seul·e le voyez.',
  },
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
  draftRestored: 'Brouillon restauré.',
  discardDraft: 'L’effacer',
  draftUnkept: 'Ce navigateur ne garde pas de brouillon de ce texte.',
  repliesBegun: (count, formatted) =>
    count < 2
      ? 'Une réponse commencée vous attend sous'
      : `${formatted} réponses commencées vous attendent, la dernière sous`,
  repliesBegunLink: 'ce commentaire',
  signInFirst: 'Connectez-vous d’abord : votre texte est conservé.',
  formatting: 'Mise en forme',
  tools: { strong: 'Gras', emphasis: 'Italique', quote: 'Citation', list: 'Liste', link: 'Lien' },
  shiftKey: 'Maj',
  preview: 'Aperçu',
  previewEmpty: 'Rien à voir pour l’instant.',
  previewSlow: 'Ce texte est long à afficher : l’aperçu attend que vous le redemandiez.',
  quoteSelection: 'Citer la sélection',
  waitUntil: (at) => `Vous pourrez publier à ${at}.`,
  waitLeft: (left, at) => `Vous pourrez publier dans ${left}, à ${at}.`,
  waitOver: 'Vous pouvez publier maintenant.',
  writeFirst: 'Écrivez d’abord : vous vous connecterez au moment de publier.',
  downVotes: {
    against: 'Voter contre',
    count: (_, formatted) => `${formatted} contre`,
  },
  returning: {
    voteFor: (name) => `Vous vouliez voter pour le commentaire de ${name}.`,
    voteAgainst: (name) => `Vous vouliez voter contre le commentaire de ${name}.`,
    giveUp: 'Plus maintenant',
  },
  closing: {
    close: 'Fermer la discussion',
    reopen: 'Rouvrir la discussion',
    heading: 'Fermer la discussion ?',
    text: 'Plus personne ne pourra y écrire. Les commentaires restent lisibles, et vous pourrez la rouvrir.',
    closed: 'La discussion est fermée.',
    reopened: 'La discussion est rouverte.',
  },
  prompts: {
    login: 'Connectez-vous pour pouvoir commenter.',
    name: 'Votre nom, pour commenter',
    subscribe: 'Abonnez-vous pour pouvoir commenter !',
    suspended: 'Votre compte ne peut plus commenter.',
    wait: 'Vous avez beaucoup écrit : reprenez votre souffle.',
    closed: 'Les commentaires sont fermés.',
    unsupported: 'Cette discussion est une archive : on peut la lire, plus y écrire.',
  },
  until: (prompt, date) => `${prompt}, jusqu’au ${date}.`,
  alreadySubscribed: 'Déjà abonné·e ?',
  signIn: 'Connectez-vous',
  nameHint: 'Affiché avec vos commentaires, et conservé dans ce navigateur.',
  nameSend: 'Continuer',
  haveAccount: 'Déjà un compte ?',
  nameErrors: {
    empty: 'Indiquez un nom.',
    'too-long': 'Ce nom dépasse 80 caractères.',
    conflict: 'Une personne qui a un compte commente sous ce nom : choisissez-en un autre.',
  },
  nameTaken: (name) => `Vous pouvez maintenant commenter sous le nom de ${name}.`,
  nameForgotten: 'Votre nom est oublié dans ce navigateur.',
  writingAs: 'Vous commentez sous le nom de',
  forgetName: 'Ce n’est pas vous ? Oublier ce nom',
  errors: {
    network: 'Le serveur des commentaires est injoignable. Vérifiez votre connexion.',
    timeout: 'Le serveur des commentaires met trop de temps à répondre.',
    malformed: 'Le serveur des commentaires a donné une réponse incompréhensible.',
    unavailable: 'Le service des commentaires est momentanément indisponible.',
    internal: 'Le service des commentaires a rencontré une erreur.',
    login: 'Votre session a expiré : reconnectez-vous.',
    name: 'Choisissez d’abord un nom : votre texte est conservé.',
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
  offline:
    'Vous êtes hors connexion et n’avez pas encore lu cette discussion sur cet appareil. Elle s’affichera d’elle-même au retour du réseau.',
  lastSeen: (at) =>
    `Voici les commentaires tels qu’ils étaient le ${at}\u00a0: les plus récents sont inaccessibles pour le moment.`,
  retryAfter: (count, formatted) =>
    `Réessayez dans ${formatted} ${count < 2 ? 'seconde' : 'secondes'}.`,
  actions: {
    more: (name) => `Autres actions sur le commentaire de ${name}`,
    copyLink: 'Copier le lien',
    linkCopied: 'Lien copié.',
    share: 'Partager…',
    report: 'Signaler…',
    delete: 'Supprimer…',
    pick: 'Mettre en avant',
    unpick: 'Ne plus mettre en avant',
    approve: 'Publier',
    reject: 'Refuser',
    deleted: 'Commentaire supprimé.',
    picked: 'Ce commentaire est mis en avant.',
    unpicked: 'Ce commentaire n’est plus mis en avant.',
    approved: 'Commentaire publié.',
    rejected: 'Commentaire refusé.',
    deleteHeading: 'Supprimer votre commentaire ?',
    deleteText: 'Les réponses restent. Cette suppression est définitive.',
    deleteAction: 'Supprimer',
    moderateHeading: (name) => `Supprimer le commentaire de ${name}\u202f?`,
    moderateLegend: 'Pourquoi ? Le motif sera affiché.',
    ground: (text) => `Motif\u00a0: ${text.toLowerCase()}.`,
    reportHeading: (name) => `Signaler le commentaire de ${name}`,
    reportLegend: 'Quel est le problème ?',
    reportDetails: 'Précisions (facultatif)',
    reportAction: 'Signaler',
    reported:
      'Merci. La modération va le lire et décider. Son auteur·ice ne saura pas qui l’a signalé.',
  },
  editing: {
    edit: 'Modifier',
    editFor: (count, formatted) =>
      `Modifier (encore ${formatted} ${count < 2 ? 'minute' : 'minutes'})`,
    label: 'Modifier votre commentaire',
    save: 'Enregistrer',
    edited: 'Commentaire modifié.',
  },
  notice: {
    legend: 'Notification de contenu illicite',
    hint: 'Expliquez dans les précisions pourquoi ce contenu est illicite. La décision vous sera communiquée.',
    hintKnown:
      'Pour une notification en bonne et due forme (article 16 du règlement européen sur les services numériques), expliquez dans les précisions pourquoi ce contenu est illicite et confirmez votre bonne foi. Nom et adresse ne sont nécessaires que s’ils diffèrent de ceux de votre compte.',
    name: 'Votre nom',
    email: 'Votre adresse électronique',
    goodFaith: 'Je crois de bonne foi que ces informations sont exactes et complètes.',
  },
  news: {
    shown: (count, formatted) => `${formatted} ${count < 2 ? 'nouveau' : 'nouveaux'}`,
    label: (count, formatted) =>
      `${formatted} ${count < 2 ? 'nouveau commentaire' : 'nouveaux commentaires'} depuis votre dernière visite\u00a0: aller au suivant`,
    mark: 'Nouveau depuis votre dernière visite',
  },
  arrivals: {
    comments: (count, formatted) =>
      `${formatted} ${count < 2 ? 'nouveau commentaire' : 'nouveaux commentaires'}`,
    replies: (count, formatted) =>
      `${formatted} ${count < 2 ? 'nouvelle réponse' : 'nouvelles réponses'}`,
    repliesTo: (count, formatted, name) =>
      `${formatted} ${count < 2 ? 'nouvelle réponse' : 'nouvelles réponses'} ${repliedTo(name)}`,
    came: (count, formatted) =>
      count < 2
        ? `${formatted} nouveau commentaire vient d’être écrit.`
        : `${formatted} nouveaux commentaires viennent d’être écrits.`,
  },
  muting: {
    mute: (name) => `Masquer ${name}`,
    unmute: (name) => `Ne plus masquer ${name}`,
    muted: (name) => `Les commentaires de ${name} sont masqués sur cet appareil.`,
    unmuted: (name) => `Les commentaires de ${name} sont de nouveau visibles.`,
    hidden: 'D’une personne que vous avez masquée.',
    look: 'Afficher',
    list: 'Personnes masquées',
    none: 'Vous n’avez masqué personne.',
    again: 'Ne plus masquer',
  },
  grounds: {
    abuse: 'Insultes ou harcèlement',
    hate: 'Haine ou discrimination',
    spam: 'Publicité ou indésirable',
    'off-topic': 'Hors sujet',
    illegal: 'Contenu illicite',
    other: 'Autre motif',
  },
  keys: {
    heading: 'Raccourcis clavier',
    when: 'Quand vous êtes dans la discussion, sans être en train d’écrire :',
    next: 'Commentaire suivant',
    previous: 'Commentaire précédent',
    reply: 'Répondre au commentaire',
    vote: 'Voter pour le commentaire, ou retirer son vote',
    news: 'Prochain commentaire nouveau depuis votre dernière visite',
    help: 'Ces explications',
    use: 'Utiliser ces raccourcis',
  },
  folds: {
    readOn: 'Lire la suite',
    fold: 'Afficher moins',
    of: (text, name) => `${text}, commentaire de ${name}`,
  },
  branches: {
    hide: (count, formatted, name) =>
      `${count < 2 ? 'Masquer 1 réponse' : `Masquer les ${formatted} réponses`} ${repliedTo(name)}`,
    show: (count, formatted, name) =>
      `${count < 2 ? 'Afficher 1 réponse' : `Afficher les ${formatted} réponses`} ${repliedTo(name)}`,
    replies: (count, formatted) => (count < 2 ? '1 réponse' : `${formatted} réponses`),
  },
  outbox: {
    queued: 'Pas de connexion\u00a0: ce sera envoyé dès que possible.',
    reportQueued:
      'Merci. Il n’y a pas de connexion\u00a0: votre signalement sera envoyé dès que possible, et la modération le lira.',
    sending: 'Envoi en cours…',
    waiting: 'En attente du réseau',
    login: 'En attente de votre reconnexion',
    behind: 'En attente de votre commentaire, qui n’a pas été publié',
    refused: {
      comment: 'Non publié.',
      edit: 'Non modifié.',
      delete: 'Non supprimé.',
    },
    reportRefused: 'Votre signalement n’a pas pu être envoyé.',
    voteRefused: 'Votre vote n’a pas pu être envoyé.',
    edit: 'Modifier',
    discard: 'Abandonner',
    discarded: 'Abandonné.',
    count: (count, formatted) =>
      count < 2
        ? 'Une modification attend le réseau'
        : `${formatted} modifications attendent le réseau`,
    countLogin: (count, formatted) =>
      count < 2
        ? 'Une modification attend votre reconnexion'
        : `${formatted} modifications attendent votre reconnexion`,
    others: (count, formatted) =>
      count < 2
        ? 'Un message d’un autre compte attend sur cet appareil qu’il se reconnecte'
        : `${formatted} messages d’autres comptes attendent sur cet appareil qu’ils se reconnectent`,
    countRefused: (count, formatted) =>
      count < 2
        ? 'Une modification n’a pas été acceptée'
        : `${formatted} modifications n’ont pas été acceptées`,
    sent: (count, formatted) =>
      count < 2
        ? 'Ce qui attendait est envoyé.'
        : `${formatted} modifications qui attendaient sont envoyées.`,
  },
};
