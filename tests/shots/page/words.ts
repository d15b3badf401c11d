/** As the page's `lang` says it; the mirrored one is written from right to left. */
export const LANGUAGES = ['fr', 'en', 'mirrored'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What is said in an article and under it, in one language. */
export interface Words {
  title: string;
  lead: string;
  names: readonly string[];
  /** Several lines of text. */
  long: string;
  /** A sentence or two each. */
  said: readonly string[];
  /** Markdown with everything that a body may hold. */
  rich: string;
}

const LONG_WORD =
  'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';
const ADDRESS = `https://margelle.example/${'un-tres-long-chemin/'.repeat(6)}`;
const CODE = `\`\`\`
ticket: single
from:   ORVENAY (platform 2, above the stairs, behind the kiosk)
\`\`\`

${LONG_WORD} ${ADDRESS}`;

export const WORDS: Record<Language, Words> = {
  fr: {
    title: 'À la gare d’Orvenay, le dernier guichet ferme',
    lead: 'Une borne le remplace. Elle a réponse à tout, sauf aux questions.',
    names: [
      'Odile R.',
      'Nour',
      'Inès Malaterre',
      'Félix Aubrac',
      'Jeanne Ostrowski',
      'Patrick Z.',
      'lecteur du soir',
    ],
    long: 'J’ai pris mes billets à ce guichet pendant vingt-six ans. Madame Lebreton savait qui partait en vacances et qui allait à l’hôpital\u202f; elle ne demandait que la destination. La borne, elle, demande tout, et n’entend rien quand le quai est plein.',
    said: [
      'Je frappe à la vitre tous les matins. Un jour quelqu’un répondra.',
      'J’ai noté l’heure, je passerai vous voir.',
      'La mairie avait promis une permanence le mardi\u202f: elle a tenu deux mardis.',
      'C’est exactement ce qu’on nous avait dit pour la poste.',
      'Et pour ceux qui paient en pièces\u202f?',
      'On descend\u202f?',
      'Merci pour ce papier, et pour la photo.',
    ],
    rich: `Trois remarques, et un peu de *tout* ce qu’un **message** peut contenir\u202f:

> La borne a réponse à tout.
>
> > Sauf aux questions.

- un aller simple\u202f;
- un retour, si la borne le veut bien, et si personne n’attend derrière avec un billet de cinquante\u202f;

1. voir [le règlement](https://margelle.example/reglement) ;
2. ~~attendre~~ et \`GARE_ORV_01\`.

${CODE}`,
  },
  en: {
    title: 'The last ticket window in Orvenay closes',
    lead: 'A machine takes its place. It can answer anything but a question.',
    names: [
      'Odile R.',
      'Nour',
      'Ines Hartwell',
      'Felix Auburn',
      'Jean Ostrowski',
      'Patrick Z.',
      'evening reader',
    ],
    long: 'I bought my tickets at this window for twenty-six years. Mrs Lebreton knew who was off on holiday and who was going to hospital; she only ever asked where to. The machine asks for everything, and hears nothing when the platform is full.',
    said: [
      'I knock on the glass every morning. One day somebody will answer.',
      'I have noted the time, and will come by.',
      'The town hall promised somebody at the desk on Tuesdays. It kept that up for two of them.',
      'That is exactly what they told us about the post office.',
      'And those who pay in coins?',
      'Are we getting off?',
      'Thank you for this piece, and for the photograph.',
    ],
    rich: `Three remarks, and a little of *everything* that a **comment** may hold:

> It can answer anything.
>
> > Anything but a question.

- a single;
- a return, if the machine is willing, and if nobody waits behind you with a fifty in hand;

1. see [the rules](https://margelle.example/rules);
2. ~~wait~~ and \`STATION_ORV_01\`.

${CODE}`,
  },
  mirrored: {
    title: 'הקופה האחרונה בתחנת אורבניי נסגרת',
    lead: 'מכונה תבוא במקומה. יש לה תשובה לכול, חוץ מלשאלות.',
    names: [
      'אודיל ר׳',
      'נור',
      'אינס מלטר',
      'פליקס אוברק',
      'ז׳אן אוסטרובסקי',
      'Patrick Z.',
      'קורא הערב',
    ],
    long: 'קניתי כרטיסים בקופה הזאת במשך עשרים ושש שנים. גברת לברטון ידעה מי יוצא לחופשה ומי נוסע לבית החולים; היא שאלה רק לאן. המכונה שואלת הכול, ואינה שומעת דבר כשהרציף מלא.',
    said: [
      'אני דופק על הזכוכית בכל בוקר. יום אחד מישהו יענה.',
      'רשמתי את השעה, אעבור אצלכם.',
      'העירייה הבטיחה נציג בימי שלישי. היא עמדה בזה פעמיים.',
      'זה בדיוק מה שאמרו לנו על הדואר.',
      'ומי שמשלם במטבעות?',
      'יורדים?',
      'תודה על הכתבה, ועל התמונה.',
    ],
    rich: `שלוש הערות, וקצת מ*כל* מה ש**תגובה** יכולה להכיל:

> יש לה תשובה לכול.
>
> > חוץ מלשאלות.

- כרטיס הלוך;
- הלוך ושוב, אם המכונה תסכים, ואם איש אינו מחכה מאחור עם שטר של חמישים ביד;

1. ראו [את התקנון](https://margelle.example/rules);
2. ~~לחכות~~ וגם \`STATION_ORV_01\`.

${CODE}`,
  },
};
