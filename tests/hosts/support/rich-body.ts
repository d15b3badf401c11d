import { paragraph } from '../../support/thread-builders.js';

const WORDS =
  'Un long paragraphe, assez long pour courir sur plusieurs lignes dans toutes les fenêtres. ';

/** Every block that a body may have, with text that wraps and a line of code that does not. */
export const RICH_BODY = {
  type: 'root' as const,
  children: [
    paragraph(WORDS.repeat(4)),
    {
      type: 'paragraph' as const,
      children: [
        { type: 'text' as const, value: 'Voir ' },
        {
          type: 'link' as const,
          url: 'https://example.org/',
          children: [{ type: 'text' as const, value: 'un lien' }],
        },
        { type: 'inlineCode' as const, value: 'du code' },
      ],
    },
    { type: 'blockquote' as const, children: [paragraph('Citation.')] },
    { type: 'code' as const, lang: null, value: `const ligne = '${'x'.repeat(200)}';\n` },
    {
      type: 'list' as const,
      ordered: false,
      start: null,
      children: ['Un', 'Deux'].map((text) => ({
        type: 'listItem' as const,
        children: [paragraph(text)],
      })),
    },
  ],
};
