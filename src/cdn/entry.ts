/**
 * The reading path, in one file: what shows comments. A thread fetches by itself what writing takes.
 * Whatever elements the page already holds become alive here.
 * @module
 */
import '../elements/thread/define.js';

if (document.querySelector('head > palabre-thread')) {
  console.warn('Palabre: nobody sees a discussion whose script tag stands in the head of the page');
}

// A page that only wants the elements gets them all.
if (!document.querySelector('palabre-thread')) void import('../elements/thread/interaction.js');
