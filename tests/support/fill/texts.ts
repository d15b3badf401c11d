import { parseSource } from '../../../src/markup/parse.js';

const SENTENCES = [
  'Merci pour cet article, qui dit enfin ce que tant d’autres taisent.',
  'Je ne partage pas du tout cette conclusion : les chiffres cités datent d’il y a dix ans.',
  'Quelqu’un a-t-il lu le rapport de la Cour des comptes, pages 40 à 52 ?',
  'Chez nous, à Saint-Étienne, la ligne a été fermée puis rouverte deux fois.',
  'C’est exactement cela.',
  '> Le ministre assure que rien ne changera.\n\nOn nous l’a déjà dit en 2019.',
  'Voir aussi [l’enquête de l’an dernier](https://journal.example/enquetes/1), toujours d’actualité.',
  'La question n’est pas *qui* paiera, mais *quand*, et avec quel argent.',
  'J’ai travaillé trente ans dans cette administration ; le texte est en dessous de la vérité.',
  'Et pourtant, il suffirait de lire la loi : « Nul ne peut être inquiété pour ses opinions. »',
  'Un détail : la photographie montre le pont de 1931, pas celui dont parle l’article.',
  'Bravo à la rédaction.',
];

/** How many different texts there are. */
export const TEXTS = 97;

/** Comments as readers write them, from one line to several paragraphs, with their bodies. */
export function texts(): { source: string; body: unknown }[] {
  return Array.from({ length: TEXTS }, (_, index) => {
    const length = 1 + ((index * index) % 7);
    const parts = Array.from(
      { length },
      (__, place) => SENTENCES[(index * 5 + place * 7) % SENTENCES.length] ?? '',
    );
    const source = parts.join(index % 3 === 0 ? '\n\n' : ' ').replaceAll(/(?<!^|\n)> /g, '');
    return { source, body: parseSource(source) };
  });
}
