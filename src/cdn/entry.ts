/**
 * The reading path, in one file: what shows comments. A thread fetches by itself what writing takes.
 * Whatever elements the page already holds become alive here.
 * @module
 */
import '../elements/thread/define.js';

// A page that only wants the elements gets them all.
if (!document.querySelector('palabre-thread')) void import('../elements/thread/interaction.js');
